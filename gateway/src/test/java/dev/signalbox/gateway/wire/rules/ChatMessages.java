package dev.signalbox.gateway.wire.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules of a Chat request's {@code messages}: shapes, and calls with their results. */
final class ChatMessages {
  private static final int LONGEST_CALL_ID = 40;
  private static final Set<String> PDF = Set.of("application/pdf");
  private static final Set<String> DETAILS = Set.of("auto", "low", "high", "original");

  /** Calls of the last assistant message that no tool message has answered yet. */
  private final Set<String> open = new LinkedHashSet<>();

  void check(Shape request) {
    List<Shape> messages = request.filledObjects("messages");
    for (Shape message : messages) {
      String role = message.requiredText("role");
      if (!role.equals("tool")) {
        message.require(open.isEmpty(), "role", "calls " + open + " have no tool message");
        open.clear();
      }
      message
          .text("name")
          .ifPresent(
              name -> message.require(isSpeaker(name), "name", "must not hold <|\\/> or space"));
      byRole(message, role);
    }
    request.require(open.isEmpty(), "messages", "calls " + open + " have no tool message");
  }

  private void byRole(Shape message, String role) {
    switch (role) {
      case "system", "developer" -> {
        message.only(Set.of("role", "content", "name"));
        content(message, Set.of("text"));
      }
      case "user" -> {
        message.only(Set.of("role", "content", "name"));
        content(message, Set.of("text", "image_url", "input_audio", "file"));
      }
      case "assistant" -> assistant(message);
      case "tool" -> tool(message);
      case "function" -> {
        message.only(Set.of("role", "content", "name"));
        message.filledText("name");
      }
      default -> message.fail("role", "must be system, developer, user, assistant or tool");
    }
  }

  private static boolean isSpeaker(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && Values.all(name, c -> !Character.isWhitespace(c) && "<|\\/>".indexOf(c) < 0);
  }

  private void assistant(Shape message) {
    message.only(
        Set.of(
            "role",
            "content",
            "name",
            "refusal",
            "audio",
            "tool_calls",
            "function_call",
            "annotations"));
    boolean says =
        message.has("tool_calls")
            || message.has("function_call")
            || message.has("refusal")
            || message.has("audio");
    if (message.has("content") || !says) {
      content(message, Set.of("text", "refusal"));
    }
    message.text("refusal");
    List<Shape> calls = message.objects("tool_calls");
    message.require(
        !message.has("tool_calls") || !calls.isEmpty(), "tool_calls", "must not be empty");
    calls.forEach(this::call);
  }

  private void call(Shape call) {
    String id = call.filledText("id");
    call.require(id.length() <= LONGEST_CALL_ID, "id", "at most 40 characters");
    call.require(open.add(id), "id", "stands twice");
    switch (call.requiredText("type")) {
      case "function" -> {
        call.only(Set.of("id", "type", "function"));
        Shape function = call.requiredObject("function");
        function.only(Set.of("name", "arguments"));
        String name = function.requiredText("name");
        function.require(Values.isName(name, 64), "name", "must be 1 to 64 of a-zA-Z0-9_-");
        function.requiredText("arguments");
      }
      case "custom" -> call.requiredObject("custom").requiredText("input");
      default -> call.fail("type", "must be function or custom");
    }
  }

  private void tool(Shape message) {
    message.only(Set.of("role", "content", "tool_call_id", "name"));
    String id = message.filledText("tool_call_id");
    message.require(open.remove(id), "tool_call_id", "answers no call of the message before");
    content(message, Set.of("text"));
  }

  private static void content(Shape message, Set<String> types) {
    if (message.required("content").isEmpty() || message.isText("content")) {
      return;
    }
    for (Shape part : message.filledObjects("content")) {
      String type = part.requiredText("type");
      part.require(types.contains(type), "type", "must be one of " + types + " here");
      part(part, type);
    }
  }

  private static void part(Shape part, String type) {
    switch (type) {
      case "text" -> {
        part.only(Set.of("type", "text", "prompt_cache_breakpoint"));
        part.requiredText("text");
      }
      case "refusal" -> {
        part.only(Set.of("type", "refusal"));
        part.requiredText("refusal");
      }
      case "image_url" -> image(part);
      case "input_audio" -> {
        part.only(Set.of("type", "input_audio"));
        Shape audio = part.requiredObject("input_audio");
        audio.only(Set.of("data", "format"));
        audio.require(Values.isBase64(audio.requiredText("data")), "data", "must be base64");
        audio.required("format");
        audio.oneOf("format", Set.of("wav", "mp3"));
      }
      case "file" -> file(part);
      default -> {}
    }
  }

  private static void image(Shape part) {
    part.only(Set.of("type", "image_url"));
    Shape image = part.requiredObject("image_url");
    image.only(Set.of("url", "detail"));
    String url = image.filledText("url");
    image.require(
        Values.isWebAddress(url) || Values.isDataUrl(url, Values.IMAGES),
        "url",
        "must be an address or a data URL of an image");
    image.oneOf("detail", DETAILS);
  }

  private static void file(Shape part) {
    part.only(Set.of("type", "file"));
    Shape file = part.requiredObject("file");
    file.only(Set.of("file_data", "file_id", "filename"));
    file.require(
        file.has("file_data") != file.has("file_id"), "file_id", "needs one of file_data, file_id");
    file.text("file_data")
        .ifPresent(
            data -> {
              file.require(Values.isDataUrl(data, PDF), "file_data", "must be a data URL of a PDF");
              file.filledText("filename");
            });
  }
}
