package dev.signalbox.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearMatchTest {
  private static final List<String> KNOWN = List.of("port", "host", "api_key");

  @Test
  void findsNothingForNamesThatAreEmptyFarOffOrTooLong() {
    assertThat(NearMatch.of("xyz", KNOWN)).isEmpty();
    assertThat(NearMatch.of("", KNOWN)).isEmpty();
    assertThat(NearMatch.of("p".repeat(10_000), KNOWN)).isEmpty();
  }

  @Test
  void findsNamesOfWhichAThirdOfTheLettersDiffer() {
    assertThat(NearMatch.of("prot", KNOWN)).containsExactly("port");
    assertThat(NearMatch.of("PORT", KNOWN)).containsExactly("port");
    assertThat(NearMatch.of("apikey", KNOWN)).containsExactly("api_key");
  }

  @Test
  void namesTheThreeNearestBestFirst() {
    List<String> known = List.of("gpt-4o-mini", "gpt-4", "gpt-40", "gpt-4o", "gpt-5");

    assertThat(NearMatch.of("gpt-4o", known)).containsExactly("gpt-4o", "gpt-4", "gpt-40");
  }

  @Test
  void asksWhetherOneOfThemWasMeant() {
    assertThat(NearMatch.question("gpt-4o", List.of("gpt-4", "gpt-40")))
        .contains("did you mean `gpt-4`, `gpt-40`?");
    assertThat(NearMatch.question("xyz", KNOWN)).isEmpty();
  }

  @Test
  void takesABeginningForANearMatch() {
    assertThat(NearMatch.of("claude", List.of("claude-sonnet-4-20250514")))
        .containsExactly("claude-sonnet-4-20250514");
  }
}
