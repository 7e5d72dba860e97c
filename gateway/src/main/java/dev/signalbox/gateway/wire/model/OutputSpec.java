package dev.signalbox.gateway.wire.model;

import java.util.Optional;

/**
 * What the answer should be like.
 *
 * @param maxTokens most tokens to generate, at least 1
 * @param format absent means the client said nothing (plain text)
 * @param verbosity {@code low, medium, high}, as it came
 */
public record OutputSpec(
    Optional<Integer> maxTokens,
    Optional<ResponseFormat> format,
    ReasoningRequest reasoning,
    Optional<String> verbosity) {
  /** Nothing asked for. */
  public static final OutputSpec NONE =
      new OutputSpec(Optional.empty(), Optional.empty(), ReasoningRequest.NONE, Optional.empty());
}
