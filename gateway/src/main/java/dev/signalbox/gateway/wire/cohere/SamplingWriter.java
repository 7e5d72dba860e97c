package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Writes how tokens are drawn, within the ranges of the reference; that of the temperature is one
 * of <a href="https://docs.cohere.com/reference/errors">its errors</a>, as is that models may take
 * one penalty only.
 */
final class SamplingWriter {
  private static final int MOST_STOPS = 5;
  private static final BigDecimal MOST_K = BigDecimal.valueOf(500);
  private static final BigDecimal LEAST_P = new BigDecimal("0.01");
  private static final BigDecimal MOST_P = new BigDecimal("0.99");
  private static final String ABSENT = "not part of the cohere API";

  private final ObjectNode body;
  private final ProviderTarget target;
  private final Losses losses;

  SamplingWriter(ObjectNode body, ProviderTarget target, Losses losses) {
    this.body = body;
    this.target = target;
    this.losses = losses;
  }

  private record Range(BigDecimal least, BigDecimal most) {
    static final Range ONE = new Range(BigDecimal.ZERO, BigDecimal.ONE);
  }

  void write(Sampling sampling) {
    sampling.temperature().ifPresent(this::temperature);
    sampling.topP().ifPresent(p -> body.put("p", within("top_p", p, new Range(LEAST_P, MOST_P))));
    sampling.topK().ifPresent(this::topK);
    penalties(sampling);
    stop(sampling.stop());
    sampling.seed().ifPresent(this::seed);
    logProbs(sampling);
    sampling
        .candidates()
        .filter(asked -> asked > 1)
        .ifPresent(_ -> losses.adapted("n", "the API gives one answer"));
    sampling.logitBias().ifPresent(_ -> losses.dropped("logit_bias", ABSENT));
  }

  private void temperature(BigDecimal asked) {
    if (target.traits().temperature()) {
      body.put("temperature", within("temperature", asked, Range.ONE));
    } else {
      losses.dropped("temperature", "the model draws by its own rules only");
    }
  }

  private void topK(BigDecimal asked) {
    BigDecimal whole = asked.setScale(0, RoundingMode.HALF_UP);
    if (whole.compareTo(asked) != 0) {
      losses.adapted("top_k", "only whole numbers are accepted");
    }
    body.put("k", within("top_k", whole, new Range(BigDecimal.ZERO, MOST_K)).intValue());
  }

  private void penalties(Sampling sampling) {
    sampling
        .frequencyPenalty()
        .ifPresent(
            asked -> body.put("frequency_penalty", within("frequency_penalty", asked, Range.ONE)));
    if (sampling.presencePenalty().isEmpty()) {
      return;
    }
    BigDecimal presence = sampling.presencePenalty().get();
    boolean both =
        presence.signum() != 0
            && sampling.frequencyPenalty().filter(asked -> asked.signum() != 0).isPresent();
    if (both) {
      losses.dropped("presence_penalty", "not accepted beside frequency_penalty");
    } else {
      body.put("presence_penalty", within("presence_penalty", presence, Range.ONE));
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
    if (texts.size() > MOST_STOPS) {
      losses.adapted("stop", "at most %d texts are accepted".formatted(MOST_STOPS));
    }
    ArrayNode stops = body.putArray("stop_sequences");
    texts.stream().limit(MOST_STOPS).forEach(stops::add);
  }

  private void seed(long asked) {
    if (asked < 0) {
      losses.adapted("seed", "only numbers from 0 on are accepted");
    }
    body.put("seed", asked & Long.MAX_VALUE);
  }

  private void logProbs(Sampling sampling) {
    sampling.topLogProbs().ifPresent(_ -> losses.dropped("top_logprobs", ABSENT));
    if (sampling.logProbs().isPresent() || sampling.topLogProbs().isPresent()) {
      body.put("logprobs", sampling.logProbs().orElse(true));
    }
  }

  private BigDecimal within(String field, BigDecimal asked, Range range) {
    BigDecimal taken = asked.max(range.least()).min(range.most());
    if (taken.compareTo(asked) != 0) {
      losses.adapted(field, "%s to %s is accepted".formatted(range.least(), range.most()));
    }
    return taken;
  }
}
