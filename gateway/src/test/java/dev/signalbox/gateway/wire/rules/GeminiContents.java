package dev.signalbox.gateway.wire.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules of a Gemini request's {@code contents}: parts, and calls with their responses. */
final class GeminiContents {
  private static final Set<String> DATA =
      Set.of(
          "text",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse");
  private static final Set<String> BESIDE =
      Set.of("thought", "thoughtSignature", "videoMetadata", "mediaResolution", "partMetadata");
  private static final Set<String> MIME_TOPS = Set.of("image", "audio", "video", "text");
  private static final Set<String> MIME_TYPES =
      Set.of("application/pdf", "application/json", "application/xml");

  /** Names of the calls of the last model content; each is answered in the next one. */
  private List<String> called = List.of();

  void check(Shape request) {
    request.object("systemInstruction").ifPresent(GeminiContents::instruction);
    List<Shape> contents = request.filledObjects("contents");
    for (Shape content : contents) {
      content.only(Set.of("role", "parts"));
      content.oneOf("role", Set.of("user", "model", "function"));
      content(content);
    }
    request.require(called.isEmpty(), "contents", "calls " + called + " have no response");
  }

  private static void instruction(Shape instruction) {
    instruction.only(Set.of("role", "parts"));
    instruction.filledObjects("parts").forEach(part -> part.requiredText("text"));
  }

  private void content(Shape content) {
    boolean model = content.text("role").orElse("user").equals("model");
    List<String> calls = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (Shape part : content.filledObjects("parts")) {
      part(part, model, calls, answers);
    }
    if (!called.isEmpty() || !answers.isEmpty()) {
      content.require(
          sorted(called).equals(sorted(answers)),
          "parts",
          "responses " + answers + " do not answer calls " + called);
    }
    called = calls;
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }

  private static void part(Shape part, boolean model, List<String> calls, List<String> answers) {
    List<String> data = new ArrayList<>();
    part.node()
        .properties()
        .forEach(
            field -> {
              boolean isData = DATA.contains(field.getKey());
              part.require(
                  isData || BESIDE.contains(field.getKey()), field.getKey(), "is no field of Part");
              if (isData && !field.getValue().isNull()) {
                data.add(field.getKey());
              }
            });
    part.require(data.size() == 1, "text", "a part holds exactly one of its kinds, not " + data);
    part.text("text");
    part.object("inlineData").ifPresent(GeminiContents::inline);
    part.object("fileData").ifPresent(GeminiContents::file);
    part.object("functionCall")
        .ifPresent(
            call -> {
              part.require(model, "functionCall", "is for model contents");
              call.only(Set.of("id", "name", "args", "partialArgs", "willContinue"));
              calls.add(name(call));
              call.object("args");
            });
    part.object("functionResponse")
        .ifPresent(
            response -> {
              part.require(!model, "functionResponse", "is for user contents");
              answers.add(name(response));
              response(response);
            });
  }

  private static String name(Shape named) {
    String name = named.requiredText("name");
    named.require(GeminiRequestRules.isFunctionName(name), "name", "is no function name");
    return name;
  }

  private static void response(Shape response) {
    response.only(Set.of("id", "name", "response", "parts", "willContinue", "scheduling"));
    response.requiredObject("response");
    for (Shape part : response.objects("parts")) {
      part.only(Set.of("inlineData", "fileData"));
      part.object("inlineData").ifPresent(GeminiContents::inline);
      part.object("fileData").ifPresent(GeminiContents::file);
    }
  }

  private static void inline(Shape inline) {
    inline.only(Set.of("mimeType", "data", "displayName"));
    String type = inline.filledText("mimeType");
    inline.require(isMimeType(type), "mimeType", "is not supported");
    inline.require(Values.isAnyBase64(inline.requiredText("data")), "data", "must be base64");
  }

  private static void file(Shape file) {
    file.only(Set.of("mimeType", "fileUri", "displayName"));
    file.filledText("fileUri");
  }

  private static boolean isMimeType(String type) {
    int slash = type.indexOf('/');
    return slash > 0 && (MIME_TOPS.contains(type.substring(0, slash)) || MIME_TYPES.contains(type));
  }
}
