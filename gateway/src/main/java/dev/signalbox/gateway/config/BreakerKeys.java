package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;

/** The keys of a provider's circuit breaker. */
final class BreakerKeys {
  static final Key<Integer> FAILURE_PERCENT =
      Key.of(
          "failure_percent",
          Kinds.whole(1, 100),
          50,
          "failed calls, in percent of the latest, that open the circuit");
  static final Key<Integer> MIN_CALLS =
      Key.of("min_calls", Kinds.whole(1, 10_000), 10, "calls before the circuit may open");
  static final Key<Duration> OPEN =
      Key.of(
          "open_seconds",
          Kinds.seconds(1, 3_600),
          Duration.ofSeconds(30),
          "time an open circuit lets no call pass");
  static final Key<Integer> HALF_OPEN_CALLS =
      Key.of(
          "half_open_calls",
          Kinds.whole(1, 1_000),
          2,
          "calls that try after that whether it works again");

  static final Section<ProviderConfig.Breaker> SECTION =
      Section.of(
          List.of(FAILURE_PERCENT, MIN_CALLS, OPEN, HALF_OPEN_CALLS),
          values ->
              new ProviderConfig.Breaker(
                  values.get(FAILURE_PERCENT),
                  values.get(MIN_CALLS),
                  values.get(OPEN),
                  values.get(HALF_OPEN_CALLS)));

  private BreakerKeys() {}
}
