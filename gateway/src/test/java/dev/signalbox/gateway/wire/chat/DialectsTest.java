package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.codec.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectsTest {
  @Test
  void everyDialectIsFoundByItsId() {
    assertThat(Dialects.all())
        .extracting(Dialect::id)
        .containsExactly(
            "openai",
            "azure",
            "deepseek",
            "mistral",
            "groq",
            "openrouter",
            "xai",
            "together",
            "fireworks",
            "ollama",
            "vllm",
            "llama_cpp",
            "lm_studio",
            "generic");
    assertThat(Dialects.all()).allSatisfy(d -> assertThat(Dialects.byId(d.id())).contains(d));
    assertThat(Dialects.byId("nobody")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, openai",
    "https://my-res.openai.azure.com/openai/v1/, azure",
    "https://api.deepseek.com, deepseek",
    "api.deepseek.com, deepseek",
    "https://API.Mistral.AI/v1, mistral",
    "https://api.groq.com/openai/v1, groq",
    "https://openrouter.ai/api/v1, openrouter",
    "https://api.x.ai/v1, xai",
    "https://api.together.xyz/v1, together",
    "https://api.fireworks.ai/inference/v1, fireworks",
    "http://localhost:11434/v1, ollama",
    "localhost:11434, ollama",
    "http://127.0.0.1:8000, vllm",
    "http://gpu-box:8080/v1, llama_cpp",
    "http://[::1]:1234/v1, lm_studio",
    "https://notx.ai, generic",
    "https://llm.example.org/v1, generic",
    "not a url at all, generic",
    "'', generic",
  })
  void theEndpointTellsTheDialect(String endpoint, String id) {
    assertThat(Dialects.forEndpoint(endpoint).id()).isEqualTo(id);
  }
}
