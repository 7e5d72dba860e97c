package dev.signalbox.gateway;

import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.analytics.store.Reader;
import io.vertx.core.Future;
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
  private static final Duration FIRST = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofMinutes(5);

  /** The windows of the portal, the shortest first. */
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  void addTo(Chores chores) {
    chores.every(FIRST, EVERY, this::look);
  }

  private Future<?> look() {
    CompletionStage<?> looked = CompletableFuture.completedStage(Optional.empty());
    for (Duration window : WINDOWS) {
      looked = looked.thenCompose(_ -> reader.ask(dsl -> Stats.of(over(window), dsl, closedDays)));
    }
    return Future.fromCompletionStage(looked)
        .onFailure(cause -> log.debug("the past could not be added up this time", cause));
  }

  private StatsQuery over(Duration window) {
    Instant now = clock.instant();
    Span span = new Span(now.minus(window).toEpochMilli(), Span.ALL.until());
    return new StatsQuery(Filter.ALL.within(span), true, Optional.empty(), now);
  }
}
