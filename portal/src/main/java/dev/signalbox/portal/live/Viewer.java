package dev.signalbox.portal.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * One that looks on. It is asked to {@link #look} several times a second, and to {@link #take}
 * whenever its client can have more: what it cannot have in time is left out, counted, and nobody
 * else's concern. Confined to one thread.
 */
public final class Viewer {
  /** Requests that are told of in a second. */
  static final int RECORDS_PER_SECOND = 20;

  /** Events that may wait, also those of a break. */
  static final int MOST_WAITING = 500;

  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final long QUIET_TICKS = 5;
  private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);

  private final LiveHub hub;
  private final Viewing viewing;
  private final Deque<LiveEvent> waiting = new ArrayDeque<>();
  private final long tickBefore;
  private long cursor;
  private Optional<byte[]> reset = Optional.empty();
  private boolean greeted;
  private long skipped;
  private long second;
  private int room;
  private long tickSent;
  private boolean busy;
  private long beaten;
  private boolean left;

  Viewer(LiveHub hub, Viewing viewing) {
    this.hub = hub;
    this.viewing = viewing;
    this.cursor = hub.ring().next();
    this.tickBefore = hub.lastTick().number();
    this.tickSent = tickBefore - QUIET_TICKS;
  }

  /** Goes on after the event {@code lastEventId}, or says that this cannot be. */
  void resume(String lastEventId) {
    Optional<Long> last = hub.numberOf(lastEventId);
    if (last.isEmpty()) {
      reset("unknown_id");
    } else if (last.get() + 1 < hub.ring().oldest()) {
      reset("too_old");
    } else {
      cursor = last.get() + 1;
      pull(waiting::add);
      if (waiting.size() > MOST_WAITING) {
        reset("too_old");
      }
    }
  }

  /** All that waits goes, and the page has to read anew. */
  private void reset(String why) {
    waiting.clear();
    cursor = hub.ring().next();
    reset = Optional.of(LiveEvent.frame("reset", position(), "{\"why\":\"%s\"}".formatted(why)));
  }

  private interface Taker {
    void take(LiveEvent event);
  }

  private void pull(Taker taker) {
    long end = hub.ring().next();
    while (cursor < end) {
      LiveEvent event = hub.ring().at(cursor);
      if (event == null) {
        if (cursor < hub.ring().oldest()) {
          reset("too_slow");
        }
        return; // else it will be there in a moment
      }
      cursor++;
      if (viewing.wants(event)) {
        taker.take(event);
      }
    }
  }

  /** Takes note of what has happened. */
  public void look(long nowMillis) {
    if (nowMillis / 1_000 != second) {
      second = nowMillis / 1_000;
      room = RECORDS_PER_SECOND;
    }
    pull(this::note);
  }

  private void note(LiveEvent event) {
    if (event.topic() == Topic.RECORDS) {
      if (room == 0) {
        skipped++;
        return;
      }
      room--;
    }
    if (waiting.size() < MOST_WAITING || roomIsMade()) {
      waiting.add(event);
    } else {
      reset("too_slow");
    }
  }

  /** Leaves out the oldest request that waits, if any does. */
  private boolean roomIsMade() {
    for (Iterator<LiveEvent> each = waiting.iterator(); each.hasNext(); ) {
      if (each.next().topic() == Topic.RECORDS) {
        each.remove();
        skipped++;
        return true;
      }
    }
    return false;
  }

  /** What is to be sent now, which may be nothing. */
  public byte[] take(long nowMillis) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(0);
    greet(nowMillis, out);
    reset.ifPresent(out::writeBytes);
    reset = Optional.empty();
    waiting.forEach(event -> out.writeBytes(event.frame()));
    waiting.clear();
    tick(out);
    if (nowMillis - beaten >= HEARTBEAT_MILLIS) {
      beaten = nowMillis;
      out.writeBytes(HEARTBEAT);
    }
    return out.toByteArray();
  }

  /** Tells how soon to come back, and from where, even if nothing ever happens. */
  private void greet(long nowMillis, ByteArrayOutputStream out) {
    if (greeted) {
      return;
    }
    greeted = true;
    beaten = nowMillis;
    String id = waiting.isEmpty() && reset.isEmpty() ? "id: " + position() + "\n" : "";
    out.writeBytes(("retry: 2000\n" + id + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void tick(ByteArrayOutputStream out) {
    Tick tick = hub.lastTick();
    if (tick.number() == tickBefore || tick.number() == tickSent) {
      return;
    }
    Tick.Face face = tick.of(viewing);
    if (face.busy() || busy || skipped > 0 || tick.number() - tickSent >= QUIET_TICKS) {
      tickSent = tick.number();
      busy = face.busy();
      String json = face.json(skipped, viewing.topics().contains(Topic.PROJECTS));
      skipped = 0;
      out.writeBytes(LiveEvent.frame(Topic.PROJECTS.event(), position(), json));
    }
  }

  /** The id after which there is nothing that it has not had. */
  private String position() {
    return hub.idOf(cursor - 1);
  }

  /** Looks on no more. */
  public void leave() {
    if (!left) {
      left = true;
      hub.left();
      waiting.clear();
    }
  }
}
