package dev.signalbox.gateway.wire.rules;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules of a Responses request's {@code input} items: shapes, and calls with their outputs. */
final class ResponsesItems {
  private static final int LONGEST_CALL_ID = 64;
  private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");
  private static final Set<String> STATUSES = Set.of("in_progress", "completed", "incomplete");

  /** Beside these, everything that is text. */
  private static final Set<String> FILES =
      Set.of(
          "application/pdf",
          "application/json",
          "application/msword",
          "application/rtf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  /** Items that the API made itself and takes back as they were. */
  private static final Set<String> HOSTED =
      Set.of(
          "file_search_call",
          "computer_call",
          "computer_call_output",
          "web_search_call",
          "image_generation_call",
          "code_interpreter_call",
          "local_shell_call",
          "local_shell_call_output",
          "shell_call",
          "shell_call_output",
          "apply_patch_call",
          "apply_patch_call_output",
          "mcp_list_tools",
          "mcp_approval_request",
          "mcp_approval_response",
          "mcp_call",
          "custom_tool_call",
          "custom_tool_call_output",
          "item_reference",
          "compaction",
          "tool_search_call",
          "tool_search_output",
          "additional_tools");

  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> called = new HashSet<>();
  private boolean reasoningOpen;

  void check(Shape request) {
    boolean earlier = request.has("previous_response_id") || request.has("conversation");
    for (Shape item : request.objects("input")) {
      String type = item.text("type").orElse("message");
      item(item, type, earlier);
      reasoningOpen = type.equals("reasoning");
    }
    request.require(open.isEmpty(), "input", "calls " + open + " have no output");
    request.require(!reasoningOpen, "input", "a reasoning item needs the item that followed it");
  }

  private void item(Shape item, String type, boolean earlier) {
    switch (type) {
      case "message" -> message(item);
      case "function_call" -> call(item);
      case "function_call_output" -> output(item, earlier);
      case "reasoning" -> reasoning(item);
      default -> item.require(HOSTED.contains(type), "type", "is no item of the API");
    }
  }

  private void message(Shape item) {
    item.only(Set.of("type", "role", "content", "id", "status", "phase"));
    String role = item.requiredText("role");
    item.require(ROLES.contains(role), "role", "must be one of " + ROLES);
    item.require(
        !reasoningOpen || role.equals("assistant"),
        "role",
        "stands between reasoning and its item");
    item.oneOf("status", STATUSES);
    item.text("id")
        .ifPresent(id -> item.require(id.startsWith("msg"), "id", "must begin with msg"));
    if (item.required("content").isPresent() && !item.isText("content")) {
      Set<String> types =
          role.equals("assistant")
              ? Set.of("output_text", "refusal")
              : Set.of("input_text", "input_image", "input_file");
      parts(item, "content", types);
    }
  }

  private static void parts(Shape item, String name, Set<String> types) {
    for (Shape part : item.filledObjects(name)) {
      String type = part.requiredText("type");
      part.require(types.contains(type), "type", "must be one of " + types + " here");
      part(part, type);
    }
  }

  private static void part(Shape part, String type) {
    switch (type) {
      case "input_text" -> {
        part.only(Set.of("type", "text", "prompt_cache_breakpoint"));
        part.requiredText("text");
      }
      case "output_text" -> {
        part.only(Set.of("type", "text", "annotations", "logprobs"));
        part.requiredText("text");
        part.objects("annotations");
      }
      case "refusal" -> {
        part.only(Set.of("type", "refusal"));
        part.requiredText("refusal");
      }
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      default -> {}
    }
  }

  private static void image(Shape part) {
    part.only(Set.of("type", "image_url", "file_id", "detail"));
    part.oneOf("detail", Set.of("auto", "low", "high", "original"));
    part.require(
        part.has("image_url") != part.has("file_id"), "image_url", "needs image_url or file_id");
    part.text("image_url")
        .ifPresent(
            url ->
                part.require(
                    Values.isWebAddress(url) || Values.isDataUrl(url, Values.IMAGES),
                    "image_url",
                    "must be an address or a data URL of an image"));
  }

  private static void file(Shape part) {
    part.only(Set.of("type", "file_data", "file_id", "file_url", "filename", "detail"));
    part.require(
        part.has("file_data") || part.has("file_id") || part.has("file_url"),
        "file_data",
        "needs file_data, file_id or file_url");
    part.text("file_data")
        .ifPresent(
            data -> {
              part.require(
                  data.startsWith("data:text/") || Values.isDataUrl(data, FILES),
                  "file_data",
                  "must be a data URL of a document");
              part.filledText("filename");
            });
    part.text("file_url")
        .ifPresent(url -> part.require(Values.isWebAddress(url), "file_url", "must be an address"));
  }

  private void call(Shape item) {
    item.only(
        Set.of("type", "id", "call_id", "name", "arguments", "status", "namespace", "caller"));
    item.text("id").ifPresent(id -> item.require(id.startsWith("fc"), "id", "must begin with fc"));
    String callId = item.filledText("call_id");
    item.require(callId.length() <= LONGEST_CALL_ID, "call_id", "at most 64 characters");
    item.require(called.add(callId), "call_id", "stands twice");
    open.add(callId);
    item.require(Values.isName(item.requiredText("name"), 128), "name", "1 to 128 of a-zA-Z0-9_-");
    item.requiredText("arguments");
    item.oneOf("status", STATUSES);
  }

  private void output(Shape item, boolean earlier) {
    item.only(Set.of("type", "id", "call_id", "output", "status", "caller"));
    String callId = item.filledText("call_id");
    item.require(
        open.remove(callId) || (earlier && !called.contains(callId)),
        "call_id",
        "answers no call before it");
    if (item.required("output").isPresent() && !item.isText("output")) {
      parts(item, "output", Set.of("input_text", "input_image", "input_file"));
    }
  }

  private static void reasoning(Shape item) {
    item.only(Set.of("type", "id", "summary", "content", "encrypted_content", "status"));
    item.text("id").ifPresent(id -> item.require(id.startsWith("rs"), "id", "must begin with rs"));
    item.required("summary");
    List<Shape> summary = item.objects("summary");
    summary.forEach(
        part -> {
          part.require(
              part.requiredText("type").equals("summary_text"), "type", "must be summary_text");
          part.requiredText("text");
        });
  }
}
