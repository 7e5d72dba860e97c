package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only google-genai asks for. */
@ExtendWith(RunningGateway.class)
final class GeminiSdkIT {
  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void countsTokensForAnyProvider(String model, Gateway gateway) {
    try (Client client = Clients.gemini(gateway.at(""), Gateway.KEY)) {
      assertThat(count(client, model, "Hello, how much is this? ".repeat(20)))
          .isGreaterThan(count(client, model, "Hello"));
      assertThat(count(client, model, "Hello")).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-embedding", "sim-gemini-embedding"})
  void embeds(String model, Gateway gateway) {
    try (Client client = Clients.gemini(gateway.at(""), Gateway.KEY)) {
      EmbedContentResponse one =
          client.models.embedContent(model, "one thing", EmbedContentConfig.builder().build());
      EmbedContentResponse two =
          client.models.embedContent(
              model, List.of("one thing", "another"), EmbedContentConfig.builder().build());

      assertThat(one.embeddings().orElseThrow()).hasSize(1);
      assertThat(two.embeddings().orElseThrow()).hasSize(2);
      assertThat(one.embeddings().orElseThrow().getFirst().values().orElseThrow())
          .hasSizeGreaterThan(10)
          .isEqualTo(two.embeddings().orElseThrow().getFirst().values().orElseThrow());
    }
  }

  @Test
  void listsAndGetsModels(Gateway gateway) {
    try (Client client = Clients.gemini(gateway.at(""), Gateway.KEY)) {
      List<String> names = new ArrayList<>();
      for (Model model : client.models.list(ListModelsConfig.builder().build())) {
        names.add(model.name().orElseThrow());
      }

      assertThat(names).contains("models/gpt-4o", "models/sim-claude", "models/sim-gemini");
      assertThat(client.models.get("sim-gemini", GetModelConfig.builder().build()).name())
          .contains("models/sim-gemini");
    }
  }

  private static int count(Client client, String model, String text) {
    return client
        .models
        .countTokens(model, text, CountTokensConfig.builder().build())
        .totalTokens()
        .orElseThrow();
  }
}
