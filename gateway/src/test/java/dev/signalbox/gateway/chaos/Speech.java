package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.ClientApi;
import java.util.ArrayList;
import java.util.List;

/**
 * What a provider of each API says in answer to one request, written by hand. Each piece of text
 * has the mark of the request in it.
 *
 * @param mark stands in the prompt
 * @param tool whether it calls a tool
 * @param pieces how many pieces its text has
 * @param input tokens of the prompt, as JSON; empty text tells no usage
 * @param output tokens of the answer, as JSON
 */
record Speech(ClientApi api, String mark, boolean tool, int pieces, String input, String output) {
  private static final String CHUNK =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";

  /**
   * One event of a stream.
   *
   * @param hidden whether a client that did not ask for it does not see it
   * @param end whether it says that the answer is whole; in Chat that of the only choice does, as
   *     many servers send no mark after it
   */
  record Event(String text, boolean hidden, boolean end) {
    static Event of(String text) {
      return new Event(text, false, false);
    }
  }

  /** The events of a whole stream; {@code usage} has a Chat stream tell its tokens. */
  List<Event> events(boolean usage) {
    return switch (api) {
      case CHAT -> chat(usage && !input.isEmpty());
      case RESPONSES -> responses();
      case ANTHROPIC -> anthropic();
      case GEMINI -> gemini();
    };
  }

  /** How it tells in a stream that something is wrong. */
  String errorEvent() {
    return switch (api) {
      case CHAT -> "data: " + errorBody("server_error", "x") + "\n\n";
      case RESPONSES ->
          named("error", "\"code\":\"server_error\",\"message\":\"it broke\",\"param\":null");
      case ANTHROPIC ->
          named("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"it broke\"}");
      case GEMINI ->
          "data: {\"error\":{\"code\":503,\"message\":\"it"
              + " broke\",\"status\":\"UNAVAILABLE\"}}\n\n";
    };
  }

  /** An error with {@code said} in its message. */
  String errorBody(String code, String said) {
    String message = "it went wrong: " + said;
    return switch (api) {
      case CHAT, RESPONSES ->
          "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
              .formatted(message, code, code);
      case ANTHROPIC ->
          "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
              .formatted(code, message);
      case GEMINI ->
          "{\"error\":{\"code\":500,\"message\":\"%s\",\"status\":\"INTERNAL\"}}"
              .formatted(message);
    };
  }

  /** The whole answer in one piece. */
  String whole() {
    return switch (api) {
      case CHAT ->
          ("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
                  + "[{\"index\":0,\"message\":{\"role\":\"assistant\",%s},\"finish_reason\":\"%s\"}]%s}")
              .formatted(
                  tool
                      ? "\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                          + "\"function\":{\"name\":\"look\",\"arguments\":\"%s\"}}]"
                              .formatted(escaped(arguments()))
                      : "\"content\":\"" + text() + "\"",
                  tool ? "tool_calls" : "stop",
                  usage(",\"usage\":" + chatUsage()));
      case RESPONSES ->
          "{" + response("completed", item("completed")).substring("\"response\":{".length());
      case ANTHROPIC ->
          ("{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
                  + "[%s],\"stop_reason\":\"%s\",\"stop_sequence\":null%s}")
              .formatted(
                  tool
                      ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":%s}"
                          .formatted(arguments())
                      : "{\"type\":\"text\",\"text\":\"" + text() + "\"}",
                  tool ? "tool_use" : "end_turn",
                  usage(
                      ",\"usage\":{\"input_tokens\":%s,\"output_tokens\":%s}"
                          .formatted(input, output)));
      case GEMINI -> "{" + candidate(part(text()), ",\"finishReason\":\"STOP\"") + geminiTail();
    };
  }

