package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How tokens are drawn; an absent value is not sent. Zero is a value, not an absence.
 *
 * @param temperature 0 to 2 (Anthropic: 0 to 1)
 * @param topP 0 to 1
 * @param topK at least 1
 * @param stop texts that end the answer, in order
 * @param seed for repeatable drawing
 * @param candidates how many answers are asked for ({@code n}, {@code candidateCount}), at least 1
 * @param logProbs whether log probabilities are asked for
 * @param topLogProbs how many alternatives per token, 0 to 20
 * @param logitBias token id to bias, as it came
 */
public record Sampling(
    Optional<BigDecimal> temperature,
    Optional<BigDecimal> topP,
    Optional<BigDecimal> topK,
    Optional<BigDecimal> frequencyPenalty,
    Optional<BigDecimal> presencePenalty,
    List<String> stop,
    Optional<Long> seed,
    Optional<Integer> candidates,
    Optional<Boolean> logProbs,
    Optional<Integer> topLogProbs,
    Optional<ObjectNode> logitBias) {
  /** Nothing asked for. */
  public static final Sampling NONE =
      new Sampling(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Sampling {
    stop = List.copyOf(stop);
  }
}
