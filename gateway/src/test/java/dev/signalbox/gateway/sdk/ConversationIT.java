package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.InputItemListPage;
import com.openai.models.responses.inputitems.InputItemListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of the Responses API that the gateway keeps over providers that keep none. */
@ExtendWith(RunningGateway.class)
final class ConversationIT {
  private OpenAIClient client;

  @BeforeEach
  void connect(Gateway gateway) {
    client = Clients.openAi(gateway.at("/v1"), Gateway.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-claude", "sim-gemini"})
  void aCallGetsItsResultInTheNextRequestAlone(String model) {
    FunctionTool weather =
        FunctionTool.builder()
            .name("get_weather")
            .strict(false)
            .parameters(
                FunctionTool.Parameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();
    Response asked =
        client
            .responses()
            .create(
                ResponseCreateParams.builder().model(model).input("Go.").addTool(weather).build());
    ResponseFunctionToolCall call = asked.output().getLast().asFunctionCall();

    Response answered =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model(model)
                    .previousResponseId(asked.id())
                    .addTool(weather)
                    .inputOfResponse(
                        List.of(
                            ResponseInputItem.ofFunctionCallOutput(
                                ResponseInputItem.FunctionCallOutput.builder()
                                    .callId(call.callId())
                                    .output("22 degrees")
                                    .build())))
                    .build());

    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(ResponsesTalk.textOf(answered)).contains("22 degrees");
    assertThat(items(answered)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-claude", "sim-gemini"})
  void aStreamedAnswerIsContinuedByAStream(String model) {
    Response first = stream(model, "First thing?", Optional.empty());
    Response second = stream(model, "Second thing?", Optional.of(first.id()));

    assertThat(second.previousResponseId()).contains(first.id());
    assertThat(ResponsesTalk.textOf(second)).contains("Second thing?");
    assertThat(items(second)).hasSize(3);
    assertThat(second.usage().orElseThrow().inputTokens())
        .isGreaterThan(first.usage().orElseThrow().inputTokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void theInputComesInPagesInBothOrders(String model) {
    Response response =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model(model)
                    .inputOfResponse(List.of(said("one"), said("two"), said("three")))
                    .build());

    assertThat(texts(response, InputItemListParams.Order.ASC, 2))
        .containsExactly("one", "two", "three");
    assertThat(texts(response, InputItemListParams.Order.DESC, 1))
        .containsExactly("three", "two", "one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void aFinishedAnswerCannotBeCancelled(String model) {
    Response response =
        client
            .responses()
            .create(ResponseCreateParams.builder().model(model).input("Done?").build());

    assertThatThrownBy(() -> client.responses().cancel(response.id()))
        .isInstanceOf(BadRequestException.class);
    assertThat(client.responses().retrieve(response.id())).isEqualTo(response);
    assertThatThrownBy(() -> client.responses().cancel("resp_unknown"))
        .isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-claude", "sim-gemini"})
  void whatWasDeletedCannotBeContinued(String model) {
    Response response =
        client
            .responses()
            .create(ResponseCreateParams.builder().model(model).input("Gone?").build());
    client.responses().delete(response.id());

    assertThatThrownBy(() -> stream(model, "Go on.", Optional.of(response.id())))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("not kept here");
    assertThatThrownBy(() -> client.responses().inputItems().list(response.id()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> client.responses().delete(response.id()))
        .isInstanceOf(NotFoundException.class);
  }

  private Response stream(String model, String input, Optional<String> previous) {
    ResponseCreateParams.Builder params = ResponseCreateParams.builder().model(model).input(input);
    previous.ifPresent(params::previousResponseId);
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(params.build())) {
      return stream.stream().toList().getLast().asCompleted().response();
    }
  }

  private List<ResponseItem> items(Response response) {
    InputItemListPage page = client.responses().inputItems().list(response.id());
    return page.autoPager().stream().toList();
  }

  private List<String> texts(Response response, InputItemListParams.Order order, long limit) {
    List<String> texts = new ArrayList<>();
    client
        .responses()
        .inputItems()
        .list(
            InputItemListParams.builder()
                .responseId(response.id())
                .order(order)
                .limit(limit)
                .build())
        .autoPager()
        .forEach(
            item ->
                texts.add(
                    item.asResponseInputMessageItem().content().getFirst().asInputText().text()));
    return texts;
  }

  private static ResponseInputItem said(String text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
  }
}