  private List<Event> chat(boolean tellsUsage) {
    List<Event> events = new ArrayList<>();
    events.add(chatChunk("{\"role\":\"assistant\",\"content\":null}", "null"));
    if (tool) {
      events.add(
          chatChunk(
              "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                  + "{\"name\":\"look\",\"arguments\":\"\"}}]}",
              "null"));
      events.add(
          chatChunk(
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}}]}"
                  .formatted(escaped(arguments())),
              "null"));
    } else {
      for (int i = 0; i < pieces; i++) {
        events.add(chatChunk("{\"content\":\"" + piece(i) + "\"}", "null"));
      }
    }
    Event stop = chatChunk("{}", tool ? "\"tool_calls\"" : "\"stop\"");
    events.add(new Event(stop.text(), false, true));
    if (tellsUsage) {
      String last = "data: " + CHUNK + "\"choices\":[],\"usage\":" + chatUsage() + "}\n\n";
      events.add(new Event(last, true, false));
    }
    events.add(new Event("data: [DONE]\n\n", false, true));
    return events;
  }

  private static Event chatChunk(String delta, String finish) {
    return Event.of(
        "data: %s\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
            .formatted(CHUNK, delta, finish));
  }

  private String chatUsage() {
    return "{\"prompt_tokens\":%s,\"completion_tokens\":%s,\"total_tokens\":%s}"
        .formatted(input, output, total());
  }

  private List<Event> responses() {
    List<Event> events = new ArrayList<>();
    events.add(Event.of(named("response.created", response("in_progress", ""))));
    events.add(
        Event.of(
            named(
                "response.output_item.added",
                "\"output_index\":0,\"item\":" + item("in_progress"))));
    if (tool) {
      events.add(
          Event.of(
              named(
                  "response.function_call_arguments.delta",
                  "\"item_id\":\"fc_1\",\"output_index\":0,\"delta\":\"%s\""
                      .formatted(escaped(arguments())))));
    } else {
      events.add(
          Event.of(
              named(
                  "response.content_part.added",
                  "\"output_index\":0,\"content_index\":0,\"item_id\":\"msg_1\","
                      + "\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}")));
      for (int i = 0; i < pieces; i++) {
        events.add(
            Event.of(
                named(
                    "response.output_text.delta",
                    "\"output_index\":0,\"content_index\":0,\"item_id\":\"msg_1\",\"delta\":\"%s\""
                        .formatted(piece(i)))));
      }
    }
    events.add(
        Event.of(
            named(
                "response.output_item.done", "\"output_index\":0,\"item\":" + item("completed"))));
    String last = named("response.completed", response("completed", item("completed")));
    events.add(new Event(last, false, true));
    return events;
  }

  private String response(String status, String items) {
    String tokens =
        ",\"usage\":{\"input_tokens\":%s,\"output_tokens\":%s,\"total_tokens\":%s}"
            .formatted(input, output, total());
    return ("\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,"
            + "\"status\":\"%s\",\"model\":\"m\",\"output\":[%s]%s}")
        .formatted(status, items, status.equals("completed") ? usage(tokens) : "");
  }

  private String item(String status) {
    boolean done = status.equals("completed");
    if (tool) {
      return "{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"%s\",\"call_id\":\"call_1\",\"name\":\"look\",\"arguments\":\"%s\"}"
          .formatted(status, done ? escaped(arguments()) : "");
    }
    String content =
        done ? "{\"type\":\"output_text\",\"text\":\"" + text() + "\",\"annotations\":[]}" : "";
    return "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"%s\",\"role\":\"assistant\",\"content\":[%s]}"
        .formatted(status, content);
  }

  private List<Event> anthropic() {
    List<Event> events = new ArrayList<>();
    String tokens = ",\"usage\":{\"input_tokens\":%s,\"output_tokens\":1}".formatted(input);
    String message =
        ("\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null%s}")
            .formatted(usage(tokens));
    events.add(Event.of(named("message_start", message)));
    events.add(
        Event.of(
            named(
                "content_block_start",
                "\"index\":0,\"content_block\":"
                    + (tool
                        ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{}}"
                        : "{\"type\":\"text\",\"text\":\"\"}"))));
    for (int i = 0; i < (tool ? 1 : pieces); i++) {
      String delta =
          tool
              ? "{\"type\":\"input_json_delta\",\"partial_json\":\"" + escaped(arguments()) + "\"}"
              : "{\"type\":\"text_delta\",\"text\":\"" + piece(i) + "\"}";
      events.add(Event.of(named("content_block_delta", "\"index\":0,\"delta\":" + delta)));
    }
    events.add(Event.of(named("content_block_stop", "\"index\":0")));
    String stop = tool ? "tool_use" : "end_turn";
    events.add(
        Event.of(
            named(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null}%s"
                    .formatted(stop, usage(",\"usage\":{\"output_tokens\":" + output + "}")))));
    events.add(
        new Event("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", false, true));
    return events;
  }

  private List<Event> gemini() {
    List<Event> events = new ArrayList<>();
    if (!tool) {
      for (int i = 0; i < pieces; i++) {
        events.add(
            Event.of(
                "data: {%s,\"modelVersion\":\"m\",\"responseId\":\"r\"}\r\n\r\n"
                    .formatted(candidate("{\"text\":\"" + piece(i) + "\"}", ""))));
      }
    }
    String last = tool ? part("") : "{\"text\":\"\"}";
    events.add(
        new Event(
            "data: {" + candidate(last, ",\"finishReason\":\"STOP\"") + geminiTail() + "\r\n\r\n",
            false,
            true));
    return events;
  }

  private String part(String text) {
    return tool
        ? "{\"functionCall\":{\"name\":\"look\",\"args\":" + arguments() + "}}"
        : "{\"text\":\"" + text + "\"}";
  }

  private static String candidate(String part, String rest) {
    return "\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"}%s,\"index\":0}]"
        .formatted(part, rest);
  }

  private String geminiTail() {
    String tokens =
        ",\"usageMetadata\":{\"promptTokenCount\":%s,\"candidatesTokenCount\":%s,\"totalTokenCount\":%s}"
            .formatted(input, output, total());
    return usage(tokens) + ",\"modelVersion\":\"m\",\"responseId\":\"r\"}";
  }

  /** The sum where there is one. */
  private String total() {
    return input.matches("\\d{1,9}") && output.matches("\\d{1,9}")
        ? Long.toString(Long.parseLong(input) + Long.parseLong(output))
        : output;
  }

  private String usage(String json) {
    return input.isEmpty() ? "" : json;
  }

  private String arguments() {
    return "{\"what\":\"" + mark + "\"}";
  }

  private static String escaped(String json) {
    return json.replace("\"", "\\\"");
  }

  private String piece(int number) {
    return "%s says piece %d of a longer answer. ".formatted(mark, number);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(piece(i));
    }
    return text.toString();
  }

  private static String named(String type, String rest) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, rest);
  }
}
