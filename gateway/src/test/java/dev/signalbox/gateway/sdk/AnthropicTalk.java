package dev.signalbox.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.Base64PdfSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** anthropic-java. */
final class AnthropicTalk implements Talk {
  private final AnthropicClient client;

  AnthropicTalk(AnthropicClient client) {
    this.client = client;
  }

  @Override
  public Answer ask(Question question) {
    return answer(client.messages().create(params(question)));
  }

  @Override
  public Answer stream(Question question) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params(question))) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return answer(accumulator.message());
  }

  @Override
  public Failure failureOf(Throwable exception) {
    return switch (exception) {
      case UnauthorizedException _ -> Failure.UNAUTHORIZED;
      case NotFoundException _ -> Failure.NOT_FOUND;
      case BadRequestException _ -> Failure.BAD_REQUEST;
      case RateLimitException _ -> Failure.RATE_LIMITED;
      case InternalServerException _ -> Failure.SERVER;
      default -> Failure.OTHER;
    };
  }

  private static Answer answer(Message message) {
    return new Answer(
        message.validate().content().stream()
            .flatMap(block -> block.text().stream())
            .map(TextBlock::text)
            .collect(Collectors.joining()),
        message.content().stream()
            .flatMap(block -> block.toolUse().stream())
            .map(
                call ->
                    new Answer.Call(
                        call.id(),
                        call.name(),
                        Objects.requireNonNull(call._input().convert(JsonNode.class))))
            .toList(),
        switch (message.stopReason().orElseThrow().asString()) {
          case "end_turn", "stop_sequence" -> Answer.End.DONE;
          case "tool_use" -> Answer.End.CALLS;
          case "max_tokens" -> Answer.End.LIMIT;
          default -> Answer.End.OTHER;
        },
        message.usage().inputTokens(),
        message.usage().outputTokens());
  }

  private static MessageCreateParams params(Question question) {
    MessageCreateParams.Builder params =
        MessageCreateParams.builder()
            .model(question.model())
            .maxTokens(question.maxTokens().orElse(1024))
            .messages(List.of());
    question.system().ifPresent(params::system);
    question.turns().forEach(turn -> add(turn, params));
    question.functions().forEach(function -> params.addTool(tool(function)));
    question.stop().ifPresent(params::addStopSequence);
    question
        .extra()
        .forEach((name, value) -> params.putAdditionalBodyProperty(name, JsonValue.from(value)));
    question
        .schema()
        .ifPresent(
            schema ->
                params.outputConfig(
                    OutputConfig.builder()
                        .format(
                            JsonOutputFormat.builder()
                                .schema(
                                    JsonOutputFormat.Schema.builder()
                                        .additionalProperties(values(schema))
                                        .build())
                                .build())
                        .build()));
    return params.build();
  }

  private static void add(Question.Turn turn, MessageCreateParams.Builder params) {
    switch (turn) {
      case Question.Turn.Said(var text) -> params.addUserMessage(text);
      case Question.Turn.Shown(var text, var media) ->
          params.addUserMessageOfContentBlockParams(
              List.of(ContentBlockParam.ofText(text), shown(media)));
      case Question.Turn.Called(var calls) ->
          params.addAssistantMessageOfContentBlockParams(
              calls.stream().map(AnthropicTalk::called).toList());
      case Question.Turn.Results(var results) ->
          params.addUserMessageOfContentBlockParams(
              results.stream()
                  .map(
                      result ->
                          ContentBlockParam.ofToolResult(
                              ToolResultBlockParam.builder()
                                  .toolUseId(result.call().id())
                                  .content(result.output())
                                  .build()))
                  .toList());
    }
  }

  private static ContentBlockParam shown(Question.Media media) {
    return media.type().equals("application/pdf")
        ? ContentBlockParam.ofDocument(Base64PdfSource.builder().data(media.base64()).build())
        : ContentBlockParam.ofImage(
            Base64ImageSource.builder()
                .mediaType(Base64ImageSource.MediaType.of(media.type()))
                .data(media.base64())
                .build());
  }

  private static ContentBlockParam called(Answer.Call call) {
    return ContentBlockParam.ofToolUse(
        ToolUseBlockParam.builder()
            .id(call.id())
            .name(call.name())
            .input(
                ToolUseBlockParam.Input.builder()
                    .additionalProperties(values(map(call.arguments())))
                    .build())
            .build());
  }

  private static Tool tool(Question.Function function) {
    return Tool.builder()
        .name(function.name())
        .description(function.description())
        .inputSchema(
            Tool.InputSchema.builder().additionalProperties(values(function.schema())).build())
        .build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode json) {
    return new JsonMapper().convertValue(json, Map.class);
  }

  private static Map<String, JsonValue> values(Map<String, Object> json) {
    return json.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("type")) // the SDK writes it itself
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> JsonValue.from(entry.getValue())));
  }
}
