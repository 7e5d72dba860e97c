package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of profiles, rules and assertions that cannot be used. */
final class PolicyMessagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          [profiles.x];based_on = "chep" | `profiles.x.based_on` at config.toml:2 must be one of `balanced`, `cheap`, `fast`, `best`, `code`, `extract`, `chat`, `long-context`, `private`, not `chep`; did you mean `cheap`?
          [profiles.X] | `profiles.X` at config.toml:1 has a name that must be 1 to 64 lower-case letters, digits, `_` or `-`, the first a letter or digit
          [profiles.x];min_quality = 1.5 | `profiles.x.min_quality` at config.toml:2 must be a number from 0 to 1, not `1.5`
          [profiles.x];min_quality = nan | `profiles.x.min_quality` at config.toml:2 must be a number from 0 to 1, not a number without an end
          [profiles.x];min_quality = "high" | `profiles.x.min_quality` at config.toml:2 must be a number from 0 to 1, not the text `high`
          [profiles.x];max_attempts = 9 | `profiles.x.max_attempts` at config.toml:2 must be a whole number from 1 to 8, not `9`
          [profiles.x];max_attempts = 1.5 | `profiles.x.max_attempts` at config.toml:2 must be a whole number from 1 to 8, not a number with a fraction
          [profiles.x];allow = ["a*b"] | `profiles.x.allow[0]` at config.toml:2 must be `provider`, `provider/model`, `model` or `family:name`, a `*` only at the end of a part, not `a*b`
          [profiles.x];allow = [""] | `profiles.x.allow[0]` at config.toml:2 must be `provider`, `provider/model`, `model` or `family:name`, a `*` only at the end of a part, not an empty text
          [profiles.x];weights = { cost = 0.5, latency = 0.1, quality = 0.5 } | `profiles.x.weights.cost` at config.toml:2 is a weight: `cost`, `latency` and `quality` must sum to 1, not to 1.1
          [profiles.x];weights = { cost = 1, latency = 0, quality = 0 } | `profiles.x.weights.quality` at config.toml:2 must be above 0
          [profiles.x];second_points = 1;weights = { cost = 0.5, latency = 0, quality = 0.5 } | `profiles.x.weights` at config.toml:3 says the same as `point_usd_per_1000` and `second_points`: only one of them is allowed
          [profiles.x];hedge_percent = 5 | `profiles.x.hedge_percent` at config.toml:2 needs the key `hedge_after_ms` beside it
          [profiles.x];local-only = true | unknown key `profiles.x.local-only` at config.toml:2; did you mean `profiles.x.local_only`?
          [routing];profile = "balancd" | `routing.profile` at config.toml:2 names the unknown profile `balancd`; did you mean `balanced`?
          [profiles.team];[routing];profile = "teem" | `routing.profile` at config.toml:3 names the unknown profile `teem`; did you mean `team`?
          [routing.retry];backoff_ms = 5000 | `routing.retry.backoff_ms` at config.toml:2 makes `backoff_ms` longer than `max_backoff_ms`
          [[rules]];name = "r";profile = "cod" | `rules.r.profile` at config.toml:3 names the unknown profile `cod`; did you mean `code`?
          [[rules]];name = "r";apps = ["shop"];local_only = true | `rules.r.apps` at config.toml:3 names the unknown app `shop`; no app is configured
          [[rules]];name = "r";keys = ["k"] | `rules.r.name` at config.toml:2 is of a rule that changes nothing: give it one of `allow`, `deny`, `prefer`, `avoid`, `pin`, `requires`, `regions`, `clearances`, `local_only`, `keeps_nothing`, `profile` or `task`
          [[rules]];name = "r";task = "t";[[rules]];name = "r";task = "u" | `rules.r.name` at config.toml:5 must be unique: `r` is already at config.toml:2
          [[assertions]];name = "a" | `assertions.a.name` at config.toml:2 is of an assertion that expects nothing: give it one of `expect_model`, `expect_any_of`, `expect_providers`, `expect_max_cost_usd`, `expect_not` or `expect_refusal`
          [[assertions]];name = "a";expect_refusal = "no_capabilty" | `assertions.a.expect_refusal` at config.toml:3 must be true or the code of a reason, such as `no_capability`, not `no_capabilty`; did you mean `no_capability`?
          [[assertions]];name = "a";expect_refusal = false | `assertions.a.expect_refusal` at config.toml:3 must be true or the code of a reason, such as `no_capability`, not `false`
          [[assertions]];name = "a";expect_refusal = true;expect_not = "x" | `assertions.a.expect_refusal` at config.toml:3 cannot hold together with another `expect_…`
          [[assertions]];name = "a";expect_providers = "opena" | `assertions.a.expect_providers` at config.toml:3 names the unknown provider `opena`; no provider is configured
          [[assertions]];name = "a";profile = "bst";expect_not = "x" | `assertions.a.profile` at config.toml:3 names the unknown profile `bst`; did you mean `best`?
          [[assertions]];name = "a";model = "profile:bst";expect_not = "x" | `assertions.a.model` at config.toml:3 names the unknown profile `bst`; did you mean `best`?
          [[cards]];name = "x" | `cards.x` at config.toml:1 cannot be laid over the catalog: catalog model ``: `id` must be a text that is not blank
          [[cards]];id = "a/b";[[cards]];id = "openai/gpt-4o";colour = "red" | `cards."openai/gpt-4o"` at config.toml:3 cannot be laid over the catalog: catalog model `openai/gpt-4o`: there is no field `colour`: allowed are id, kind, name, family, aliases, limits, capabilities, parameters, price, latency, quality, governance, lifecycle, provenance
          cards = ["openai/gpt-4o"] | `cards[0]` at config.toml:1 must be a table with the keys of a catalog card, not a text
          [sessions];pin = "sof" | `sessions.pin` at config.toml:2 must be one of `soft`, `hard`, not `sof`; did you mean `soft`?
          """)
  void tellsKeyLineAndWhatIsAllowed(String text, String message) {
    ConfigException problem =
        catchThrowableOfType(
            ConfigException.class,
            () -> new ConfigLoader(Map.of()).parse("config.toml", text.replace(';', '\n')));

    assertThat(problem).hasMessage(message);
  }
}
