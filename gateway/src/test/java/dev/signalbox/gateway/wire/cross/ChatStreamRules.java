package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chunks of one id, a role first, one finish reason per choice, {@code [DONE]} last. */
final class ChatStreamRules implements StreamRules {
  private final List<String> out = new ArrayList<>();
  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();
  private final Map<Integer, Set<Integer>> calls = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  @Override
  public List<String> violations(List<SseEvent> events) {
    if (events.isEmpty() || !events.getLast().data().equals("[DONE]")) {
      out.add("does not end with [DONE]");
    }
    for (int i = 0; i < events.size() - 1; i++) {
      require(events.get(i).name().isEmpty(), "event " + i + " has a name");
      chunk(StreamRules.data(events.get(i)), i);
    }
    require(ids.size() == 1, "chunks have ids " + ids);
    require(begun.equals(finished), "choices begun " + begun + ", finished " + finished);
    return out;
  }

  private void chunk(JsonNode chunk, int at) {
    require(
        chunk.path("object").asText().equals("chat.completion.chunk"), "chunk " + at + " object");
    ids.add(chunk.path("id").asText());
    require(chunk.path("choices").isArray(), "chunk " + at + " has no choices");
    require(!chunk.path("model").asText().isEmpty(), "chunk " + at + " has no model");
    require(!chunk.has("service_tier") || !chunk.get("service_tier").isNull(), "service_tier null");
    for (JsonNode choice : chunk.path("choices")) {
      choice(choice, at);
    }
  }

  private void choice(JsonNode choice, int at) {
    int index = choice.path("index").asInt(-1);
    require(!finished.contains(index), "chunk " + at + " goes on after its finish reason");
    require(choice.has("finish_reason"), "chunk " + at + " has no finish_reason key");
    JsonNode delta = choice.path("delta");
    require(delta.isObject(), "chunk " + at + " has no delta");
    boolean first = begun.add(index);
    require(first == delta.has("role"), "chunk " + at + ": the role comes once, first");
    for (JsonNode call : delta.path("tool_calls")) {
      require(call.path("index").isInt(), "chunk " + at + ": a call without index");
      Set<Integer> known = calls.computeIfAbsent(index, _ -> new HashSet<>());
      int number = call.path("index").asInt();
      if (known.add(number)) {
        require(number == known.size() - 1, "chunk " + at + ": call indexes have a gap");
        require(!call.path("id").asText().isEmpty(), "chunk " + at + ": a call without id");
        require(
            call.path("function").has("name") || call.has("custom"),
            "chunk " + at + ": a call without name");
      }
    }
    if (choice.hasNonNull("finish_reason")) {
      finished.add(index);
    }
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      out.add(why);
    }
  }
}
