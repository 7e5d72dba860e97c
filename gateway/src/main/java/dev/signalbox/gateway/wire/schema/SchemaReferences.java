package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the {@code $ref}s of one schema document, each at most twice inside itself. */
final class SchemaReferences {
  /** How often a reference is followed inside itself before it is cut off. */
  static final int MAX_REPEATS = 2;

  /** Longest chain of references that lead to nothing but the next one. */
  private static final int MAX_CHAIN = 32;

  private final JsonNode root;
  private final Losses losses;
  private final Map<String, Integer> active = new HashMap<>();

  SchemaReferences(JsonNode root, Losses losses) {
    this.root = root;
    this.losses = losses;
  }

  /**
   * A schema without {@code $ref}.
   *
   * @param followed the references that led to it, to be closed with it
   */
  record Opened(ObjectNode schema, List<String> followed) {}

  /** {@code schema} with what its {@code $ref} stands for; its own keywords win. */
  Opened open(JsonNode schema, String path) {
    ObjectNode current =
        schema instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    List<String> followed = new ArrayList<>();
    while (current.path("$ref").isTextual()) {
      String ref = current.path("$ref").textValue();
      Optional<ObjectNode> target = find(ref);
      ObjectNode own = JsonNodeFactory.instance.objectNode();
      own.setAll(current);
      own.remove("$ref");
      if (target.isEmpty()) {
        losses.dropped(path + ".$ref", "it points to nothing in the same schema");
        return new Opened(own, followed);
      }
      if (active.getOrDefault(ref, 0) >= MAX_REPEATS || followed.size() >= MAX_CHAIN) {
        losses.adapted(path + ".$ref", "Gemini's schema form has no recursion; it was cut off");
        return new Opened(cut(own, target.get()), followed);
      }
      active.merge(ref, 1, Integer::sum);
      followed.add(ref);
      ObjectNode merged = JsonNodeFactory.instance.objectNode();
      merged.setAll(target.get());
      merged.setAll(own);
      current = merged;
    }
    return new Opened(current, followed);
  }

  void close(Opened opened) {
    opened.followed().forEach(ref -> active.merge(ref, -1, Integer::sum));
  }

  private static ObjectNode cut(ObjectNode own, ObjectNode target) {
    if (target.path("type").isTextual()) {
      own.putIfAbsent("type", target.path("type"));
    }
    return own;
  }

  private Optional<ObjectNode> find(String ref) {
    if (!ref.startsWith("#")) {
      return Optional.empty();
    }
    try {
      JsonNode target = root.at(JsonPointer.compile(ref.substring(1)));
      return target instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
