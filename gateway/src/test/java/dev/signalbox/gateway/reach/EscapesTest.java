package dev.signalbox.gateway.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EscapesTest {
  @ParameterizedTest
  @CsvSource({"a,a", "a%2Fb,a/b", "%C3%A4%c3%a4,ää", "1+1%2b1,1+1+1", "%2525,%25", "a b,a b"})
  void undoesEscapesAndLeavesAPlus(String text, String undone) {
    assertThat(Escapes.undone(text)).isEqualTo(undone);
    assertThat(Escapes.undoneIfSound(text)).isEqualTo(undone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "a%2Fb%"})
  void saysWhereAPercentSignBeginsNone(String text) {
    assertThatThrownBy(() -> Escapes.undone(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Escapes.undoneIfSound(text)).isEqualTo(text);
  }

  @Test
  void leavesNothingOfNothing() {
    assertThat(Escapes.undone("")).isEmpty();
  }
}
