package dev.signalbox.gateway.wire.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings at Vertex AI: {@code predict} with instances for the models before Gemini Embedding 2
 * (<a
 * href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">text
 * embeddings API</a>, read 2026-11), {@code embedContent} for one content for those after.
 */
public final class GeminiEmbedding {
  private static final String SIZE = "outputDimensionality";

  private GeminiEmbedding() {}

  /** Whether {@code model} embeds by {@code predict}. */
  public static boolean isPrediction(String model) {
    return !model.startsWith("gemini-") || model.equals("gemini-embedding-001");
  }

  static ObjectNode prediction(ObjectNode body, Losses losses) {
    List<JsonNode> inputs = inputs(body);
    ObjectNode question = StrictJson.object();
    ArrayNode instances = question.putArray("instances");
    Optional<JsonNode> size = Optional.empty();
    for (int i = 0; i < inputs.size(); i++) {
      JsonNode input = inputs.get(i);
      ObjectNode instance = instances.addObject().put("content", text(input, i));
      copy(input, "taskType", instance, "task_type");
      copy(input, "title", instance, "title");
      Optional<JsonNode> own = Optional.ofNullable(input.get(SIZE));
      if (i > 0 && !own.equals(size)) {
        losses.dropped("input[%d].%s".formatted(i, SIZE), "all inputs have that of the first");
      } else {
        size = own;
      }
    }
    size.ifPresent(value -> question.putObject("parameters").set(SIZE, value));
    return question;
  }

  /** One content as it is; this operation takes no more. */
  static ObjectNode single(ObjectNode body) {
    if (inputs(body).size() != 1) {
      throw Problem.invalid(
              "input", "`input` must be one text: Vertex AI embeds one at a time with this model")
          .toException();
    }
    return body;
  }

  /** The answer to a prediction in the form of {@code batchEmbedContents}. */
  static ObjectNode ofPrediction(ObjectNode answer) {
    ObjectNode reply = StrictJson.object();
    ArrayNode embeddings = reply.putArray("embeddings");
    long tokens = 0;
    for (JsonNode prediction : answer.path("predictions")) {
      JsonNode embedding = prediction.path("embeddings");
      embeddings.addObject().set("values", embedding.path("values"));
      tokens += Math.max(0, embedding.path("statistics").path("token_count").asLong());
    }
    if (tokens > 0) {
      reply.putObject("usageMetadata").put("promptTokenCount", tokens);
    }
    return reply;
  }

  private static List<JsonNode> inputs(ObjectNode body) {
    if (!body.has("requests")) {
      return List.of(body);
    }
    List<JsonNode> inputs = new ArrayList<>();
    body.path("requests").forEach(inputs::add);
    return inputs;
  }

  private static String text(JsonNode input, int index) {
    JsonNode parts = input.path("content").path("parts");
    if (parts.size() != 1 || !parts.path(0).path("text").isTextual()) {
      String at = "input[%d]".formatted(index);
      throw Problem.invalid(at, "`%s` must be one text for this model".formatted(at)).toException();
    }
    return parts.path(0).path("text").textValue();
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    if (from.hasNonNull(name)) {
      to.set(as, from.get(name));
    }
  }
}
