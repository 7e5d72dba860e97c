package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;

/**
 * Converts between JSON Schema and the {@code Schema} object of Google's Gemini API, a subset of
 * OpenAPI 3.0 (<a href="https://ai.google.dev/api/caching#Schema">Gemini API, "Schema"</a>).
 *
 * <p>From Gemini: type names in any case or as enum numbers become lower-case names, {@code
 * nullable} a type {@code null}, 64-bit numbers written as text become numbers, {@code
 * propertyOrdering} the order of {@code properties}. What is JSON Schema already stays.
 *
 * <p>To Gemini: the other way round; {@code $ref} is inlined (a recursive one twice, then cut off),
 * {@code const} becomes {@code enum}, and keywords the subset lacks are dropped. A loss is told
 * only where a value that the schema forbade is allowed afterwards, or the other way round.
 */
public final class SchemaConversion {
  private SchemaConversion() {}

  /** The JSON Schema that means the same as {@code geminiSchema}; loses nothing. */
  public static JsonNode toJsonSchema(JsonNode geminiSchema) {
    return GeminiSchemaReader.read(geminiSchema);
  }

  /**
   * The Gemini {@code Schema} closest to {@code jsonSchema}.
   *
   * @param path where the schema stands in its document, for the losses
   */
  public static ObjectNode toGemini(JsonNode jsonSchema, Losses losses, String path) {
    return new GeminiSchemaWriter(jsonSchema, losses).write(path);
  }
}
