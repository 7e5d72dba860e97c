package dev.signalbox.gateway.wire.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules of an Anthropic request's {@code messages}: roles, and calls with their results. Messages
 * of one role that follow each other count as one.
 */
final class AnthropicMessages {
  /** Models that take instructions inside the conversation. */
  private static final String MID_SYSTEM_MODELS = "claude-opus-4-8";

  private final Set<String> ids = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> answered = new HashSet<>();
  private String role = "";
  private boolean thinking;
  private boolean resultsMayFollow;

  void check(Shape request) {
    boolean midSystem = request.node().path("model").asText().startsWith(MID_SYSTEM_MODELS);
    List<Shape> messages = request.filledObjects("messages");
    for (int i = 0; i < messages.size(); i++) {
      thinking = i == loop(messages) && isThinking(request);
      message(messages.get(i), midSystem, i == messages.size() - 1);
    }
    request.require(open.isEmpty(), "messages", "calls " + open + " have no tool_result");
  }

  private static boolean isThinking(Shape request) {
    return request.node().path("thinking").path("type").asText().equals("enabled");
  }

  /** The message whose calls the last message answers; -1 when it answers none. */
  private static int loop(List<Shape> messages) {
    if (messages.isEmpty() || messages.getLast().node().path("content").isEmpty()) {
      return -1;
    }
    boolean answers =
        messages
            .getLast()
            .node()
            .path("content")
            .valueStream()
            .allMatch(block -> block.path("type").asText().equals("tool_result"));
    return answers ? messages.size() - 2 : -1;
  }

  private void message(Shape message, boolean midSystem, boolean last) {
    message.only(Set.of("role", "content"));
    String next = message.requiredText("role");
    message.require(
        next.equals("user") || next.equals("assistant") || (midSystem && next.equals("system")),
        "role",
        "must be user or assistant");
    if (!next.equals(role)) {
      turnEnds(message, next);
      role = next;
    }
    if (message.required("content").isEmpty()) {
      return;
    }
    if (message.isText("content")) {
      String text = message.requiredText("content");
      message.require(!text.isBlank(), "content", "must not be blank");
      resultsMayFollow = false;
      prefill(message, last, text);
      return;
    }
    List<Shape> blocks = message.objects("content");
    message.require(!blocks.isEmpty() || last, "content", "must not be empty");
    blocks.forEach(this::block);
    says(message, blocks);
    startsWithThinking(message, blocks);
    if (!blocks.isEmpty()) {
      prefill(message, last, blocks.getLast().node().path("text").asText());
    }
  }

  private void turnEnds(Shape message, String next) {
    if (next.equals("assistant")) {
      message.require(open.isEmpty(), "content", "calls " + open + " have no tool_result before");
      open.clear();
      answered.clear();
    }
    resultsMayFollow = next.equals("user");
  }

  private void prefill(Shape message, boolean last, String text) {
    if (last && role.equals("assistant")) {
      message.require(
          text.equals(text.stripTrailing()), "content", "must not end in white space at the end");
    }
  }

  /** With thinking on, the calls that are being answered must begin with their thinking. */
  private void startsWithThinking(Shape message, List<Shape> blocks) {
    if (!thinking || !role.equals("assistant")) {
      return;
    }
    List<String> types = new ArrayList<>();
    blocks.forEach(block -> types.add(block.node().path("type").asText()));
    message.require(
        !types.contains("tool_use") || types.getFirst().endsWith("thinking"),
        "content",
        "must begin with thinking when thinking is on and tools are called");
  }

  private void block(Shape block) {
    String type = block.requiredText("type");
    boolean assistant = role.equals("assistant");
    if (!type.equals("tool_result")) {
      if (role.equals("user") && !open.isEmpty()) {
        block.fail("type", "stands before the results of calls " + open);
        open.clear();
      }
      resultsMayFollow = false;
    }
    switch (type) {
      case "tool_use" -> {
        block.require(assistant, "type", "is for assistant messages");
        call(block);
      }
      case "tool_result" -> {
        block.require(!assistant, "type", "is for user messages");
        result(block);
      }
      case "thinking", "redacted_thinking" -> {
        block.require(assistant, "type", "is for assistant messages");
        AnthropicBlocks.check(block, type);
      }
      case "image", "document", "container_upload", "search_result" -> {
        block.require(!assistant, "type", "is for user messages");
        AnthropicBlocks.check(block, type);
      }
      default -> AnthropicBlocks.check(block, type);
    }
  }

  private void call(Shape block) {
    block.only(Set.of("type", "id", "name", "input", "cache_control", "caller"));
    String id = block.requiredText("id");
    block.require(Values.isName(id, Integer.MAX_VALUE), "id", "must be of a-zA-Z0-9_-");
    block.require(ids.add(id), "id", "stands twice");
    open.add(id);
    block.require(
        Values.isName(block.requiredText("name"), 200), "name", "must be 1 to 200 of a-zA-Z0-9_-");
    block.requiredObject("input");
  }

  private void result(Shape block) {
    block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
    String id = block.requiredText("tool_use_id");
    block.require(resultsMayFollow, "type", "results come first in a message");
    block.require(answered.add(id), "tool_use_id", "is answered twice");
    block.require(open.remove(id), "tool_use_id", "answers no call of the message before");
    block.flag("is_error");
    if (!block.has("content") || block.isText("content")) {
      return;
    }
    for (Shape inner : block.objects("content")) {
      String type = inner.requiredText("type");
      inner.require(
          Set.of("text", "image", "document", "search_result", "tool_reference").contains(type),
          "type",
          "must not stand in a result");
      AnthropicBlocks.check(inner, type);
    }
  }

  /** A message of nothing but white space is refused; beside other blocks it was seen accepted. */
  private static void says(Shape message, List<Shape> blocks) {
    boolean blank =
        !blocks.isEmpty()
            && blocks.stream()
                .map(Shape::node)
                .allMatch(
                    block ->
                        block.path("type").asText().equals("text")
                            && block.path("text").asText().isBlank());
    message.require(!blank, "content", "must hold more than white space");
  }

  /** A text block's text, which must hold something. */
  static void filled(Shape block) {
    block.filledText("text");
  }
}
