package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;

/** Checks that a stream we wrote keeps to the lifecycle of the API: one item after another. */
final class Lifecycle {
  private final List<String> found = new ArrayList<>();
  private final ArrayNode done = StrictJson.mapper().createArrayNode();
  private final StringBuilder text = new StringBuilder();
  private JsonNode item = StrictJson.object();
  private boolean itemOpen;
  private boolean partOpen;
  private int contents;
  private int count;
  private boolean over;

  private Lifecycle() {}

  /** What is wrong with the stream; empty when nothing is. */
  static List<String> complaints(byte[] stream) {
    Lifecycle lifecycle = new Lifecycle();
    for (SseEvent event : Wire.sse(stream)) {
      JsonNode data = StrictJson.tryParse(event.data()).orElseThrow();
      lifecycle.check(event.name().equals(data.path("type").asText()), "the event's name", data);
      lifecycle.accept(data);
    }
    lifecycle.check(lifecycle.over, "the end", StrictJson.object());
    return lifecycle.found;
  }

  private void check(boolean right, String what, JsonNode event) {
    if (!right) {
      found.add(what + " is wrong at " + event);
    }
  }

  private void accept(JsonNode event) {
    check(!over, "an event after the end", event);
    check(event.path("sequence_number").asInt(-1) == count, "the sequence number", event);
    String type = event.path("type").asText();
    if (count < 2) {
      String expected = count == 0 ? "response.created" : "response.in_progress";
      check(type.equals(expected), "the beginning", event);
      check(event.path("response").path("output").isEmpty(), "the output", event);
    }
    count++;
    if (event.has("output_index")) {
      check(event.path("output_index").asInt() == done.size(), "the output index", event);
    }
    if (event.has("item_id")) {
      check(event.path("item_id").equals(item.path("id")), "the item's id", event);
      check(itemOpen, "no item is open", event);
    }
    if (event.has("content_index")) {
      check(event.path("content_index").asInt() == contents, "the content index", event);
    }
    step(type, event);
  }

  private void step(String type, JsonNode event) {
    switch (type) {
      case "response.created", "response.in_progress" -> check(count <= 2, "a restart", event);
      case "response.output_item.added" -> {
        check(!itemOpen, "an item inside an item", event);
        item = event.path("item");
        itemOpen = true;
        contents = 0;
        text.setLength(0);
      }
      case "response.output_item.done" -> {
        check(itemOpen && !partOpen, "the end of an item", event);
        check(event.path("item").path("id").equals(item.path("id")), "the item's id", event);
        done.add(event.path("item"));
        itemOpen = false;
      }
      case "response.content_part.added", "response.reasoning_summary_part.added" -> {
        check(!partOpen, "a part inside a part", event);
        partOpen = true;
        text.setLength(0);
      }
      case "response.content_part.done", "response.reasoning_summary_part.done" -> {
        check(partOpen, "the end of a part", event);
        partOpen = false;
        if (type.contains("content")) {
          contents++;
        }
      }
      case "response.output_text.delta",
          "response.refusal.delta",
          "response.reasoning_summary_text.delta",
          "response.function_call_arguments.delta" ->
          text.append(event.path("delta").asText());
      case "response.output_text.done", "response.reasoning_summary_text.done" ->
          check(event.path("text").asText().contentEquals(text), "the text", event);
      case "response.refusal.done" ->
          check(event.path("refusal").asText().contentEquals(text), "the refusal", event);
      case "response.function_call_arguments.done" ->
          check(event.path("arguments").asText().contentEquals(text), "the arguments", event);
      case "response.completed", "response.incomplete" -> {
        over = true;
        check(!itemOpen, "an open item", event);
        check(event.path("response").path("output").equals(done), "the output", event);
      }
      case "error" -> check(true, "", event);
      case "response.failed" -> over = true;
      case "response.output_text.annotation.added" -> check(partOpen, "an annotation", event);
      default -> check(false, "the type", event);
    }
    if (event.path("response") instanceof ObjectNode response) {
      check(response.path("status").asText().length() > 0, "the status", event);
    }
  }
}
