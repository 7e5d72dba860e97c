package dev.signalbox.gateway.wire.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'contents': []} | GEMINI",
        "{'input': 'a'} | RESPONSES",
        "{'messages': []} | CHAT",
        "{'messages': [{'content': [{'type': 'image_url'}]}], 'max_tokens': 9} | CHAT",
        "{'messages': [{'content': 'a'}], 'tools': [{'type': 'function'}]} | CHAT",
        "{'messages': [], 'system': 'a'} | ANTHROPIC",
        "{'messages': [], 'thinking': {}} | ANTHROPIC",
        "{'messages': [], 'tools': [{'input_schema': {}}]} | ANTHROPIC",
        "{'messages': [{'content': [{'type': 'tool_result'}]}]} | ANTHROPIC",
        "{'messages': [{'content': [{'type': 'text', 'cache_control': {}}]}]} | ANTHROPIC"
      },
      quoteCharacter = '`')
  void theFieldsTellTheFormat(String body, Protocol format) {
    assertThat(shapeOf(body)).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'model': 'auto', 'needs': []}", "{'prompt': 'a'}"})
  void whatAsksForNoAnswerHasNoFormat(String body) {
    assertThat(shapeOf(body)).isEmpty();
  }

  private static Optional<Protocol> shapeOf(String body) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return RequestShape.of(StrictJson.parseObject(json));
  }
}
