package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Writes {@code inferenceConfig}: the output limit, temperature and {@code topP} from 0 to 1, stop
 * texts. {@code top_k} is a field of some families of their own. What Claude refuses beside other
 * things is left out by its {@linkplain ClaudeRules rules}.
 */
final class InferenceWriter {
  private static final BigDecimal MOST_NOVA_TOP_K = BigDecimal.valueOf(128);
  private static final String STOP_FIELD = "/stop_sequence";

  private final ModelTraits traits;
  private final ModelFamily family;
  private final Losses losses;
  private final ClaudeRules rules;

  InferenceWriter(ModelTraits traits, ModelFamily family, Losses losses) {
    this.traits = traits;
    this.family = family;
    this.losses = losses;
    this.rules = new ClaudeRules(traits, "bedrock", losses);
  }

  /** Where fields go: the body, and its fields that only some models know. */
  record Places(ObjectNode body, ObjectNode additional) {}

  void write(Request request, Thinking thinking, Places places) {
    Sampling sampling = request.sampling();
    ObjectNode config = StrictJson.object();
    thinking.maxTokens().ifPresent(limit -> config.put("maxTokens", limit));
    boolean thinksAsClaude = thinking.on() && family == ModelFamily.CLAUDE;
    Optional<BigDecimal> temperature = rules.temperature(sampling.temperature(), thinksAsClaude);
    temperature.ifPresent(value -> config.put("temperature", value));
    Optional<BigDecimal> topP =
        family == ModelFamily.CLAUDE
            ? rules.topP(sampling.topP(), thinking.on(), temperature.isPresent())
            : sampling.topP();
    topP.ifPresent(value -> config.put("topP", value));
    rules.stops(sampling.stop()).forEach(text -> config.withArray("stopSequences").add(text));
    if (config.has("stopSequences") && family == ModelFamily.CLAUDE) {
      places.body().putArray("additionalModelResponseFieldPaths").add(STOP_FIELD);
    }
    if (!config.isEmpty()) {
      places.body().set("inferenceConfig", config);
    }
    sampling.topK().ifPresent(k -> topK(k, thinking, places.additional()));
    rules.tellUnknown(sampling);
  }

  private void topK(BigDecimal asked, Thinking thinking, ObjectNode additional) {
    switch (family) {
      case CLAUDE -> {
        if (thinking.on() || !traits.temperature()) {
          losses.dropped("top_k", "the model does not take it, or not while it thinks");
        } else {
          additional.put("top_k", whole(asked));
        }
      }
      case NOVA -> {
        BigDecimal most = asked.min(MOST_NOVA_TOP_K);
        if (most.compareTo(asked) < 0) {
          losses.adapted("top_k", "at most 128 is accepted");
        }
        additional.putObject("inferenceConfig").put("topK", whole(most));
      }
      case GPT_OSS, OTHER -> losses.dropped("top_k", "there is no known way to tell the model");
    }
  }

  private int whole(BigDecimal asked) {
    BigDecimal whole =
        asked.setScale(0, RoundingMode.HALF_UP).min(BigDecimal.valueOf(Integer.MAX_VALUE));
    if (whole.compareTo(asked) != 0) {
      losses.adapted("top_k", "only whole numbers are accepted");
    }
    return Math.max(0, whole.intValue());
  }
}
