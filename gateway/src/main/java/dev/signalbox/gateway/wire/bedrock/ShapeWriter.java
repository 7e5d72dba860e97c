package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import java.util.Optional;

/**
 * How the wished shape of an answer is asked for: a schema by {@code outputConfig} where the model
 * enforces it, in the instructions elsewhere, as is the wish for any JSON object.
 */
final class ShapeWriter {
  private static final String FIELD = "response_format";

  private final boolean enforced;
  private final Losses losses;

  ShapeWriter(ModelTraits traits, ModelFamily family, Losses losses) {
    this.enforced = traits.jsonSchema() && family.enforcesSchemas();
    this.losses = losses;
  }

  /** Whether the model enforces schemas, those of tools too. */
  boolean isEnforced() {
    return enforced;
  }

  /** The instruction that asks for {@code format}; tells that it is one. */
  Optional<String> instruction(ResponseFormat format) {
    return switch (format) {
      case ResponseFormat.Text() -> Optional.empty();
      case ResponseFormat.JsonObject() ->
          instructed("Answer with one JSON object and nothing else.");
      case ResponseFormat.JsonSchema schema ->
          enforced
              ? Optional.empty()
              : instructed(
                  "Answer with JSON that satisfies this JSON Schema and nothing else:\n"
                      + StrictJson.toText(schema.schema()));
    };
  }

  private Optional<String> instructed(String text) {
    losses.adapted(FIELD, "asked for in the instructions");
    return Optional.of(text);
  }

  /** The {@code outputConfig} for {@code format}. */
  Optional<ObjectNode> config(ResponseFormat format) {
    if (!enforced || !(format instanceof ResponseFormat.JsonSchema asked)) {
      return Optional.empty();
    }
    JsonNode schema = SchemaRules.closed(asked.schema(), losses, FIELD + ".schema");
    ObjectNode config = StrictJson.object();
    ObjectNode text = config.putObject("textFormat").put("type", "json_schema");
    ObjectNode named =
        text.putObject("structure").putObject("jsonSchema").put("name", asked.name());
    asked.description().ifPresent(words -> named.put("description", words));
    named.put("schema", StrictJson.toText(schema));
    return Optional.of(config);
  }
}
