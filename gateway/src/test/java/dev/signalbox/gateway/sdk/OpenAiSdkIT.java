package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.InputItemListPage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only openai-java asks for. */
@ExtendWith(RunningGateway.class)
final class OpenAiSdkIT {
  private OpenAIClient client;

  @BeforeEach
  void connect(Gateway gateway) {
    client = Clients.openAi(gateway.at("/v1"), Gateway.KEY);
  }

  /** A provider of Responses keeps conversations itself, which the simulator does not. */
  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-claude", "sim-gemini"})
  void continuesAResponseOverAnyProvider(String model) {
    Response first = create(model, "First thing?", Optional.empty());
    Response second = create(model, "Second thing?", Optional.of(first.id()));

    Response alone = create(model, "Second thing?", Optional.empty());
    assertThat(second.previousResponseId()).contains(first.id());
    assertThat(ResponsesTalk.textOf(second)).contains("Second thing?");
    assertThat(inputTokens(second)).isGreaterThan(inputTokens(alone));
    assertThat(itemsOf(second)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void retrievesAndDeletesAResponse(String model) {
    Response created = create(model, "Keep this.", Optional.empty());

    Response retrieved = client.responses().retrieve(created.id());

    assertThat(retrieved).isEqualTo(created);
    assertThat(itemsOf(created)).isEqualTo(1);
    client.responses().delete(created.id());
    assertThatThrownBy(() -> client.responses().retrieve(created.id()))
        .isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void keepsAStreamedResponse(String model) {
    ResponseCreateParams params =
        ResponseCreateParams.builder().model(model).input("Stream this.").build();
    List<ResponseStreamEvent> events;
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
      events = stream.stream().toList();
    }

    Response completed = events.getLast().asCompleted().response();
    assertThat(events.getFirst().isCreated()).isTrue();
    assertThat(client.responses().retrieve(completed.id())).isEqualTo(completed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-claude"})
  void doesNotKeepWhatIsNotToBeStored(String model) {
    Response created =
        client
            .responses()
            .create(ResponseCreateParams.builder().model(model).input("Hi").store(false).build());

    assertThatThrownBy(() -> client.responses().retrieve(created.id()))
        .isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-embedding", "sim-gemini-embedding"})
  void embedsTheSameAsFloatsAndAsBase64(String model) {
    CreateEmbeddingResponse floats =
        embed(model, Optional.of(EmbeddingCreateParams.EncodingFormat.FLOAT));
    CreateEmbeddingResponse base64 =
        embed(model, Optional.of(EmbeddingCreateParams.EncodingFormat.BASE64));
    CreateEmbeddingResponse standard = embed(model, Optional.empty());

    assertThat(floats.data()).hasSize(2);
    assertThat(floats.data().getFirst().embedding()).hasSizeGreaterThan(10);
    assertThat(floats.data().get(0).embedding()).isNotEqualTo(floats.data().get(1).embedding());
    assertThat(base64.data().get(1).embedding()).isEqualTo(floats.data().get(1).embedding());
    assertThat(standard.data().get(1).embedding()).isEqualTo(floats.data().get(1).embedding());
  }

  @Test
  void listsAndRetrievesModels() {
    List<String> ids = client.models().list().autoPager().stream().map(Model::id).toList();

    assertThat(ids)
        .contains(
            "gpt-4o",
            "claude-sonnet-4-20250514",
            "sim-chat",
            "sim-responses",
            "sim-claude",
            "sim-gemini");
    assertThat(client.models().retrieve("sim-claude").id()).isEqualTo("sim-claude");
    assertThatThrownBy(() -> client.models().retrieve("sim-nothing"))
        .isInstanceOf(NotFoundException.class);
  }

  private Response create(String model, String input, Optional<String> previous) {
    ResponseCreateParams.Builder params = ResponseCreateParams.builder().model(model).input(input);
    previous.ifPresent(params::previousResponseId);
    return client.responses().create(params.build()).validate();
  }

  private static long inputTokens(Response response) {
    return response.usage().orElseThrow().inputTokens();
  }

  private long itemsOf(Response response) {
    InputItemListPage page = client.responses().inputItems().list(response.id());
    return page.autoPager().stream().count();
  }

  private CreateEmbeddingResponse embed(
      String model, Optional<EmbeddingCreateParams.EncodingFormat> format) {
    EmbeddingCreateParams.Builder params =
        EmbeddingCreateParams.builder()
            .model(model)
            .inputOfArrayOfStrings(List.of("one thing", "another thing"));
    format.ifPresent(params::encodingFormat);
    return client.embeddings().create(params.build());
  }
}
