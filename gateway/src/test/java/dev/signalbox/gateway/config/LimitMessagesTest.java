package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code [[limits]]}, and what is said of those that cannot be used. */
final class LimitMessagesTest {
  @Test
  void readsAWholeLimit() {
    GatewayConfig config =
        new ConfigLoader(Map.of())
            .parse(
                "config.toml",
                """
                [[limits]]
                name = "batch"
                scope = "source"
                subject = "nightly"
                requests_per_minute = 60
                requests_per_day = 5000
                tokens_per_minute = 90000
                max_in_flight = 4
                """)
            .config();

    assertThat(config.limits())
        .containsExactly(
            new Limit(
                "batch",
                LimitScope.SOURCE,
                "nightly",
                OptionalLong.of(60),
                OptionalLong.of(5_000),
                OptionalLong.of(90_000),
                OptionalInt.of(4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          name = "l";scope = "key" | `limits.l.name` at config.toml:2 is of a limit that limits nothing: give it one of `requests_per_minute`, `requests_per_day`, `tokens_per_minute` or `max_in_flight`
          name = "l";scope = "team";max_in_flight = 1 | `limits.l.scope` at config.toml:3 must be one of `key`, `project`, `source`, `app`, `model`, `total`, not `team`
          name = "l";scope = "total";subject = "x";max_in_flight = 1 | `limits.l.subject` at config.toml:4 has no meaning where `scope` is `total`: leave it out
          name = "l";scope = "key";max_in_flight = 0 | `limits.l.max_in_flight` at config.toml:4 must be a whole number from 1 to 1000000, not `0`
          name = "l";scope = "key";requests_per_minute = 0 | `limits.l.requests_per_minute` at config.toml:4 must be a whole number from 1 to 1000000000, not `0`
          name = "l";scope = "key";rpm = 5 | unknown key `limits.l.rpm` at config.toml:4
          name = "l";scope = "key";max_in_flight = 1;[[limits]];name = "m";scope = "key";max_in_flight = 2 | `limits.m.scope` at config.toml:7 with its subject must be unique: the limit `l` has them already
          """)
  void tellsKeyLineAndWhatIsAllowed(String text, String message) {
    ConfigException problem =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                new ConfigLoader(Map.of())
                    .parse("config.toml", "[[limits]]\n" + text.replace(';', '\n')));

    assertThat(problem.getMessage()).startsWith(message);
  }
}
