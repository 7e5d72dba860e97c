package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Writes how tokens are drawn. Rules of the API: the temperature is 0 to 1; while the model thinks,
 * only a temperature of 1 and a {@code top_p} of 0.95 to 1 are taken; newer models refuse every
 * temperature but 1, {@code top_p} and {@code top_k}; and since Claude 4.1 they refuse temperature
 * and {@code top_p} together, where the temperature wins.
 */
final class SamplingWriter {
  private static final BigDecimal LEAST_THINKING_TOP_P = new BigDecimal("0.95");

  private final ModelTraits traits;
  private final Losses losses;

  SamplingWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Writes {@code sampling} into {@code body}; tells what is left out or changed. */
  void write(Sampling sampling, boolean thinking, ObjectNode body) {
    Optional<BigDecimal> temperature = temperature(sampling.temperature(), thinking);
    temperature.ifPresent(value -> body.put("temperature", value));
    topP(sampling.topP(), thinking, temperature.isPresent())
        .ifPresent(value -> body.put("top_p", value));
    topK(sampling.topK(), thinking).ifPresent(value -> body.put("top_k", value));
    stop(sampling.stop(), body);
    tellUnknown(sampling);
  }

  private Optional<BigDecimal> temperature(Optional<BigDecimal> asked, boolean thinking) {
    if (asked.isEmpty()) {
      return asked;
    }
    BigDecimal value = asked.get();
    boolean isDefault = value.compareTo(BigDecimal.ONE) == 0;
    if (!isDefault && !traits.temperature()) {
      losses.dropped("temperature", "the model takes no temperature but 1");
      return Optional.empty();
    }
    if (!isDefault && thinking) {
      losses.dropped("temperature", "no temperature but 1 is taken while the model thinks");
      return Optional.empty();
    }
    if (value.compareTo(BigDecimal.ONE) > 0) {
      losses.adapted("temperature", "lowered to 1, the highest of the anthropic API");
      return Optional.of(BigDecimal.ONE);
    }
    return asked;
  }

  private Optional<BigDecimal> topP(
      Optional<BigDecimal> asked, boolean thinking, boolean temperature) {
    if (asked.isEmpty()) {
      return asked;
    }
    String why = "";
    if (!traits.temperature()) {
      why = "the model does not take it";
    } else if (thinking && asked.get().compareTo(LEAST_THINKING_TOP_P) < 0) {
      why = "0.95 to 1 is taken while the model thinks";
    } else if (temperature) {
      why = "not taken together with a temperature";
    }
    return kept("top_p", asked, why);
  }

  private Optional<BigDecimal> topK(Optional<BigDecimal> asked, boolean thinking) {
    if (asked.isEmpty()) {
      return asked;
    }
    String why = "";
    if (!traits.temperature()) {
      why = "the model does not take it";
    } else if (thinking) {
      why = "not taken while the model thinks";
    }
    return kept("top_k", asked, why);
  }

  private Optional<BigDecimal> kept(String name, Optional<BigDecimal> asked, String why) {
    if (why.isEmpty()) {
      return asked;
    }
    losses.dropped(name, why);
    return Optional.empty();
  }

  private void stop(List<String> stop, ObjectNode body) {
    if (stop.isEmpty()) {
      return;
    }
    if (!traits.stop()) {
      losses.dropped("stop", "the model takes no stop texts");
      return;
    }
    for (String text : stop) {
      if (text.isBlank()) {
        losses.dropped("stop", "stop texts of white space only are refused");
      } else {
        body.withArray("stop_sequences").add(text);
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
    value.ifPresent(_ -> losses.dropped(field, "not part of the anthropic API"));
  }
}
