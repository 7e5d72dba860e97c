package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Losses;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputLimitTest {
  private final Losses losses = new Losses();

  @ParameterizedTest
  @CsvSource({",, 8192, 0", ", 500, 500, 0", "9, , 9, 0", "9, 9, 9, 0", "10, 9, 9, 1"})
  void whatIsAskedIsSentUnlessTheModelCannot(
      @Nullable Integer asked, @Nullable Integer most, int sent, int told) {
    OutputLimit limit = OutputLimit.of(Optional.ofNullable(asked), optional(most), losses);

    assertThat(limit).isEqualTo(new OutputLimit(sent, asked != null, optional(most)));
    assertThat(losses.toList()).hasSize(told);
  }

  /**
   * Asked, most the model can, and the budget wanted; limit and budget that come of it, and losses.
   */
  @ParameterizedTest
  @CsvSource({
    "5000 - 2000, 5000 2000 0",
    "5000 - 4999, 5000 4999 0",
    "5000 - 5000, 5000 3750 1",
    "5000 - 10, 5000 1024 1",
    "5000 - 1024, 5000 1024 0",
    "1025 - 2000, 1025 1024 1",
    "1024 - 2000, 2048 1024 2",
    "1024 - 1024, 2048 1024 1",
    "1024 2048 2000, 2048 1024 2",
    "1024 2047 2000, none 0",
    "- - 10000, 18192 10000 0",
    "- 9000 10000, 9000 6750 1"
  })
  void theBudgetFitsBelowTheLimit(String asked, String made) {
    String[] given = asked.split(" ", -1);
    OptionalInt most = given[1].equals("-") ? OptionalInt.empty() : OptionalInt.of(whole(given[1]));
    Optional<Integer> limit =
        given[0].equals("-") ? Optional.empty() : Optional.of(whole(given[0]));

    String shared =
        OutputLimit.of(limit, most, losses)
            .share(whole(given[2]), "thinking", losses)
            .map(found -> found.limit().maxTokens() + " " + found.budget())
            .orElse("none");

    assertThat(shared + " " + losses.toList().size()).isEqualTo(made);
  }

  private static int whole(String text) {
    return Integer.parseInt(text);
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
