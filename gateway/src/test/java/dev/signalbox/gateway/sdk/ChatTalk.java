package dev.signalbox.gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPart.File;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartInputAudio;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** openai-java speaking Chat Completions. */
final class ChatTalk implements Talk {
  private final OpenAIClient client;

  ChatTalk(OpenAIClient client) {
    this.client = client;
  }

  @Override
  public Answer ask(Question question) {
    return answer(client.chat().completions().create(params(question).build()));
  }

  @Override
  public Answer stream(Question question) {
    ChatCompletionCreateParams params =
        params(question)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return answer(accumulator.chatCompletion());
  }

  @Override
  public Failure failureOf(Throwable exception) {
    return OpenAiFailures.of(exception);
  }

  private static Answer answer(ChatCompletion completion) {
    ChatCompletion.Choice choice = completion.validate().choices().getFirst();
    return new Answer(
        choice.message().content().orElse(""),
        choice.message().toolCalls().orElse(List.of()).stream()
            .map(call -> call.asFunction())
            .map(
                call ->
                    new Answer.Call(
                        call.id(), call.function().name(), Talk.json(call.function().arguments())))
            .toList(),
        switch (choice.finishReason().asString()) {
          case "stop" -> Answer.End.DONE;
          case "tool_calls" -> Answer.End.CALLS;
          case "length" -> Answer.End.LIMIT;
          default -> Answer.End.OTHER;
        },
        completion.usage().orElseThrow().promptTokens(),
        completion.usage().orElseThrow().completionTokens());
  }

  private static ChatCompletionCreateParams.Builder params(Question question) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder().model(question.model()).messages(List.of());
    question.system().ifPresent(params::addSystemMessage);
    question.turns().forEach(turn -> add(turn, params));
    question.functions().forEach(function -> add(function, params));
    question.stop().ifPresent(params::stop);
    question.maxTokens().ifPresent(tokens -> params.maxCompletionTokens(tokens.longValue()));
    params.putAllAdditionalBodyProperties(values(question.extra()));
    question
        .schema()
        .ifPresent(
            schema ->
                params.jsonSchemaResponseFormat(
                    JsonSchema.builder()
                        .name("answer")
                        .strict(true)
                        .schema(
                            JsonSchema.Schema.builder()
                                .additionalProperties(values(schema))
                                .build())
                        .build()));
    return params;
  }

  private static void add(Question.Turn turn, ChatCompletionCreateParams.Builder params) {
    switch (turn) {
      case Question.Turn.Said(var text) -> params.addUserMessage(text);
      case Question.Turn.Shown(var text, var media) ->
          params.addUserMessageOfArrayOfContentParts(
              List.of(
                  ChatCompletionContentPart.ofText(
                      ChatCompletionContentPartText.builder().text(text).build()),
                  shown(media)));
      case Question.Turn.Called(var calls) -> params.addMessage(called(calls));
      case Question.Turn.Results(var results) ->
          results.forEach(
              result ->
                  params.addMessage(
                      ChatCompletionToolMessageParam.builder()
                          .toolCallId(result.call().id())
                          .content(result.output())
                          .build()));
    }
  }

  private static ChatCompletionContentPart shown(Question.Media media) {
    return switch (media.type()) {
      case "application/pdf" ->
          ChatCompletionContentPart.ofFile(
              File.builder()
                  .file(
                      File.FileObject.builder()
                          .filename("paper.pdf")
                          .fileData(media.dataUrl())
                          .build())
                  .build());
      case "audio/wav" ->
          ChatCompletionContentPart.ofInputAudio(
              ChatCompletionContentPartInputAudio.builder()
                  .inputAudio(
                      ChatCompletionContentPartInputAudio.InputAudio.builder()
                          .data(media.base64())
                          .format(ChatCompletionContentPartInputAudio.InputAudio.Format.WAV)
                          .build())
                  .build());
      default ->
          ChatCompletionContentPart.ofImageUrl(
              ChatCompletionContentPartImage.builder()
                  .imageUrl(
                      ChatCompletionContentPartImage.ImageUrl.builder()
                          .url(media.dataUrl())
                          .build())
                  .build());
    };
  }

  private static ChatCompletionAssistantMessageParam called(List<Answer.Call> calls) {
    ChatCompletionAssistantMessageParam.Builder message =
        ChatCompletionAssistantMessageParam.builder();
    calls.forEach(
        call ->
            message.addToolCall(
                ChatCompletionMessageFunctionToolCall.builder()
                    .id(call.id())
                    .function(
                        ChatCompletionMessageFunctionToolCall.Function.builder()
                            .name(call.name())
                            .arguments(call.arguments().toString())
                            .build())
                    .build()));
    return message.build();
  }

  private static void add(Question.Function function, ChatCompletionCreateParams.Builder params) {
    params.addFunctionTool(
        FunctionDefinition.builder()
            .name(function.name())
            .description(function.description())
            .parameters(
                FunctionParameters.builder()
                    .additionalProperties(values(function.schema()))
                    .build())
            .build());
  }

  private static Map<String, JsonValue> values(Map<String, Object> json) {
    return json.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> JsonValue.from(entry.getValue())));
  }
}
