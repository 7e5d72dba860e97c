package dev.signalbox.gateway.wire.anthropic;

import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many tokens an answer may have and how many of them may be thought. The API demands {@code
 * max_tokens}, and a thinking budget of at least {@value #LEAST_BUDGET} tokens below it.
 *
 * @param maxTokens what goes out as {@code max_tokens}
 * @param asked whether the client set a limit of its own
 * @param most what the model can generate, when known
 */
record OutputLimit(int maxTokens, boolean asked, OptionalInt most) {
  /** {@code max_tokens} when neither the client nor the model's card says one. */
  static final int DEFAULT_MAX_TOKENS = 8_192;

  /** Smallest thinking budget the API takes. */
  static final int LEAST_BUDGET = ClaudeRules.LEAST_BUDGET;

  /** A limit and the thinking budget within it. */
  record Shared(OutputLimit limit, int budget) {}

  /** The limit for a client that asked for {@code asked} tokens; tells when it is lowered. */
  static OutputLimit of(Optional<Integer> asked, OptionalInt most, Losses losses) {
    if (asked.isEmpty()) {
      return new OutputLimit(most.orElse(DEFAULT_MAX_TOKENS), false, most);
    }
    if (most.isPresent() && asked.get() > most.getAsInt()) {
      losses.adapted(
          "max_tokens", "lowered to the %d the model can generate".formatted(most.getAsInt()));
      return new OutputLimit(most.getAsInt(), true, most);
    }
    return new OutputLimit(asked.get(), true, most);
  }

  /**
   * Fits {@code budget} below the limit. A client's limit includes what is thought, so the budget
   * is lowered to three quarters of it, but not below {@value #LEAST_BUDGET}; a limit too small for
   * that is raised by as much. Tells both. Empty when the model cannot generate enough for it.
   */
  Optional<Shared> share(int budget, String budgetPath, Losses losses) {
    int wanted = Math.max(LEAST_BUDGET, budget);
    if (wanted > budget) {
      losses.adapted(budgetPath, "raised to the least budget of %d".formatted(LEAST_BUDGET));
    }
    if (wanted < maxTokens) {
      return Optional.of(new Shared(this, wanted));
    }
    int ceiling = most.orElse(Integer.MAX_VALUE);
    if (!asked && most.isEmpty()) {
      int grown = (int) Math.min(ceiling, (long) wanted + DEFAULT_MAX_TOKENS);
      return Optional.of(new Shared(new OutputLimit(grown, false, most), wanted));
    }
    if (maxTokens > LEAST_BUDGET) {
      int lowered = Math.max(LEAST_BUDGET, maxTokens - maxTokens / 4);
      losses.adapted(budgetPath, "lowered to fit below `max_tokens`");
      return Optional.of(new Shared(this, lowered));
    }
    int raised = maxTokens + LEAST_BUDGET;
    if (raised > ceiling) {
      return Optional.empty();
    }
    losses.adapted("max_tokens", "raised by the least thinking budget");
    if (wanted > LEAST_BUDGET) {
      losses.adapted(budgetPath, "lowered to fit below `max_tokens`");
    }
    return Optional.of(new Shared(new OutputLimit(raised, true, most), LEAST_BUDGET));
  }
}
