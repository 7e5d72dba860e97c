package dev.signalbox.gateway.wire.model;

import java.util.Optional;

/**
 * How much the model may think, and what of it the client wants to see.
 *
 * @param enabled {@code false} switches thinking off, {@code true} on (adaptive unless a budget or
 *     effort is given); absent leaves the provider's default
 * @param effort {@code none, minimal, low, medium, high, xhigh, max}, as it came
 * @param budgetTokens most tokens to think with, at least 0
 * @param summary {@code auto, concise, detailed} (Responses), or {@code summarized, omitted}
 *     (Anthropic display), as it came
 * @param includeThoughts whether the reasoning text is wanted (Gemini {@code includeThoughts})
 */
public record ReasoningRequest(
    Optional<Boolean> enabled,
    Optional<String> effort,
    Optional<Integer> budgetTokens,
    Optional<String> summary,
    Optional<Boolean> includeThoughts) {
  /** Nothing asked for. */
  public static final ReasoningRequest NONE =
      new ReasoningRequest(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether the model is not to think. */
  public boolean isOff() {
    return enabled.equals(Optional.of(false))
        || effort.equals(Optional.of("none"))
        || budgetTokens.equals(Optional.of(0));
  }

  /** Whether it is told anything of thinking, other than what is to be seen of it. */
  public boolean isSaid() {
    return enabled.isPresent() || effort.isPresent() || budgetTokens.isPresent();
  }

  /** What losses call what it says. */
  public String path() {
    if (budgetTokens.isPresent()) {
      return "thinking.budget_tokens";
    }
    return effort.isPresent() ? "reasoning_effort" : "thinking";
  }
}
