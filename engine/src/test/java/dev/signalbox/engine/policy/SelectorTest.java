package dev.signalbox.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectorTest {
  @ParameterizedTest
  @CsvSource({
    "p, true",
    "any, true",
    "family:f, true",
    "p/m, true",
    "p*/m, true",
    "*/m, true",
    "q/m, false",
    "q*/m, false",
    "/m, false"
  })
  void aProviderOfUnknownModelsMayHaveOneUnlessAnotherIsNamed(String selector, boolean may) {
    assertThat(new Selector(selector).mayMatch("p")).isEqualTo(may);
  }

  @Test
  void anEmptyPartNamesNothing() {
    assertThat(matches("/m")).isFalse();
    assertThat(matches("p/")).isFalse();
    assertThat(matches("p/*")).isTrue();
  }

  @Test
  void readsAsItWasWritten() {
    assertThat(new Selector("p/m*")).hasToString("p/m*");
  }

  private static boolean matches(String selector) {
    return new Selector(selector).matches(new Target("p", "m"), Optional.empty());
  }
}
