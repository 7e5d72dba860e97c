package dev.signalbox.gateway.e2e;

import java.util.List;

/** Streams of each API cut where their first real piece comes, written by hand. */
final class StreamPieces {
  private static final String RESPONSE =
      "\"response\":{\"id\":\"resp_from-first\",\"object\":\"response\",\"created_at\":1,"
          + "\"status\":\"%s\",\"model\":\"m1\",\"output\":[]}";

  private StreamPieces() {}

  /** Beginnings that hold no piece of an answer yet. */
  static List<String> beginnings(ClientApi api) {
    return switch (api) {
      case CHAT ->
          List.of(
              ": OPENROUTER PROCESSING\n\n",
              chat(""),
              chat(choice("{\"role\":\"assistant\"}")),
              chat(choice("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}")),
              chat(choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")));
      case RESPONSES -> {
        String created = responses("response.created", RESPONSE.formatted("in_progress"));
        String opened =
            created
                + responses("response.in_progress", RESPONSE.formatted("in_progress"))
                + responses(
                    "response.output_item.added",
                    "\"output_index\":0,\"item\":{\"id\":\"msg_from-first\",\"type\":\"message\","
                        + "\"status\":\"in_progress\",\"content\":[],\"role\":\"assistant\"}")
                + responses(
                    "response.content_part.added",
                    "\"output_index\":0,\"content_index\":0,\"item_id\":\"msg_from-first\","
                        + "\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}");
        yield List.of(created, created.replaceAll("event: .*\n", ""), opened);
      }
      case ANTHROPIC -> {
        String start =
            anthropic(
                "message_start",
                "\"message\":{\"id\":\"from-first\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"m1\",\"content\":[],\"stop_reason\":null,"
                    + "\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
        String ping = anthropic("ping", "\"x\":0");
        String block =
            anthropic(
                "content_block_start",
                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        yield List.of(ping, start, start + ping + ping, start + block + ping);
      }
      case GEMINI ->
          List.of(
              gemini("\"usageMetadata\":{\"promptTokenCount\":1,\"totalTokenCount\":1}"),
              gemini("\"candidates\":[{\"content\":{\"role\":\"model\"},\"index\":0}]"),
              gemini(candidate("{\"text\":\"\"}", "")));
    };
  }

  /** Single pieces that an answer may have first; the first one is text. */
  static List<String> pieces(ClientApi api) {
    return switch (api) {
      case CHAT ->
          List.of(
              chat(choice("{\"content\":\"from-first\"}")),
              chat(choice("{\"reasoning_content\":\"hm\"}")),
              chat(
                  choice(
                      "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                          + "\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}")),
              chat("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"));
      case RESPONSES ->
          List.of(
              responses(
                  "response.output_text.delta",
                  "\"output_index\":0,\"content_index\":0,\"item_id\":\"msg_from-first\","
                      + "\"delta\":\"from-first\""),
              responses("response.completed", RESPONSE.formatted("completed")));
      case ANTHROPIC ->
          List.of(
              anthropic(
                  "content_block_delta",
                  "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"from-first\"}"),
              end(ClientApi.ANTHROPIC));
      case GEMINI ->
          List.of(
              gemini(candidate("{\"text\":\"from-first\"}", "")),
              gemini(candidate("{\"text\":\"hm\",\"thought\":true}", "")),
              gemini(candidate("{\"functionCall\":{\"name\":\"f\",\"args\":{}}}", "")));
    };
  }

  /** What ends an answer well after its text. */
  static String end(ClientApi api) {
    return switch (api) {
      case CHAT ->
          chat("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}") + "data: [DONE]\n\n";
      case RESPONSES -> responses("response.completed", RESPONSE.formatted("completed"));
      case ANTHROPIC ->
          anthropic("content_block_stop", "\"index\":0")
              + anthropic(
                  "message_delta",
                  "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                      + "\"usage\":{\"output_tokens\":2}")
              + anthropic("message_stop", "\"x\":0");
      case GEMINI -> gemini(candidate("{\"text\":\"\"}", ",\"finishReason\":\"STOP\""));
    };
  }

  /** An error as this API's streams tell it. */
  static String error(ClientApi api) {
    return switch (api) {
      case CHAT ->
          "data: {\"error\":{\"message\":\"broken\",\"type\":\"server_error\",\"code\":null}}\n\n";
      case RESPONSES ->
          responses("error", "\"code\":\"server_error\",\"message\":\"from-first\",\"param\":null");
      case ANTHROPIC ->
          anthropic("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"broken\"}");
      case GEMINI ->
          "data: {\"error\":{\"code\":503,\"message\":\"broken\",\"status\":\"UNAVAILABLE\"}}\n\n";
    };
  }

  private static String chat(String choices) {
    return """
    data: {"id":"from-first","object":"chat.completion.chunk","created":1,"model":"m1",\
    "choices":[%s]}

    """
        .formatted(choices);
  }

  private static String choice(String delta) {
    return "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}";
  }

  private static String responses(String type, String rest) {
    return "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":0,%s}\n\n"
        .formatted(type, type, rest);
  }

  private static String anthropic(String type, String rest) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, rest);
  }

  private static String gemini(String fields) {
    return "data: {%s,\"modelVersion\":\"m1\",\"responseId\":\"from-first\"}\r\n\r\n"
        .formatted(fields);
  }

  private static String candidate(String part, String rest) {
    return "\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"}%s,\"index\":0}]"
        .formatted(part, rest);
  }
}
