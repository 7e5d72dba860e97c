package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every chunk tells id, model and usage; every candidate has one finish reason at its end. */
final class GeminiStreamRules implements StreamRules {
  private final List<String> out = new ArrayList<>();
  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();
  private boolean blocked;

  @Override
  public List<String> violations(List<SseEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      require(events.get(i).name().isEmpty(), "event " + i + " has a name");
      chunk(StreamRules.data(events.get(i)), "chunk " + i);
    }
    require(blocked || !begun.isEmpty(), "no candidates");
    require(begun.equals(finished), "candidates begun " + begun + ", finished " + finished);
    return out;
  }

  private void chunk(JsonNode chunk, String where) {
    require(chunk.hasNonNull("responseId"), where + " has no responseId");
    require(chunk.hasNonNull("modelVersion"), where + " has no modelVersion");
    require(chunk.path("usageMetadata").isObject(), where + " has no usageMetadata");
    blocked |= chunk.has("promptFeedback");
    for (JsonNode candidate : chunk.path("candidates")) {
      int index = candidate.path("index").asInt(0);
      begun.add(index);
      require(!finished.contains(index), where + " goes on after its finish reason");
      for (JsonNode part : candidate.path("content").path("parts")) {
        require(part.isObject() && !part.isEmpty(), where + " has an empty part");
      }
      if (candidate.hasNonNull("finishReason")) {
        finished.add(index);
      }
    }
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      out.add(why);
    }
  }
}
