package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code inferenceConfig}: the output limit, temperature and {@code topP} from 0 to 1, stop
 * texts. {@code top_k} is a field of some families of their own. What Claude refuses beside other
 * things is left out as on its maker's API: see {@code wire.anthropic}.
 */
final class InferenceWriter {
  private static final BigDecimal LEAST_THINKING_TOP_P = new BigDecimal("0.95");
  private static final BigDecimal MOST_NOVA_TOP_K = BigDecimal.valueOf(128);
  private static final String STOP_FIELD = "/stop_sequence";

  private final ModelTraits traits;
  private final ModelFamily family;
  private final Losses losses;

  InferenceWriter(ModelTraits traits, ModelFamily family, Losses losses) {
    this.traits = traits;
    this.family = family;
    this.losses = losses;
  }

  /** Where fields go: the body, and its fields that only some models know. */
  record Places(ObjectNode body, ObjectNode additional) {}

  void write(Request request, Thinking thinking, Places places) {
    Sampling sampling = request.sampling();
    ObjectNode config = StrictJson.object();
    thinking.maxTokens().ifPresent(limit -> config.put("maxTokens", limit));
    Optional<BigDecimal> temperature = temperature(sampling.temperature(), thinking);
    temperature.ifPresent(value -> config.put("temperature", value));
    topP(sampling.topP(), thinking, temperature.isPresent())
        .ifPresent(value -> config.put("topP", value));
    stop(sampling.stop(), config);
    if (config.has("stopSequences") && family == ModelFamily.CLAUDE) {
      places.body().putArray("additionalModelResponseFieldPaths").add(STOP_FIELD);
    }
    if (!config.isEmpty()) {
      places.body().set("inferenceConfig", config);
    }
    sampling.topK().ifPresent(k -> topK(k, thinking, places.additional()));
    tellUnknown(sampling);
  }

  private Optional<BigDecimal> temperature(Optional<BigDecimal> asked, Thinking thinking) {
    if (asked.isEmpty()) {
      return asked;
    }
    boolean isOne = asked.get().compareTo(BigDecimal.ONE) == 0;
    if (!isOne && !traits.temperature()) {
      losses.dropped("temperature", "the model takes no temperature but 1");
      return Optional.empty();
    }
    if (!isOne && thinking.on() && family == ModelFamily.CLAUDE) {
      losses.dropped("temperature", "no temperature but 1 is taken while the model thinks");
      return Optional.empty();
    }
    if (asked.get().compareTo(BigDecimal.ONE) > 0) {
      losses.adapted("temperature", "lowered to 1, the highest of the bedrock API");
      return Optional.of(BigDecimal.ONE);
    }
    return asked;
  }

  private Optional<BigDecimal> topP(
      Optional<BigDecimal> asked, Thinking thinking, boolean temperature) {
    if (asked.isEmpty() || family != ModelFamily.CLAUDE) {
      return asked;
    }
    String why = "";
    if (!traits.temperature()) {
      why = "the model does not take it";
    } else if (thinking.on() && asked.get().compareTo(LEAST_THINKING_TOP_P) < 0) {
      why = "0.95 to 1 is taken while the model thinks";
    } else if (temperature) {
      why = "not taken together with a temperature";
    }
    if (!why.isEmpty()) {
      losses.dropped("top_p", why);
      return Optional.empty();
    }
    return asked;
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

  private void stop(List<String> stop, ObjectNode config) {
    if (!stop.isEmpty() && !traits.stop()) {
      losses.dropped("stop", "the model takes no stop texts");
      return;
    }
    for (String text : stop) {
      if (text.isBlank()) {
        losses.dropped("stop", "stop texts of white space only are refused");
      } else {
        config.withArray("stopSequences").add(text);
      }
    }
  }

  private void tellUnknown(Sampling sampling) {
    tell("frequency_penalty", sampling.frequencyPenalty().filter(v -> v.signum() != 0));
    tell("presence_penalty", sampling.presencePenalty().filter(v -> v.signum() != 0));
    tell("seed", sampling.seed());
    tell("n", sampling.candidates().filter(count -> count > 1));
    tell("logprobs", sampling.logProbs().filter(asked -> asked));
    tell("top_logprobs", sampling.topLogProbs().filter(count -> count > 0));
    tell("logit_bias", sampling.logitBias().filter(bias -> !bias.isEmpty()));
  }

  private void tell(String field, Optional<?> value) {
    value.ifPresent(_ -> losses.dropped(field, "not part of the bedrock API"));
  }
}
