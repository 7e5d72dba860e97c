package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.schema.SchemaConversion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Writes {@code generationConfig}. */
final class ConfigWriter {
  /** Most stop texts the API takes. */
  private static final int MAX_STOP = 5;

  /** Most alternatives per token the API gives. */
  private static final int MAX_LOG_PROBS = 20;

  private ConfigWriter() {}

  static ObjectNode write(Request request, ModelTraits traits, Losses losses) {
    ObjectNode config = StrictJson.object();
    sampling(request.sampling(), traits, losses, config);
    request.output().maxTokens().ifPresent(tokens -> config.put("maxOutputTokens", tokens));
    if (request.output().format().isPresent()) {
      format(request, traits, losses, config);
    }
    ThinkingWriter.write(request.output().reasoning(), traits.thinking(), losses, config);
    if (request.output().verbosity().isPresent()) {
      losses.dropped("verbosity", "not part of the gemini API");
    }
    return config;
  }

  private static void sampling(
      Sampling sampling, ModelTraits traits, Losses losses, ObjectNode config) {
    if (traits.temperature()) {
      number("temperature", sampling.temperature(), config);
    } else if (sampling.temperature().isPresent()) {
      losses.dropped("temperature", "the model does not accept it");
    }
    number("topP", sampling.topP(), config);
    number("topK", sampling.topK(), config);
    number("frequencyPenalty", sampling.frequencyPenalty(), config);
    number("presencePenalty", sampling.presencePenalty(), config);
    stop(sampling.stop(), traits, losses, config);
    sampling.seed().ifPresent(seed -> seed(seed, losses, config));
    sampling.candidates().ifPresent(count -> config.put("candidateCount", count));
    sampling.logProbs().ifPresent(wanted -> config.put("responseLogprobs", wanted));
    sampling
        .topLogProbs()
        .ifPresent(
            count -> {
              config.put("logprobs", Math.min(count, MAX_LOG_PROBS));
              if (!config.has("responseLogprobs")) {
                config.put("responseLogprobs", true);
              }
            });
    if (sampling.logitBias().isPresent()) {
      losses.dropped("logit_bias", "not part of the gemini API");
    }
  }

  private static void number(String name, Optional<BigDecimal> value, ObjectNode config) {
    value.ifPresent(number -> config.put(name, number));
  }

  private static void stop(
      List<String> stop, ModelTraits traits, Losses losses, ObjectNode config) {
    if (stop.isEmpty()) {
      return;
    }
    if (!traits.stop()) {
      losses.dropped("stop", "the model does not accept it");
      return;
    }
    ArrayNode texts = config.putArray("stopSequences");
    stop.stream().limit(MAX_STOP).forEach(texts::add);
    if (stop.size() > MAX_STOP) {
      losses.adapted("stop", "Gemini takes at most %d; the first were kept".formatted(MAX_STOP));
    }
  }

  private static void seed(long seed, Losses losses, ObjectNode config) {
    config.put("seed", (int) seed);
    if (seed != (int) seed) {
      losses.adapted("seed", "Gemini takes 32 bits; the lower ones were kept");
    }
  }

  private static void format(
      Request request, ModelTraits traits, Losses losses, ObjectNode config) {
    switch (request.output().format().orElseThrow()) {
      case ResponseFormat.Text _ -> config.put("responseMimeType", "text/plain");
      case ResponseFormat.JsonObject _ -> config.put("responseMimeType", "application/json");
      case ResponseFormat.JsonSchema schema -> {
        config.put("responseMimeType", "application/json");
        if (traits.jsonSchema()) {
          schema(schema, request.extras().belongTo(Protocol.GEMINI), losses, config);
        } else {
          losses.adapted("response_format", "the model takes no schema; any JSON was asked for");
        }
      }
    }
  }

  /**
   * A Gemini client's schema goes out in the API's own form, which every model takes, when that
   * loses nothing; any other in full as {@code responseJsonSchema}.
   */
  private static void schema(
      ResponseFormat.JsonSchema format, boolean fromGemini, Losses losses, ObjectNode config) {
    JsonNode described = described(format);
    Losses converting = new Losses();
    ObjectNode own = SchemaConversion.toGemini(described, converting, "response_format.schema");
    if (fromGemini && converting.isEmpty()) {
      config.set("responseSchema", own);
    } else if (described.isObject() || described.isBoolean()) {
      config.set("responseJsonSchema", described);
    } else {
      losses.dropped("response_format.schema", "it is not a JSON Schema");
    }
  }

  private static JsonNode described(ResponseFormat.JsonSchema format) {
    if (format.description().isPresent()
        && format.schema() instanceof ObjectNode schema
        && !schema.has("description")) {
      ObjectNode described = StrictJson.object();
      described.setAll(schema);
      return described.put("description", format.description().get());
    }
    return format.schema();
  }
}
