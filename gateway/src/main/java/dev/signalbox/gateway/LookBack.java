package dev.signalbox.gateway;

import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.analytics.store.Reader;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what is over before somebody asks, so that nobody waits for the first look back over a
 * month: soon after the start, which it is not to slow down, and what has come to an end since
 * every few minutes. On a thread of the reader.
 */
record LookBack(Reader reader, ClosedDays closedDays, InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(LookBack.class);
  private static final long FIRST_MILLIS = Duration.ofSeconds(3).toMillis();
  private static final long EVERY_MILLIS = Duration.ofMinutes(5).toMillis();

  /** The windows of the portal, the shortest first. */
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  void begin(Vertx vertx) {
    vertx.setPeriodic(FIRST_MILLIS, EVERY_MILLIS, _ -> look());
  }

  private void look() {
    CompletionStage<?> looked = CompletableFuture.completedStage(Optional.empty());
    for (Duration window : WINDOWS) {
      looked = looked.thenCompose(_ -> reader.ask(dsl -> Stats.of(over(window), dsl, closedDays)));
    }
    looked.whenComplete(
        (_, cause) -> {
          if (cause != null) {
            log.debug("the past could not be added up this time", cause);
          }
        });
  }

  private StatsQuery over(Duration window) {
    Instant now = clock.instant();
    Span span = new Span(now.minus(window).toEpochMilli(), Span.ALL.until());
    return new StatsQuery(Filter.ALL.within(span), true, Optional.empty(), now);
  }
}
