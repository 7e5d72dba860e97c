package dev.signalbox.gateway;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StateRows;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.RedisUrl;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.limit.Books;
import dev.signalbox.gateway.limit.Meters;
import dev.signalbox.gateway.limit.RedisStates;
import dev.signalbox.gateway.limit.SharedBooks;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Dependencies;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** From a configuration to the books of limits, from the start of the process to its end. */
final class LimitWiring {
  private static final String DEPENDENCY = "limit_store";

  /** A replica that was not heard of for so long has nothing under way any more. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private LimitWiring() {}

  /** The books that {@code config} wants; where they are shared, the process takes part at once. */
  static Books booksOf(
      GatewayConfig config,
      Dependencies dependencies,
      Serving.Clocks clocks,
      FaultCounters counters) {
    Optional<Supplier<SharedStates>> states = statesOf(config);
    if (states.isEmpty()) {
      return new Meters(clocks.nanos());
    }
    SharedBooks books =
        new SharedBooks(
            new SharedBooks.Settings(
                config.cluster().limitPatience(),
                config.cluster().refusesWithoutLimits(),
                config.cluster().replicas(),
                LEASE),
            new SharedBooks.Parts(
                states.get(),
                dependencies.of(
                    new Dependencies.Kind(
                        DEPENDENCY, "", config.cluster().limitPatience(), _ -> false)),
                clocks.nanos(),
                counters::count));
    books.begin();
    return books;
  }

  private static Optional<Supplier<SharedStates>> statesOf(GatewayConfig config) {
    return switch (config.sharedLimits()) {
      case LOCAL -> Optional.empty();
      case POSTGRESQL ->
          config.database().place() instanceof Place.Server server
              ? Optional.of(() -> new StateRows(server))
              : Optional.empty();
      case REDIS -> config.cluster().redis().map(url -> () -> new RedisStates(serverOf(url)));
    };
  }

  private static RedisStates.Server serverOf(RedisUrl url) {
    return new RedisStates.Server(
        url.host(),
        url.port(),
        url.encrypted(),
        url.database(),
        url.user(),
        url.password().map(Secret::value).orElse(""));
  }
}
