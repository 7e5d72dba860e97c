package dev.signalbox.gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputFile;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** openai-java speaking Responses. */
final class ResponsesTalk implements Talk {
  private final OpenAIClient client;

  ResponsesTalk(OpenAIClient client) {
    this.client = client;
  }

  @Override
  public Answer ask(Question question) {
    Response response = client.responses().create(params(question));
    return answer(response, textOf(response));
  }

  @Override
  public Answer stream(Question question) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    StringBuilder text = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(params(question))) {
      stream.stream()
          .map(accumulator::accumulate)
          .flatMap(event -> event.outputTextDelta().stream())
          .forEach(delta -> text.append(delta.delta()));
    }
    return answer(accumulator.response(), text.toString());
  }

  @Override
  public Failure failureOf(Throwable exception) {
    return OpenAiFailures.of(exception);
  }

  /** All text of {@code response}. */
  static String textOf(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }

  private static Answer answer(Response response, String text) {
    List<Answer.Call> calls =
        response.validate().output().stream()
            .flatMap(ResponsesTalk::functionCall)
            .map(call -> new Answer.Call(call.callId(), call.name(), Talk.json(call.arguments())))
            .toList();
    return new Answer(
        text,
        calls,
        endOf(response, calls),
        response.usage().orElseThrow().inputTokens(),
        response.usage().orElseThrow().outputTokens());
  }

  private static Stream<ResponseFunctionToolCall> functionCall(ResponseOutputItem item) {
    return item.functionCall().stream();
  }

  private static Answer.End endOf(Response response, List<Answer.Call> calls) {
    return switch (response.status().orElseThrow().asString()) {
      case "completed" -> calls.isEmpty() ? Answer.End.DONE : Answer.End.CALLS;
      case "incomplete" ->
          response
              .incompleteDetails()
              .flatMap(Response.IncompleteDetails::reason)
              .filter(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS::equals)
              .map(_ -> Answer.End.LIMIT)
              .orElse(Answer.End.OTHER);
      default -> Answer.End.OTHER;
    };
  }

  private static ResponseCreateParams params(Question question) {
    ResponseCreateParams.Builder params =
        ResponseCreateParams.builder()
            .model(question.model())
            .inputOfResponse(question.turns().stream().flatMap(ResponsesTalk::items).toList());
    question.system().ifPresent(params::instructions);
    params.putAllAdditionalBodyProperties(values(question.extra()));
    question.functions().forEach(function -> params.addTool(tool(function)));
    question.maxTokens().ifPresent(tokens -> params.maxOutputTokens(tokens.longValue()));
    question
        .schema()
        .ifPresent(
            schema ->
                params.text(
                    ResponseTextConfig.builder()
                        .format(
                            ResponseFormatTextJsonSchemaConfig.builder()
                                .name("answer")
                                .strict(true)
                                .schema(
                                    ResponseFormatTextJsonSchemaConfig.Schema.builder()
                                        .additionalProperties(values(schema))
                                        .build())
                                .build())
                        .build()));
    return params.build();
  }

  private static Stream<ResponseInputItem> items(Question.Turn turn) {
    return switch (turn) {
      case Question.Turn.Said(var text) ->
          Stream.of(message(EasyInputMessage.Content.ofTextInput(text)));
      case Question.Turn.Shown(var text, var media) ->
          Stream.of(
              message(
                  EasyInputMessage.Content.ofResponseInputMessageContentList(
                      List.of(
                          ResponseInputContent.ofInputText(
                              ResponseInputText.builder().text(text).build()),
                          shown(media)))));
      case Question.Turn.Called(var calls) -> calls.stream().map(ResponsesTalk::called);
      case Question.Turn.Results(var results) ->
          results.stream()
              .map(
                  result ->
                      ResponseInputItem.ofFunctionCallOutput(
                          ResponseInputItem.FunctionCallOutput.builder()
                              .callId(result.call().id())
                              .output(result.output())
                              .build()));
    };
  }

  private static ResponseInputContent shown(Question.Media media) {
    return media.type().equals("application/pdf")
        ? ResponseInputContent.ofInputFile(
            ResponseInputFile.builder().filename("paper.pdf").fileData(media.dataUrl()).build())
        : ResponseInputContent.ofInputImage(
            ResponseInputImage.builder()
                .detail(ResponseInputImage.Detail.AUTO)
                .imageUrl(media.dataUrl())
                .build());
  }

  private static ResponseInputItem message(EasyInputMessage.Content content) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(content).build());
  }

  private static ResponseInputItem called(Answer.Call call) {
    return ResponseInputItem.ofFunctionCall(
        ResponseFunctionToolCall.builder()
            .callId(call.id())
            .name(call.name())
            .arguments(call.arguments().toString())
            .build());
  }

  private static FunctionTool tool(Question.Function function) {
    return FunctionTool.builder()
        .name(function.name())
        .description(function.description())
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
                .additionalProperties(values(function.schema()))
                .build())
        .build();
  }

  private static Map<String, JsonValue> values(Map<String, Object> json) {
    return json.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> JsonValue.from(entry.getValue())));
  }
}
