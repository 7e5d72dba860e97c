package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbered events; items and content parts open and close; deltas add up to what is done. */
final class ResponsesStreamRules implements StreamRules {
  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final List<String> out = new ArrayList<>();
  private final Map<Integer, String> openItems = new HashMap<>();
  private final Map<String, StringBuilder> grown = new HashMap<>();
  private final List<JsonNode> done = new ArrayList<>();

  @Override
  public List<String> violations(List<SseEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      JsonNode data = StreamRules.data(events.get(i));
      String type = data.path("type").asText();
      String where = "event " + i + " " + type;
      require(events.get(i).name().equals(type), where + ": name is not type");
      require(data.path("sequence_number").asInt(-1) == i, where + ": sequence_number");
      require(LAST.contains(type) == (i == events.size() - 1), where + ": place of the last event");
      require((i == 0) == type.equals("response.created"), where + ": place of created");
      require((i == 1) == type.equals("response.in_progress"), where + ": place of in_progress");
      event(data, type, where);
    }
    require(openItems.isEmpty(), "items left open: " + openItems);
    return out;
  }

  private void event(JsonNode data, String type, String where) {
    int index = data.path("output_index").asInt(-1);
    String key = index + "/" + data.path("content_index").asInt(data.path("summary_index").asInt());
    switch (type) {
      case "response.output_item.added" -> {
        require(index == openItems.size() + done.size(), where + ": output_index has a gap");
        openItems.put(index, data.path("item").path("id").asText());
      }
      case "response.output_item.done" -> {
        require(openItems.remove(index) != null, where + ": item is not open");
        done.add(data.path("item"));
        require(
            !data.path("item").path("status").asText().equals("in_progress"), where + ": status");
      }
      case "response.output_text.delta",
          "response.refusal.delta",
          "response.reasoning_text.delta",
          "response.reasoning_summary_text.delta",
          "response.function_call_arguments.delta" -> {
        open(data, index, where);
        grown.computeIfAbsent(key, _ -> new StringBuilder()).append(data.path("delta").asText());
      }
      case "response.output_text.done",
          "response.reasoning_text.done",
          "response.reasoning_summary_text.done" ->
          whole(data, "text", key, where);
      case "response.refusal.done" -> whole(data, "refusal", key, where);
      case "response.function_call_arguments.done" -> whole(data, "arguments", key, where);
      default -> {
        if (LAST.contains(type)) {
          last(data.path("response"), where);
        } else if (index >= 0) {
          open(data, index, where);
        }
      }
    }
  }

  private void open(JsonNode data, int index, String where) {
    require(openItems.containsKey(index), where + ": item is not open");
    require(
        data.path("item_id").asText("").equals(openItems.getOrDefault(index, "?")),
        where + ": item_id is not the item's");
  }

  private void whole(JsonNode data, String field, String key, String where) {
    StringBuilder text = grown.remove(key);
    require(
        data.path(field).asText("?").equals(text == null ? "" : text.toString()),
        where + ": deltas do not add up");
  }

  private void last(JsonNode response, String where) {
    require(openItems.isEmpty(), where + ": items are open");
    List<JsonNode> output = new ArrayList<>();
    response.path("output").forEach(output::add);
    require(types(output).equals(types(done)), where + ": output is not the items that were done");
  }

  private static List<String> types(List<JsonNode> items) {
    return items.stream().map(item -> item.path("type").asText()).toList();
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      out.add(why);
    }
  }
}
