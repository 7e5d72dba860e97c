package dev.signalbox.gateway;

import dev.signalbox.gateway.cli.LogQueue;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.SelectionConfig;
import dev.signalbox.gateway.execution.BackOff;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.execution.Guards;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.execution.HedgeBudgets;
import dev.signalbox.gateway.execution.RetrySettings;
import dev.signalbox.gateway.execution.UnpricedModels;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.route.Snapshots;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what carrying plans out shares between all event loops. */
final class ExecutionWiring {
  private static final Logger log = LoggerFactory.getLogger(ExecutionWiring.class);

  /** How often routing is told what changes all the time. */
  private static final long TICK_MILLIS = 1_000;

  private ExecutionWiring() {}

  /** For the providers of {@code keys}; tells {@code snapshots} how their deployments stand. */
  static Execution executionOf(Vertx vertx, ProviderKeys keys, Snapshots snapshots, Parts parts) {
    RetrySettings retries = retriesOf(parts.config().policy().selection().retry());
    Optional<Execution> earlier = parts.earlier();
    FaultCounters counters = parts.counters();
    Clock clock = parts.clocks().steady();
    Guards guards =
        earlier
            .map(old -> old.guards().next(keys.specs(), retries))
            .orElseGet(() -> new Guards(keys.specs(), retries, clock, counters));
    guards.drain(parts.config().drained());
    LogQueue.ofProcess().ifPresent(log -> log.whenLost(() -> counters.count("log_line_lost")));
    HealthBoard board =
        new HealthBoard(
            new HealthBoard.Parts(
                guards, keys, snapshots, clock, (millis, work) -> later(vertx, millis, work)));
    snapshots.update(board::refreshed);
    return new Execution(
        guards,
        board,
        counters,
        earlier.map(Execution::unpriced).orElseGet(() -> new UnpricedModels(ExecutionWiring::warn)),
        earlier.map(Execution::hedges).orElseGet(HedgeBudgets::new),
        new BackOff(retries, new SecureRandom()));
  }

  /** Has routing told again and again how deployments stand, until what is given back is run. */
  static Runnable ticking(Vertx vertx, Execution execution) {
    long timer = vertx.setPeriodic(TICK_MILLIS, _ -> execution.board().changed());
    return () -> vertx.cancelTimer(timer);
  }

  /**
   * From what, and by which clocks.
   *
   * @param counters how often what went wrong, since the start
   * @param earlier what goes on where a provider is the same
   */
  record Parts(
      GatewayConfig config,
      Serving.Clocks clocks,
      FaultCounters counters,
      Optional<Execution> earlier) {}

  private static void warn(String model) {
    log.warn(
        "`{}` has no price, so what it costs is unknown: budgets count what they are told to, and"
            + " `[[cards]]` can give it one",
        model);
  }

  private static RetrySettings retriesOf(SelectionConfig.Retry retry) {
    return new RetrySettings(
        retry.budgetPercent(), retry.floorPerSecond(), retry.backoff(), retry.maxBackoff());
  }

  /** How much a provider is asked at once, and when it is left alone. */
  static ExecutionSettings settingsOf(ProviderConfig provider) {
    ProviderConfig.Quota quota = provider.quota();
    ProviderConfig.Breaker breaker = provider.breaker();
    return new ExecutionSettings(
        new ExecutionSettings.Breaker(
            breaker.failurePercent(), breaker.minCalls(), breaker.open(), breaker.halfOpenCalls()),
        quota.maxInFlight(),
        quota.requestsPerMinute(),
        quota.tokensPerMinute());
  }

  private static void later(Vertx vertx, long millis, Runnable work) {
    if (millis == 0) {
      offLoop(vertx, work);
    } else {
      vertx.setTimer(millis, _ -> offLoop(vertx, work));
    }
  }

  /** Runs {@code work} later, on a thread that may block; not in the process's last moment. */
  static void offLoop(Vertx vertx, Runnable work) {
    try {
      vertx.executeBlocking(
          () -> {
            work.run();
            return work;
          },
          false);
    } catch (RejectedExecutionException e) {
      log.debug("nothing is told any more, as the process ends: {}", e.getMessage());
    }
  }
}
