package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Writes how tokens are drawn, within what the model and the dialect accept. */
final class SamplingWriter {
  private static final String FIXED = "the model draws by its own rules only";

  private final ObjectNode body;
  private final ProviderTarget target;
  private final Dialect dialect;
  private final Losses losses;

  SamplingWriter(ObjectNode body, ProviderTarget target, Losses losses) {
    this.body = body;
    this.target = target;
    this.dialect = target.dialect();
    this.losses = losses;
  }

  void write(Sampling sampling) {
    sampling.temperature().ifPresent(this::temperature);
    tuned("top_p", sampling.topP(), BigDecimal.ONE);
    tuned("frequency_penalty", sampling.frequencyPenalty(), BigDecimal.ZERO);
    tuned("presence_penalty", sampling.presencePenalty(), BigDecimal.ZERO);
    sampling.topK().ifPresent(this::topK);
    stop(sampling.stop());
    sampling.seed().ifPresent(seed -> body.put(DialectRules.seedField(dialect), seed));
    sampling.candidates().ifPresent(this::candidates);
    logProbs(sampling);
    sampling.logitBias().ifPresent(bias -> body.set("logit_bias", bias));
  }

  private void temperature(BigDecimal asked) {
    BigDecimal most = DialectRules.maxTemperature(dialect);
    if (!target.traits().temperature() && asked.compareTo(BigDecimal.ONE) != 0) {
      losses.dropped("temperature", FIXED);
    } else if (asked.compareTo(most) > 0) {
      body.put("temperature", most);
      losses.adapted("temperature", "at most " + most + " is accepted");
    } else {
      body.put("temperature", asked);
    }
  }

  /** A value that models with a fixed temperature fix as well. */
  private void tuned(String name, Optional<BigDecimal> asked, BigDecimal standard) {
    if (asked.isEmpty()) {
      return;
    }
    if (target.traits().temperature() || asked.get().compareTo(standard) == 0) {
      body.put(name, asked.get());
    } else {
      losses.dropped(name, FIXED);
    }
  }

  private void topK(BigDecimal asked) {
    if (DialectRules.topK(dialect)) {
      body.put("top_k", asked);
    } else {
      losses.dropped("top_k", "not part of the " + dialect.id() + " API");
    }
  }

  private void stop(List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    if (!target.traits().stop()) {
      losses.dropped("stop", "the model accepts no stop texts");
      return;
    }
    int most = DialectRules.maxStops(dialect);
    if (texts.size() > most) {
      losses.adapted("stop", "at most %d texts are accepted".formatted(most));
    }
    if (texts.size() == 1) {
      body.put("stop", texts.getFirst());
    } else {
      ArrayNode array = body.putArray("stop");
      texts.stream().limit(most).forEach(array::add);
    }
  }

  private void candidates(int asked) {
    int most = DialectRules.maxCandidates(dialect);
    if (asked > most) {
      losses.adapted("n", "at most %d is accepted".formatted(most));
    }
    body.put("n", Math.min(asked, most));
  }

  private void logProbs(Sampling sampling) {
    boolean wanted = sampling.logProbs().orElse(sampling.topLogProbs().isPresent());
    if (sampling.logProbs().isPresent() || wanted) {
      body.put("logprobs", wanted);
    }
    if (wanted) {
      sampling.topLogProbs().ifPresent(count -> body.put("top_logprobs", count));
    }
  }
}
