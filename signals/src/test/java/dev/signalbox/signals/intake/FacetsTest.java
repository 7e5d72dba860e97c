package dev.signalbox.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FacetsTest {
  private static OptionalDouble share(String text) {
    return text.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accepted - - - - | 1",
        "rejected - - - - | 0",
        "edited - - - - | 0.5",
        "edited 0.2 - - - | 0.8",
        "accepted 0.25 - - - | 0.75",
        "- 0.25 - - - | 0.75",
        "- - 1 - - | 1",
        "- - 0 - - | 0",
        "accepted - 1 1 - | 0",
        "accepted - 1 0 1 | 0",
        "accepted - 0 0 0 | 0",
        "- - - 0 0 | -",
        "- - - 0.25 - | 0.75",
        "- - - - - | -",
      })
  void anAnswerIsAsGoodAsTheWorstThatIsSaidOfIt(String said, String value) {
    String[] parts = said.split(" ", 5);

    Facets facets =
        Facets.of(
            parts[0].equals("-")
                ? Optional.empty()
                : Optional.of(Outcome.valueOf(parts[0].toUpperCase(Locale.ROOT))),
            share(parts[1]),
            List.of(share(parts[2]), share(parts[3]), share(parts[4])));

    assertThat(facets.value()).isEqualTo(share(value));
  }

  @Test
  void sharesAreFromNothingToAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Facets.of(
                    Optional.empty(),
                    OptionalDouble.of(1.01),
                    List.of(share("-"), share("-"), share("-"))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Facets.of(
                    Optional.empty(),
                    OptionalDouble.of(Double.NaN),
                    List.of(share("-"), share("-"), share("-"))));
  }
}
