package dev.signalbox.gateway.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldNamesTest {
  @ParameterizedTest
  @CsvSource({
    "GEMINI, top_k, generationConfig.topK",
    "GEMINI, top_k_more, top_k_more",
    "GEMINI, safetySettings, safetySettings",
    "GEMINI, response_format.schema, generationConfig.responseJsonSchema.schema",
    "ANTHROPIC, user, metadata.user_id",
    "ANTHROPIC, stop[4], stop_sequences[4]",
    "ANTHROPIC, top_k, top_k",
    "RESPONSES, max_tokens, max_output_tokens",
    "CHAT, max_output_tokens, max_completion_tokens",
    "CHAT, messages[2].name, messages[2].name",
  })
  void aSettingHasTheNameThatTheClientWrote(Protocol client, String canonical, String own) {
    assertThat(FieldNames.of(client, canonical)).isEqualTo(own);
  }
}
