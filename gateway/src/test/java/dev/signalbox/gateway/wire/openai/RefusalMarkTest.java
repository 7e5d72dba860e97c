package dev.signalbox.gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals found without reading an answer. */
final class RefusalMarkTest {
  private static boolean isIn(String body) {
    return RefusalMark.isIn(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refusal\":\"no\"}",
        "{\"content\":null, \"refusal\" : \"I cannot\"}",
        "{\"refusal\":null,\"x\":{\"refusal\":\"no\"}}",
        "{\"type\":\"refusal\",\"refusal\":\"no\"}",
        "\"\"refusal\":\"x\""
      })
  void findsThem(String body) {
    assertThat(isIn(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refusal\":null}",
        "{\"refusal\":\"\"}",
        "{\"content\":\"he said \\\"refusal\\\":\\\"no\\\"\"}",
        "{\"refusals\":\"no\"}",
        "\"refusal\"",
        "\"refusal\":",
        "\"refusal\":\"",
        "\"refusal",
        "{}",
        ""
      })
  void findsNothingElse(String body) {
    assertThat(isIn(body)).isFalse();
  }
}
