package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.schema.SchemaConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code generationConfig}. */
final class ConfigReader {
  private ConfigReader() {}

  /** The settings. */
  record Config(Sampling sampling, OutputSpec output) {}

  /**
   * Reads them.
   *
   * @param rest takes the fields that have no place in the canonical model, under dotted names
   */
  static Config read(Fields body, ObjectNode rest) {
    return Names.fields(body, "generationConfig")
        .map(
            config -> {
              Sampling sampling = sampling(config);
              OutputSpec output = output(config, rest);
              Nested.add(rest, "generationConfig", config.rest());
              return new Config(sampling, output);
            })
        .orElseGet(() -> new Config(Sampling.NONE, OutputSpec.NONE));
  }

  private static Sampling sampling(Fields config) {
    return new Sampling(
        config.number("temperature"),
        config.number("topP"),
        config.number("topK"),
        config.number("frequencyPenalty"),
        config.number("presencePenalty"),
        stop(config),
        config.wholeNumber("seed"),
        config.integer("candidateCount"),
        config.flag("responseLogprobs"),
        config.integer("logprobs"),
        Optional.empty());
  }

  private static List<String> stop(Fields config) {
    if (config.any("stopSequences").filter(JsonNode::isTextual).isPresent()) {
      return List.of(config.requiredText("stopSequences"));
    }
    List<String> stop = new ArrayList<>();
    for (JsonNode text : config.items("stopSequences")) {
      if (!text.isTextual()) {
        throw config.problem("stopSequences", "must be an array of strings");
      }
      stop.add(text.textValue());
    }
    return stop;
  }

  private static OutputSpec output(Fields config, ObjectNode rest) {
    Optional<Integer> maxTokens = config.integer("maxOutputTokens");
    if (maxTokens.isPresent() && maxTokens.get() < 1) {
      throw config.problem("maxOutputTokens", "must be at least 1");
    }
    return new OutputSpec(
        maxTokens, format(config, rest), reasoning(config, rest), Optional.empty());
  }

  /** The answer's form; a MIME type that only Gemini knows stays with its schema as it came. */
  private static Optional<ResponseFormat> format(Fields config, ObjectNode rest) {
    Optional<String> mimeType = config.text("responseMimeType");
    if (mimeType.filter(type -> !isKnown(type)).isPresent()) {
      rest.put("generationConfig.responseMimeType", mimeType.get());
      return Optional.empty();
    }
    Optional<JsonNode> schema =
        config
            .any("responseJsonSchema")
            .or(() -> config.any("responseSchema").map(SchemaConversion::toJsonSchema));
    if (schema.isPresent()) {
      return Optional.of(
          new ResponseFormat.JsonSchema(
              "response", Optional.empty(), schema.get(), Optional.empty()));
    }
    return mimeType.map(
        type ->
            type.equals("application/json")
                ? new ResponseFormat.JsonObject()
                : new ResponseFormat.Text());
  }

  private static boolean isKnown(String mimeType) {
    return mimeType.equals("application/json")
        || mimeType.equals("text/plain")
        || mimeType.isEmpty();
  }

  private static ReasoningRequest reasoning(Fields config, ObjectNode rest) {
    Optional<Fields> thinking = Names.fields(config, "thinkingConfig");
    if (thinking.isEmpty()) {
      return ReasoningRequest.NONE;
    }
    Fields fields = thinking.get();
    Optional<Boolean> include = fields.flag("includeThoughts");
    Optional<Integer> budget = fields.integer("thinkingBudget");
    if (budget.isPresent() && budget.get() < -1) {
      throw fields.problem("thinkingBudget", "must be -1, 0 or a number of tokens");
    }
    Optional<String> level =
        fields
            .text("thinkingLevel")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !name.equals("thinking_level_unspecified"));
    Nested.add(rest, "generationConfig.thinkingConfig", fields.rest());
    return new ReasoningRequest(
        budget.map(tokens -> tokens != 0),
        level,
        budget.filter(tokens -> tokens > 0),
        Optional.empty(),
        include);
  }
}
