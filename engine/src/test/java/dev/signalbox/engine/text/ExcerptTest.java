package dev.signalbox.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExcerptTest {
  @Test
  void leavesAloneWhatFits() {
    assertThat(Excerpt.cut("abc", 3)).isEqualTo("abc");
    assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
    assertThat(Excerpt.of("", 1)).isEmpty();
  }

  @Test
  void cutsWhatDoesNotAndSaysSo() {
    assertThat(Excerpt.cut("abcd", 3)).isEqualTo("abc");
    assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc…");
  }

  @Test
  void neverLeavesHalfACharacter() {
    assertThat(Excerpt.cut("ab😀", 3)).isEqualTo("ab");
    assertThat(Excerpt.of("ab😀", 3)).isEqualTo("ab…");
    assertThat(Excerpt.cut("ab😀", 4)).isEqualTo("ab😀");
  }
}
