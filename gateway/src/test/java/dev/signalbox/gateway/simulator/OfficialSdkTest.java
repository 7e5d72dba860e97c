package dev.signalbox.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official SDKs, unmodified, against the simulator. */
final class OfficialSdkTest {
  private final RunningSimulator running =
      new RunningSimulator(
          SimulatorOptions.standard()
              .withModels(List.of("sim-mini"))
              .withAcceptedKeys(Set.of("key")));

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void chatsWholeAndStreamed() {
    try (var client = openAi("key")) {
      ChatCompletionCreateParams question =
          ChatCompletionCreateParams.builder().model("sim-mini").addUserMessage("Hello").build();

      ChatCompletion whole = client.get().chat().completions().create(question).validate();
      ChatCompletionAccumulator streamed = ChatCompletionAccumulator.create();
      try (var chunks = client.get().chat().completions().createStreaming(question)) {
        chunks.stream().forEach(chunk -> streamed.accumulate(chunk.validate()));
      }

      assertThat(whole.choices().getFirst().message().content().orElseThrow())
          .startsWith("[simulated] You said \"Hello\".")
          .isEqualTo(
              streamed.chatCompletion().choices().getFirst().message().content().orElseThrow());
    }
  }

  @Test
  void respondsWholeAndStreamed() {
    try (var client = openAi("key")) {
      ResponseCreateParams question =
          ResponseCreateParams.builder().model("sim-mini").input("Hello").build();

      Response whole = client.get().responses().create(question).validate();
      ResponseAccumulator streamed = ResponseAccumulator.create();
      try (var events = client.get().responses().createStreaming(question)) {
        events.stream().forEach(event -> streamed.accumulate(event.validate()));
      }

      assertThat(whole.output()).hasSize(1).isEqualTo(streamed.response().output());
      assertThat(whole.usage()).isEqualTo(streamed.response().usage());
    }
  }

  @Test
  void embedsModeratesAndListsModels() {
    try (var client = openAi("key")) {
      var embedded =
          client
              .get()
              .embeddings()
              .create(
                  EmbeddingCreateParams.builder().model("e").input("Hello").dimensions(12).build());
      var moderated =
          client.get().moderations().create(ModerationCreateParams.builder().input("x").build());

      assertThat(embedded.data().getFirst().embedding()).hasSize(12);
      assertThat(moderated.validate().results().getFirst().flagged()).isFalse();
      assertThat(client.get().models().list().data())
          .extracting(Model::id)
          .containsExactly("sim-mini");
    }
  }

  @Test
  void raisesTheErrorsOfTheOpenAiSdk() {
    ChatCompletionCreateParams question =
        ChatCompletionCreateParams.builder()
            .model("sim-mini:fault=429")
            .addUserMessage("Hello")
            .build();
    try (var client = openAi("key");
        var stranger = openAi("other")) {
      assertThatExceptionOfType(RateLimitException.class)
          .isThrownBy(() -> client.get().chat().completions().create(question));
      assertThatExceptionOfType(UnauthorizedException.class)
          .isThrownBy(() -> stranger.get().chat().completions().create(question));
    }
  }

  @Test
  void sendsMessagesWholeAndStreamedAndCountsThem() {
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(running.simulator().origin())
            .apiKey("key")
            .maxRetries(0)
            .build();
    MessageCreateParams question =
        MessageCreateParams.builder()
            .model("sim-mini")
            .maxTokens(500)
            .addUserMessage("Hello")
            .build();

    Message whole = client.messages().create(question).validate();
    MessageAccumulator streamed = MessageAccumulator.create();
    try (var events = client.messages().createStreaming(question)) {
      events.stream().forEach(event -> streamed.accumulate(event.validate()));
    }

    assertThat(whole.content()).hasSize(1);
    assertThat(whole.content().getFirst().asText().text())
        .startsWith("[simulated] You said \"Hello\".")
        .isEqualTo(streamed.message().content().getFirst().asText().text());
    assertThat(whole.stopReason()).contains(StopReason.END_TURN);
    assertThat(whole.usage().outputTokens()).isEqualTo(streamed.message().usage().outputTokens());
    assertThat(
            client
                .messages()
                .countTokens(
                    MessageCountTokensParams.builder()
                        .model("sim-mini")
                        .addUserMessage("12345678")
                        .build())
                .inputTokens())
        .isEqualTo(2);
    client.close();
  }

  @Test
  void generatesContentWholeAndStreamed() {
    try (Client client =
        Client.builder()
            .apiKey("key")
            .httpOptions(HttpOptions.builder().baseUrl(running.simulator().origin()).build())
            .build()) {
      GenerateContentResponse whole = client.models.generateContent("sim-mini", "Hello", null);
      StringBuilder streamed = new StringBuilder();
      try (ResponseStream<GenerateContentResponse> chunks =
          client.models.generateContentStream("sim-mini", "Hello", null)) {
        chunks.forEach(chunk -> streamed.append(chunk.text() == null ? "" : chunk.text()));
      }

      assertThat(whole.text()).startsWith("[simulated] You said \"Hello\".");
      assertThat(streamed).hasToString(whole.text());
      assertThat(client.models.countTokens("sim-mini", "12345678", null).totalTokens()).contains(2);
    }
  }

  private record Closing(OpenAIClient get) implements AutoCloseable {
    @Override
    public void close() {
      get.close();
    }
  }

  private Closing openAi(String key) {
    return new Closing(
        OpenAIOkHttpClient.builder()
            .baseUrl(running.simulator().origin() + "/v1")
            .apiKey(key)
            .maxRetries(0)
            .build());
  }
}
