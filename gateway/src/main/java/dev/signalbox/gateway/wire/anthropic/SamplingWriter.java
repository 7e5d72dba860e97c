package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes how tokens are drawn, by the {@linkplain ClaudeRules rules} of the models. */
final class SamplingWriter {
  private final ModelTraits traits;
  private final Losses losses;
  private final ClaudeRules rules;

  SamplingWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.rules = new ClaudeRules(traits, "anthropic", losses);
  }

  /** Writes {@code sampling} into {@code body}; tells what is left out or changed. */
  void write(Sampling sampling, boolean thinking, ObjectNode body) {
    Optional<BigDecimal> temperature = rules.temperature(sampling.temperature(), thinking);
    temperature.ifPresent(value -> body.put("temperature", value));
    rules
        .topP(sampling.topP(), thinking, temperature.isPresent())
        .ifPresent(value -> body.put("top_p", value));
    topK(sampling.topK(), thinking).ifPresent(value -> body.put("top_k", value));
    rules.stops(sampling.stop()).forEach(text -> body.withArray("stop_sequences").add(text));
    rules.tellUnknown(sampling);
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
    if (why.isEmpty()) {
      return asked;
    }
    losses.dropped("top_k", why);
    return Optional.empty();
  }
}
