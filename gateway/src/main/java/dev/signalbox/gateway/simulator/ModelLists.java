package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Clock;
import java.util.List;

/** Lists the simulator's models in the shape of each API. */
record ModelLists(List<String> models, Clock clock) {
  private static final int INPUT_LIMIT = 128_000;
  private static final int OUTPUT_LIMIT = 16_384;

  Answer answer(Route.Models route) {
    return Answer.json(
        200,
        route.id().map(id -> one(id, route.protocol())).orElseGet(() -> all(route.protocol())));
  }

  private ObjectNode one(String id, Protocol protocol) {
    String name = id.startsWith("models/") ? id.substring("models/".length()) : id;
    if (!models.contains(name)) {
      throw Problem.of(ProblemKind.MODEL_NOT_FOUND, "the model does not exist").toException();
    }
    return describe(name, protocol);
  }

  private ObjectNode all(Protocol protocol) {
    ObjectNode list = StrictJson.object();
    ArrayNode items = list.arrayNode();
    models.forEach(model -> items.add(describe(model, protocol)));
    switch (protocol) {
      case CHAT, RESPONSES -> list.put("object", "list").set("data", items);
      case ANTHROPIC -> {
        list.set("data", items);
        list.put("has_more", false);
        if (!models.isEmpty()) {
          list.put("first_id", models.getFirst()).put("last_id", models.getLast());
        }
      }
      case GEMINI -> list.set("models", items);
    }
    return list;
  }

  private ObjectNode describe(String model, Protocol protocol) {
    ObjectNode node = StrictJson.object();
    switch (protocol) {
      case CHAT, RESPONSES ->
          node.put("id", model)
              .put("object", "model")
              .put("created", clock.instant().getEpochSecond())
              .put("owned_by", "simulator");
      case ANTHROPIC ->
          node.put("type", "model")
              .put("id", model)
              .put("display_name", model)
              .put("created_at", clock.instant().toString());
      case GEMINI -> {
        node.put("name", "models/" + model)
            .put("version", "1")
            .put("displayName", model)
            .put("description", "A simulated model")
            .put("inputTokenLimit", INPUT_LIMIT)
            .put("outputTokenLimit", OUTPUT_LIMIT);
        node.putArray("supportedGenerationMethods")
            .add("generateContent")
            .add("countTokens")
            .add("embedContent");
      }
    }
    return node;
  }
}
