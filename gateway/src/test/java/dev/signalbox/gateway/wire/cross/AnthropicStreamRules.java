package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;

/** One message, blocks strictly one after another, one stop. */
final class AnthropicStreamRules implements StreamRules {
  private final List<String> out = new ArrayList<>();
  private int open = -1;
  private String openType = "";
  private int next;
  private int deltas;

  @Override
  public List<String> violations(List<SseEvent> events) {
    List<SseEvent> told = events.stream().filter(event -> !event.name().equals("ping")).toList();
    for (int i = 0; i < told.size(); i++) {
      SseEvent event = told.get(i);
      JsonNode data = StreamRules.data(event);
      require(event.name().equals(data.path("type").asText()), "event " + i + ": name is not type");
      event(data, i, i == told.size() - 1);
    }
    require(
        !told.isEmpty() && told.getLast().name().equals("message_stop"), "no message_stop at last");
    require(deltas == 1, deltas + " message_delta events");
    return out;
  }

  private void event(JsonNode data, int at, boolean last) {
    String where = "event " + at;
    switch (data.path("type").asText()) {
      case "message_start" -> {
        require(at == 0, where + ": message_start is not first");
        require(data.path("message").path("usage").has("input_tokens"), where + ": no usage");
      }
      case "content_block_start" -> {
        require(open < 0, where + ": a block starts inside another");
        open = data.path("index").asInt(-1);
        require(open == next, where + ": indexes have a gap");
        next++;
        openType = data.path("content_block").path("type").asText();
      }
      case "content_block_delta" -> {
        require(data.path("index").asInt(-1) == open && open >= 0, where + ": no such block open");
        delta(data.path("delta").path("type").asText(), where);
      }
      case "content_block_stop" -> {
        require(data.path("index").asInt(-1) == open && open >= 0, where + ": no such block open");
        open = -1;
      }
      case "message_delta" -> {
        deltas++;
        require(open < 0, where + ": message_delta inside a block");
        require(data.path("delta").hasNonNull("stop_reason"), where + ": no stop_reason");
        require(data.path("usage").has("output_tokens"), where + ": no usage");
      }
      case "message_stop" -> require(last, where + ": message_stop is not last");
      default -> out.add(where + ": unknown type");
    }
  }

  private void delta(String type, String where) {
    boolean fits =
        switch (type) {
          case "text_delta", "citations_delta" -> openType.equals("text");
          case "thinking_delta", "signature_delta" -> openType.equals("thinking");
          case "input_json_delta" -> openType.endsWith("tool_use");
          case "compaction_delta" -> openType.equals("compaction");
          default -> false;
        };
    require(fits, where + ": " + type + " in a block of " + openType);
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      out.add(why);
    }
  }
}
