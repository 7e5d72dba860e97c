package dev.signalbox.gateway.wire.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;

/**
 * The shapes of {@code GET /v1/models} and {@code GET /v1/models/{id}} for OpenAI clients: the four
 * fields of <a href="https://platform.openai.com/docs/api-reference/models">its reference</a>, and
 * beside them {@code provider}, {@code name} and what is known of the model, which clients ignore
 * when they do not know it. The list has no pages.
 */
public final class OpenAiModels {
  private OpenAiModels() {}

  /** All of {@code models}, in their order. */
  public static ObjectNode list(List<ListedModel> models) {
    ObjectNode body = StrictJson.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    models.forEach(model -> data.add(one(model)));
    return body;
  }

  /** One model. */
  public static ObjectNode one(ListedModel model) {
    ObjectNode item =
        StrictJson.object()
            .put("id", model.id())
            .put("object", "model")
            .put("created", model.createdSeconds())
            .put("owned_by", model.owner())
            .put("provider", model.provider())
            .put("name", model.displayName());
    model.contextTokens().ifPresent(tokens -> item.put("context_length", tokens));
    model.maxOutputTokens().ifPresent(tokens -> item.put("max_output_tokens", tokens));
    if (!model.capabilities().isEmpty()) {
      ArrayNode capabilities = item.putArray("capabilities");
      model.capabilities().forEach(capabilities::add);
    }
    return item;
  }
}
