package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The shape the answer's text must have. */
public sealed interface ResponseFormat {
  /** Plain text. */
  record Text() implements ResponseFormat {}

  /** Any JSON object. */
  record JsonObject() implements ResponseFormat {}

  /**
   * JSON that satisfies a schema.
   *
   * @param name the schema's name; some protocols have none, then {@code response}
   * @param schema JSON Schema, as it came
   */
  record JsonSchema(
      String name, Optional<String> description, JsonNode schema, Optional<Boolean> strict)
      implements ResponseFormat {}
}
