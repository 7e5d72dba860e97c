package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.GenerateContentResponse;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * google-genai reading answers; it has no accumulator, so chunks are put together here. What it
 * writes again lacks nulls in arguments and fields of other APIs than Vertex, so the tree is what
 * came.
 */
final class GeminiSdk implements SdkClient {
  @Override
  public JsonNode whole(JsonNode body) throws IOException {
    GenerateContentResponse.fromJson(StrictJson.toText(body));
    return body;
  }

  @Override
  public JsonNode stream(List<SseEvent> events) throws IOException {
    ObjectNode whole = StrictJson.object();
    Map<Integer, ObjectNode> candidates = new TreeMap<>();
    for (SseEvent event : events) {
      JsonNode chunk = whole(StrictJson.mapper().readTree(event.data()));
      for (JsonNode candidate : chunk.path("candidates")) {
        merge(
            candidate,
            candidates.computeIfAbsent(candidate.path("index").asInt(), _ -> StrictJson.object()));
      }
      chunk.properties().stream()
          .filter(field -> !field.getKey().equals("candidates"))
          .forEach(field -> whole.set(field.getKey(), field.getValue()));
    }
    candidates.values().forEach(whole.withArray("candidates")::add);
    return whole;
  }

  private static void merge(JsonNode chunk, ObjectNode candidate) {
    ArrayNode parts = candidate.withObject("content").withArray("parts");
    chunk.path("content").path("parts").forEach(parts::add);
    ArrayNode chosen = candidate.withObject("logprobsResult").withArray("chosenCandidates");
    chunk.path("logprobsResult").path("chosenCandidates").forEach(chosen::add);
    chunk.properties().stream()
        .filter(field -> !field.getKey().equals("content"))
        .filter(field -> !field.getKey().equals("logprobsResult"))
        .forEach(field -> candidate.set(field.getKey(), field.getValue()));
  }
}
