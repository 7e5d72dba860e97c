package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import java.util.Optional;

/**
 * How the wished shape of the answer is asked for. A schema goes to {@code output_config.format}
 * where the model knows it. Otherwise the model must call a tool of the name {@link #TOOL} whose
 * arguments have the schema, and the readers of answers turn a call of that tool back into text; a
 * schema whose root is no object cannot be a tool's, so it is written into the instructions, and so
 * is the wish for any JSON object, which this API has no field for.
 */
sealed interface JsonOutput {
  /** Name of the tool that stands for a structured answer; no client's tool may be called so. */
  String TOOL = "signalbox_json_output";

  /** Plain text. */
  record None() implements JsonOutput {}

  /** The schema goes to {@code output_config.format}. */
  record Native(JsonNode schema) implements JsonOutput {}

  /** The schema becomes a tool that must be called. */
  record Tool(ObjectNode definition) implements JsonOutput {}

  /** The wish is written into the instructions. */
  record Instruction(String text) implements JsonOutput {}

  /** How the format in {@code output} is asked for; tells when it is not asked for directly. */
  static JsonOutput of(OutputSpec output, ModelTraits traits, Losses losses) {
    Optional<ResponseFormat> format = output.format();
    if (format.isEmpty()) {
      return new None();
    }
    return switch (format.get()) {
      case ResponseFormat.Text() -> new None();
      case ResponseFormat.JsonObject() -> {
        losses.adapted("response_format", "asked for in the instructions");
        yield new Instruction("Answer with one JSON object and nothing else.");
      }
      case ResponseFormat.JsonSchema schema -> schema(schema, traits, losses);
    };
  }

  private static JsonOutput schema(
      ResponseFormat.JsonSchema format, ModelTraits traits, Losses losses) {
    JsonNode schema = format.schema();
    if (traits.jsonSchema()) {
      format
          .description()
          .ifPresent(
              _ -> losses.dropped("response_format.description", "the format has no description"));
      return new Native(SchemaLimits.apply(schema, losses, "response_format.schema"));
    }
    if (schema instanceof ObjectNode object && isObjectSchema(object)) {
      losses.adapted("response_format", "asked for as a tool that must be called");
      ObjectNode tool =
          StrictJson.object()
              .put("name", TOOL)
              .put(
                  "description",
                  format.description().orElse("Gives the answer; call it with the whole answer."));
      tool.set("input_schema", object);
      return new Tool(tool);
    }
    losses.adapted("response_format", "asked for in the instructions");
    return new Instruction(
        "Answer with JSON that satisfies this JSON Schema and nothing else:\n"
            + StrictJson.toText(schema));
  }

  private static boolean isObjectSchema(ObjectNode schema) {
    return "object".equals(Lenient.textOf(schema, "type"));
  }
}
