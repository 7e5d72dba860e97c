package dev.signalbox.gateway.wire.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a provider's own list of models, whichever shape it has: {@code data} (OpenAI and all that
 * copied it, Anthropic), {@code models} (Gemini, Ollama's {@code /api/tags}), {@code
 * modelSummaries} (Bedrock) or a bare array; items are objects with {@code id}, {@code model},
 * {@code name} or {@code modelId}, or plain names.
 */
public final class ProviderModels {
  /** Most ids read of one list; what follows is left out. */
  public static final int MAX_IDS = 10_000;

  /** Longest id accepted, in characters; longer ones are left out. */
  public static final int MAX_ID_LENGTH = 512;

  private static final String GEMINI_PREFIX = "models/";

  /** Vertex AI lists all that Google publishes there; only Gemini is for answers. */
  private static final String VERTEX_PREFIX = "publishers/google/models/";

  private static final List<String> LISTS =
      List.of("data", "models", "publisherModels", "modelSummaries");
  private static final List<String> NAMES = List.of("id", "model", "modelId", "name");

  private ProviderModels() {}

  /** The ids in {@code body}, each once, in order; none when it is no such list. */
  public static List<String> readIds(JsonNode body) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode item : items(body)) {
      if (ids.size() == MAX_IDS) {
        break;
      }
      idOf(item).ifPresent(ids::add);
    }
    return List.copyOf(ids);
  }

  private static JsonNode items(JsonNode body) {
    if (body.isArray()) {
      return body;
    }
    return LISTS.stream().map(body::path).filter(JsonNode::isArray).findFirst().orElse(body);
  }

  private static Optional<String> idOf(JsonNode item) {
    if (item.isTextual()) {
      return usable(item.textValue());
    }
    return NAMES.stream()
        .map(item::path)
        .filter(JsonNode::isTextual)
        .findFirst()
        .flatMap(name -> usable(name.textValue()));
  }

  private static Optional<String> usable(String name) {
    if (name.startsWith(VERTEX_PREFIX)) {
      return Optional.of(name.substring(VERTEX_PREFIX.length()))
          .filter(id -> id.startsWith("gemini-") && id.length() <= MAX_ID_LENGTH);
    }
    String id = name.startsWith(GEMINI_PREFIX) ? name.substring(GEMINI_PREFIX.length()) : name;
    return id.isEmpty() || id.length() > MAX_ID_LENGTH ? Optional.empty() : Optional.of(id);
  }
}
