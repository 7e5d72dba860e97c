package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import java.util.Optional;

/** Writes a {@code GenerateContentRequest}; the model stands in the path, not in it. */
final class RequestWriter {
  private RequestWriter() {}

  static ObjectNode write(Request request, ProviderTarget target, Losses losses) {
    ObjectNode body = StrictJson.object();
    new ContentsWriter(request, target.traits(), losses).write(body);
    ToolsWriter.write(request, losses, body);
    ObjectNode config = ConfigWriter.write(request, target.traits(), losses);
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    labels(request.labels(), losses, body);
    Nested.write(request.extras(), body, losses, "");
    return body;
  }

  private static void labels(Labels labels, Losses losses, ObjectNode body) {
    dropped("user", labels.endUser(), losses);
    dropped("safety_identifier", labels.safetyIdentifier(), losses);
    dropped("metadata", labels.metadata(), losses);
    dropped("prompt_cache_key", labels.cacheKey(), losses);
    dropped("store", labels.store(), losses);
    labels
        .serviceTier()
        .ifPresent(
            tier -> {
              switch (tier) {
                case "flex", "priority", "standard" -> body.put("serviceTier", tier);
                case "default" -> body.put("serviceTier", "standard");
                case "auto", "unspecified" -> {}
                default -> losses.dropped("service_tier", "Gemini has no tier of this name");
              }
            });
  }

  private static void dropped(String field, Optional<?> value, Losses losses) {
    if (value.isPresent()) {
      losses.dropped(field, "not part of the gemini API");
    }
  }
}
