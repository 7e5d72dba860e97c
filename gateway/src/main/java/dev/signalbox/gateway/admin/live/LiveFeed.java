package dev.signalbox.gateway.admin.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.admin.facts.HealthJson;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.portal.live.LiveHub;
import dev.signalbox.portal.live.Topic;
import dev.signalbox.portal.live.Viewer;
import dev.signalbox.portal.live.Viewing;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is told to pages live, from the start of the process to its end, whatever configuration is
 * served meanwhile. Told by all threads; {@link #second} is called by one at a time.
 */
public final class LiveFeed {
  private static final long RETRY_SECONDS = 5;

  /** Between two looks for alerts, at the least. */
  private static final long ALERT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * Alerts are figures over many rows: of the time one part in so many, at the most, goes into
   * looking for them. After a look that took half a second, as the first of a process may, an alert
   * is seen within ten.
   */
  private static final int ALERT_SHARE = 20;

  private final LiveHub hub;
  private final LongSupplier nanos;
  private final AlertWatch alerts = new AlertWatch();
  private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();
  private volatile Optional<Terms> terms = Optional.empty();
  private final AtomicBoolean looks = new AtomicBoolean();
  private volatile long looksAgain;
  private volatile boolean closed;

  /**
   * What holds under one configuration.
   *
   * @param authenticator says who still may look on
   * @param most viewers there may be
   * @param alerts what {@code /v1/alerts} tells now
   * @param board tells how deployments stand
   */
  public record Terms(
      Authenticator authenticator,
      int most,
      Supplier<Future<List<ObjectNode>>> alerts,
      HealthBoard board) {}

  /**
   * A feed that nobody looks at; by a random name, which tells this process from others.
   *
   * @param node as records name it
   * @param nanos monotonic
   */
  public LiveFeed(String node, LongSupplier nanos) {
    this.hub = new LiveHub(Long.toHexString(new SecureRandom().nextLong()), node);
    this.nanos = nanos;
    this.looksAgain = nanos.getAsLong();
  }

  /** From now on, that configuration is served. */
  public synchronized void under(Terms next) {
    terms.ifPresent(before -> before.board().whenStandingChanges(_ -> {}));
    next.board().whenStandingChanges(report -> hub.tell(Topic.HEALTH, HealthJson.of(report)));
    terms = Optional.of(next);
  }

  /** A request is under way. */
  public void begun(Exchange exchange) {
    hub.begun(new OpenExchange(exchange));
  }

  /** A request is over. */
  public void ended(RequestRecord record) {
    hub.ended(record);
  }

  /** Another configuration was taken, or was not. */
  public void configured(ConfigState state) {
    hub.tell(Topic.CONFIG, HealthJson.of(state));
  }

  /** A second has gone by. */
  public void second(Instant now) {
    hub.tick(now);
    if (nanos.getAsLong() - looksAgain >= 0
        && viewers.stream().anyMatch(LiveViewer::wantsAlerts)
        && looks.compareAndSet(false, true)) {
      long begun = nanos.getAsLong();
      lookForAlerts()
          .onComplete(
              _ -> {
                long ended = nanos.getAsLong();
                looksAgain = ended + Math.max(ALERT_PAUSE_NANOS, (ended - begun) * ALERT_SHARE);
                looks.set(false);
              });
    }
  }

  private Future<Void> lookForAlerts() {
    return terms()
        .alerts()
        .get()
        .<Void>map(
            all -> {
              alerts.news(all).forEach(alert -> hub.tell(Topic.ALERTS, alert));
              return null;
            })
        .otherwiseEmpty(); // the reader is busy: the next time will tell the same
  }

  /** Done when whoever looks on from now on misses nothing. */
  Future<Void> prepared(Viewing viewing) {
    return alerts.hasBegun() || !viewing.topics().contains(Topic.ALERTS)
        ? Future.succeededFuture()
        : lookForAlerts();
  }

  /** One more viewer; throws a problem when there is no room for it. */
  Viewer join(Viewing viewing, Optional<String> lastEventId) {
    if (closed) {
      throw Problem.of(ProblemKind.UNAVAILABLE, "the gateway is about to stop")
          .withRetryAfter(RETRY_SECONDS)
          .toException();
    }
    int most = terms().most();
    return hub.join(viewing, lastEventId, most)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemKind.OVERLOADED,
                        "%d look on already, and `portal.live_viewers` allows no more"
                            .formatted(most))
                    .withCode("too_many_viewers")
                    .withRetryAfter(RETRY_SECONDS)
                    .toException());
  }

  /** What holds now. */
  Terms terms() {
    return terms.orElseThrow(() -> new IllegalStateException("no configuration is served"));
  }

  /** Whether {@code viewer} may begin; if so, it is ended with the feed. */
  boolean enters(LiveViewer viewer) {
    viewers.add(viewer);
    return !closed;
  }

  void exits(LiveViewer viewer) {
    viewers.remove(viewer);
  }

  /** How many look on. */
  public int viewers() {
    return hub.viewers();
  }

  /** How many answers are being streamed. */
  public int streams() {
    return hub.streams();
  }

  /** Has all viewers end, and lets none begin. */
  public void close() {
    closed = true;
    viewers.forEach(LiveViewer::endSoon);
  }
}
