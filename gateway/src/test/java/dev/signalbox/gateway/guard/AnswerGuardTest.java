package dev.signalbox.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerGuardTest {
  private static final String JSON = "application/json";
  private static final String BODY = "{\"a\":\"~[IBAN_ABCDEFGH]\"}";

  private final AnswerGuard answers =
      new AnswerGuard(Optional.empty(), Map.of("[IBAN_ABCDEFGH]", "DE00"));

  @Test
  void readsAnAnswerInAnotherEncoding() {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      assertThat(answers.restored(BODY.getBytes(charset), JSON)).asString().contains("~DE00");
    }
  }

  @Test
  void readsAnAnswerInSpiteOfBytesThatAreNoText() {
    byte[] broken = BODY.getBytes(StandardCharsets.UTF_8);
    broken[BODY.indexOf('~')] = (byte) 0xFF;

    assertThat(new String(answers.restored(broken, JSON), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"\uFFFDDE00\"}");
  }

  @Test
  void leavesWhatNobodyReadsAndWhatHoldsNothingAsItCame() {
    byte[] none = "{\"a\":[IBAN_ABCDEFGH]".getBytes(StandardCharsets.UTF_8);
    byte[] nothing = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);

    assertThat(answers.restored(none, JSON)).isSameAs(none);
    assertThat(answers.restored(nothing, JSON)).isSameAs(nothing);
  }

  /** Each bracket had the text behind it read to its end. */
  @Test
  void readsATextOfBracketsOnce() {
    byte[] body = ("[\"" + "[".repeat(2_000_000) + "]\"]").getBytes(StandardCharsets.UTF_8);

    long start = System.nanoTime();
    assertThat(answers.restored(body, JSON)).isSameAs(body);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
