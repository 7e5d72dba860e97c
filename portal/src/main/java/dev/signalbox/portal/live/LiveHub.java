package dev.signalbox.portal.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.records.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes what happens and keeps the newest of it for viewers. Told by all threads, none of which
 * ever waits: an event costs a place in the ring, and its text is made only when somebody takes it.
 */
public final class LiveHub {
  /** Events that are kept: a fifth of a second of the most that a process serves. */
  static final int CAPACITY = 4_096;

  /**
   * How long events are kept for viewers that come back, in seconds. What is kept for nobody is
   * copied by the garbage collector again and again.
   */
  static final int ABSENCE_SECONDS = 60;

  private final String run;
  private final String node;
  private final Ring ring = new Ring(CAPACITY);
  private final Map<Long, OpenRequest> open = new ConcurrentHashMap<>();
  private final Pace pace = new Pace();
  private final AtomicInteger viewers = new AtomicInteger();

  /** Beyond the absence at first: nobody has looked on yet, who could come back. */
  private volatile int unwatchedSeconds = ABSENCE_SECONDS + 1;

  private volatile Tick tick = new Tick(0, Instant.EPOCH, Pace.Rates.NONE, List.of());

  /**
   * A hub without viewers.
   *
   * @param run tells the ids of this hub from those of others, such as of an earlier process
   * @param node as records name it
   */
  public LiveHub(String run, String node) {
    this.run = run;
    this.node = node;
  }

  /** A request is under way, until {@link #ended}. */
  public void begun(OpenRequest request) {
    open.put(request.number(), request);
  }

  /** A request is over. */
  public void ended(RequestRecord record) {
    open.remove(record.number());
    add(Topic.RECORDS, record.from().key(), () -> RecordJson.of(record, node));
    if (isWatched()) {
      pace.ended(record);
    }
  }

  /** Something else happened, of which {@code body} tells; not to be changed any more. */
  public void tell(Topic topic, ObjectNode body) {
    add(topic, "", () -> body);
  }

  private void add(Topic topic, String owner, Supplier<ObjectNode> body) {
    if (!isWatched() && unwatchedSeconds > ABSENCE_SECONDS) {
      ring.pass();
      return;
    }
    ring.add(
        number ->
            new LiveEvent(
                number,
                topic,
                owner,
                () -> LiveEvent.frame(topic.event(), idOf(number), body.get().toString())));
  }

  /** Whether anybody looks on. */
  public boolean isWatched() {
    return viewers.get() > 0;
  }

  /** How many look on. */
  public int viewers() {
    return viewers.get();
  }

  /** How many answers are being streamed. */
  public int streams() {
    return (int) open.values().stream().filter(OpenRequest::streams).count();
  }

  /** A second has gone by; called by one thread at a time. */
  public void tick(Instant now) {
    if (isWatched()) {
      unwatchedSeconds = 0;
      tick = new Tick(tick.number() + 1, now, pace.tick(), List.copyOf(open.values()));
    } else {
      pace.forget();
      beUnwatched();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread ticks, and whoever joins is watching
  private void beUnwatched() {
    if (unwatchedSeconds <= ABSENCE_SECONDS) {
      unwatchedSeconds++;
      if (unwatchedSeconds > ABSENCE_SECONDS) {
        ring.clear();
      }
    }
  }

  /**
   * One more viewer, who leaves in the end.
   *
   * @param lastEventId the id of the last event that it had, where it comes back
   * @param most viewers there may be
   * @return empty when there are so many
   */
  public Optional<Viewer> join(Viewing viewing, Optional<String> lastEventId, int most) {
    if (viewers.incrementAndGet() > most) {
      viewers.decrementAndGet();
      return Optional.empty();
    }
    unwatchedSeconds = 0;
    Viewer viewer = new Viewer(this, viewing);
    lastEventId.ifPresent(viewer::resume);
    return Optional.of(viewer);
  }

  /** A viewer has left. */
  void left() {
    viewers.decrementAndGet();
  }

  Ring ring() {
    return ring;
  }

  Tick lastTick() {
    return tick;
  }

  String idOf(long number) {
    return run + "-" + number;
  }

  /** The number of the event that {@code id} stands for; empty when it is none of ours. */
  Optional<Long> numberOf(String id) {
    String start = run + "-";
    if (!id.startsWith(start) || !id.substring(start.length()).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(id.substring(start.length())))
        .filter(number -> number < ring.next());
  }
}
