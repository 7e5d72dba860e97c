package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** google-genai. */
final class GeminiTalk implements Talk {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Client client;

  GeminiTalk(Client client) {
    this.client = client;
  }

  @Override
  public Answer ask(Question question) {
    return answer(
        List.of(
            client.models.generateContent(question.model(), contents(question), config(question))));
  }

  @Override
  public Answer stream(Question question) {
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(
            question.model(), contents(question), config(question))) {
      stream.forEach(chunks::add);
    }
    return answer(chunks);
  }

  @Override
  public Failure failureOf(Throwable exception) {
    return switch (exception) {
      case ClientException refused ->
          switch (refused.code()) {
            case 400 -> Failure.BAD_REQUEST;
            case 401 -> Failure.UNAUTHORIZED;
            case 404 -> Failure.NOT_FOUND;
            case 429 -> Failure.RATE_LIMITED;
            default -> Failure.OTHER;
          };
      case ServerException _ -> Failure.SERVER;
      default -> Failure.OTHER;
    };
  }

  private static Answer answer(List<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    List<Answer.Call> calls = new ArrayList<>();
    chunks.stream()
        .flatMap(GeminiTalk::candidates)
        .flatMap(candidate -> candidate.content().stream())
        .flatMap(content -> content.parts().orElse(List.of()).stream())
        .forEach(
            part -> {
              part.text().ifPresent(text::append);
              part.functionCall().ifPresent(call -> calls.add(call(call)));
            });
    GenerateContentResponseUsageMetadata usage = chunks.getLast().usageMetadata().orElseThrow();
    return new Answer(
        text.toString(),
        calls,
        endOf(chunks, calls),
        usage.promptTokenCount().orElse(0),
        usage.candidatesTokenCount().orElse(0));
  }

  private static Stream<Candidate> candidates(GenerateContentResponse chunk) {
    return chunk.candidates().orElse(List.of()).stream();
  }

  private static Answer.End endOf(List<GenerateContentResponse> chunks, List<Answer.Call> calls) {
    List<String> reasons =
        chunks.stream()
            .flatMap(GeminiTalk::candidates)
            .flatMap(candidate -> candidate.finishReason().stream())
            .map(Object::toString)
            .toList();
    return switch (String.join(",", reasons)) {
      case "STOP" -> calls.isEmpty() ? Answer.End.DONE : Answer.End.CALLS;
      case "MAX_TOKENS" -> Answer.End.LIMIT;
      default -> Answer.End.OTHER;
    };
  }

  private static Answer.Call call(FunctionCall call) {
    return new Answer.Call(
        call.id().orElse(""),
        call.name().orElseThrow(),
        MAPPER.valueToTree(call.args().orElse(Map.of())));
  }

  private static List<Content> contents(Question question) {
    return question.turns().stream()
        .map(
            turn ->
                Content.builder()
                    .role(turn instanceof Question.Turn.Called ? "model" : "user")
                    .parts(parts(turn))
                    .build())
        .toList();
  }

  private static List<Part> parts(Question.Turn turn) {
    return switch (turn) {
      case Question.Turn.Said(var text) -> List.of(Part.fromText(text));
      case Question.Turn.Shown(var text, var media) ->
          List.of(
              Part.fromText(text),
              Part.fromBytes(Base64.getDecoder().decode(media.base64()), media.type()));
      case Question.Turn.Called(var calls) -> calls.stream().map(GeminiTalk::called).toList();
      case Question.Turn.Results(var results) ->
          results.stream().map(GeminiTalk::answered).toList();
    };
  }

  private static Part called(Answer.Call call) {
    FunctionCall.Builder function =
        FunctionCall.builder().name(call.name()).args(map(call.arguments()));
    id(call).ifPresent(function::id);
    return Part.builder().functionCall(function.build()).build();
  }

  private static Part answered(Question.Result result) {
    FunctionResponse.Builder response =
        FunctionResponse.builder()
            .name(result.call().name())
            .response(Map.of("output", result.output()));
    id(result.call()).ifPresent(response::id);
    return Part.builder().functionResponse(response.build()).build();
  }

  private static Optional<String> id(Answer.Call call) {
    return Optional.of(call.id()).filter(id -> !id.isEmpty());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode json) {
    return MAPPER.convertValue(json, Map.class);
  }

  private static GenerateContentConfig config(Question question) {
    GenerateContentConfig.Builder config = GenerateContentConfig.builder();
    question
        .system()
        .ifPresent(text -> config.systemInstruction(Content.fromParts(Part.fromText(text))));
    if (!question.functions().isEmpty()) {
      config.tools(
          Tool.builder()
              .functionDeclarations(
                  question.functions().stream().map(GeminiTalk::declaration).toList())
              .build());
    }
    if (!question.extra().isEmpty()) {
      config.httpOptions(HttpOptions.builder().extraBody(question.extra()).build());
    }
    question.stop().ifPresent(config::stopSequences);
    question.maxTokens().ifPresent(config::maxOutputTokens);
    question
        .schema()
        .ifPresent(
            schema -> config.responseMimeType("application/json").responseJsonSchema(schema));
    return config.build();
  }

  private static FunctionDeclaration declaration(Question.Function function) {
    return FunctionDeclaration.builder()
        .name(function.name())
        .description(function.description())
        .parametersJsonSchema(function.schema())
        .build();
  }
}
