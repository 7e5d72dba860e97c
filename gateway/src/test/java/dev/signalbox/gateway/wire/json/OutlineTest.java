package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutlineTest {
  private static final Set<String> BULK = Set.of("content", "message");

  @Test
  void leavesObjectsAndArraysOfTheGivenNamesEmpty() {
    assertThat(outline("{\"a\":[{\"message\":{\"x\":[1]},\"i\":0}],\"content\":[{\"content\":1}]}"))
        .contains(json("{\"a\":[{\"message\":{},\"i\":0}],\"content\":[]}"));
  }

  @Test
  void keepsTextOfTheGivenNamesAndEverythingInAnError() {
    String body =
        "{\"message\":\"text\",\"error\":{\"message\":{\"content\":[1]},\"code\":null},\"content\":2}";

    assertThat(outline(body)).contains(json(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "2147483648",
        "123456789012345678901234567890",
        "1.50",
        "1e3",
        "true",
        "null",
        "\"\\ud83d\\ude00 ü\"",
        "[]",
        "[[{}],1]",
        "{}"
      })
  void readsValuesAsATreeDoes(String value) {
    assertThat(outline(value)).isEqualTo(StrictJson.tryParse(value));
    assertThat(outline("{\"a\":" + value + "}")).contains(json("{\"a\":" + value + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"content\":[1}",
        "{\"a\":1}x",
        "{\"a\":1}{}",
        "{\"a\":1,\"a\":2}",
        "{\"content\":{\"b\":1,\"b\":2}}",
        "NaN",
        "text"
      })
  void readsNothingThatATreeDoesNot(String body) {
    assertThat(outline(body)).isEmpty();
    assertThat(StrictJson.tryParse(body)).isEmpty();
  }

  @Test
  void readsAnAnswerInSpiteOfMalformedCharactersInItsText() {
    byte[] body = "{\"model\":\"m\",\"text\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    body[body.length - 3] = (byte) 0xff;

    assertThat(Outline.of(body, BULK).orElseThrow().path("model").asText()).isEqualTo("m");
  }

  private static Optional<JsonNode> outline(String body) {
    return Outline.of(body.getBytes(StandardCharsets.UTF_8), BULK);
  }

  private static JsonNode json(String text) {
    return StrictJson.tryParse(text).orElseThrow();
  }
}
