package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PromptTextTest {
  @Test
  void readsTheBeginningAndTheEndOfALongTurn() {
    String head = "h".repeat(PromptText.HEAD);
    String tail = "t".repeat(PromptText.TAIL);

    assertThat(PromptText.of(head + tail, "").turn()).isEqualTo(head + tail);
    assertThat(PromptText.of(head + "-" + tail, "").turn()).isEqualTo(head + " " + tail);
  }

  @Test
  void knowsASystemPromptByItsFirstLetters() {
    long plain = PromptText.of("", "You are helpful. It is Monday 1.").system();

    assertThat(PromptText.of("", "YOU are\n helpful: it is monday 27!").system()).isEqualTo(plain);
    assertThat(PromptText.of("", "You are unhelpful. It is Monday 1.").system())
        .isNotEqualTo(plain);
    String long256 = "a".repeat(PromptText.SYSTEM_LETTERS);
    assertThat(PromptText.of("", long256 + "b").system())
        .isEqualTo(PromptText.of("", long256 + "c").system());
  }

  @Test
  void hasNoNumberForASystemPromptWithoutLetters() {
    assertThat(PromptText.of("", " 1.2 ").system()).isZero();
  }
}
