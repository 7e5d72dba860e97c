package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of budgets that cannot be used. */
final class BudgetMessagesTest {
  private static final String SOUND = "[[budgets]]\nname = \"b\"\nscope = \"key\"\nlimit_usd = 5\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          period = "week" | `budgets.b.period` at config.toml:5 must be one of `day`, `month`, not `week`
          zone = "Mars/Base" | `budgets.b.zone` at config.toml:5 must be a time zone, such as `UTC` or `Europe/Berlin`, not `Mars/Base`
          soft_percent = 0 | `budgets.b.soft_percent` at config.toml:5 must be a whole number from 1 to 100, not `0`
          soft_percent = 101 | `budgets.b.soft_percent` at config.toml:5 must be a whole number from 1 to 100, not `101`
          action = "halt" | `budgets.b.action` at config.toml:5 must be one of `stop`, `warn`, not `halt`
          unpriced_usd_per_request = 0 | `budgets.b.unpriced_usd_per_request` at config.toml:5 must be above 0: a model without a price is not free
          on_store_failure = "shut" | `budgets.b.on_store_failure` at config.toml:5 must be one of `open`, `closed`, not `shut`
          limt_usd = 5 | unknown key `budgets.b.limt_usd` at config.toml:5; did you mean `budgets.b.limit_usd`?
          [[budgets]];name = "b";scope = "key";limit_usd = 1 | `budgets.b.name` at config.toml:6 must be unique: `b` is already at config.toml:2
          """)
  void tellsKeyLineAndWhatIsAllowed(String text, String message) {
    assertThat(problemOf(SOUND + text.replace(';', '\n'))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          name = "b";limit_usd = 5 | `budgets.b` at config.toml:1 needs the key `scope`: one of `key`, `project`, `app`, `total`
          name = "b";scope = "key" | `budgets.b` at config.toml:1 needs the key `limit_usd`: a number from 0 to 1000000000
          name = "b";scope = "team";limit_usd = 5 | `budgets.b.scope` at config.toml:3 must be one of `key`, `project`, `app`, `total`, not `team`
          name = "b";scope = "key";limit_usd = -1 | `budgets.b.limit_usd` at config.toml:4 must be a number from 0 to 1000000000, not `-1`
          name = "b";scope = "total";limit_usd = 1;subject = "x" | `budgets.b.subject` at config.toml:5 has no meaning where `scope` is `total`: leave it out
          """)
  void tellsWhatIsMissingOrContradictsItself(String text, String message) {
    assertThat(problemOf("[[budgets]]\n" + text.replace(';', '\n'))).isEqualTo(message);
  }

  private static String problemOf(String toml) {
    ConfigException problem =
        catchThrowableOfType(
            ConfigException.class, () -> new ConfigLoader(Map.of()).parse("config.toml", toml));
    return String.valueOf(problem.getMessage());
  }
}
