package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes how much the model may think: on, off, or by a number of tokens. */
final class ThinkingWriter {
  private static final int LEAST_BUDGET = 1_024;
  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 8_192;

  private final ModelTraits traits;
  private final Losses losses;

  ThinkingWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** The field {@code thinking}; empty leaves the model its standard. */
  Optional<ObjectNode> write(ReasoningRequest asked) {
    asked
        .summary()
        .ifPresent(_ -> losses.dropped("reasoning.summary", "thinking is not summarised"));
    boolean off =
        asked.enabled().equals(Optional.of(false))
            || asked.effort().equals(Optional.of("none"))
            || asked.budgetTokens().equals(Optional.of(0));
    boolean thinks = traits.thinking() != ModelTraits.Thinking.NONE;
    if (off) {
      return thinks ? Optional.of(switched("disabled")) : Optional.empty();
    }
    boolean on =
        asked.enabled().isPresent()
            || asked.effort().isPresent()
            || asked.budgetTokens().isPresent();
    if (!on) {
      return Optional.empty();
    }
    if (!thinks) {
      losses.dropped(pathOf(asked), "the model does not think");
      return Optional.empty();
    }
    ObjectNode thinking = switched("enabled");
    budget(asked).ifPresent(tokens -> thinking.put("token_budget", tokens));
    return Optional.of(thinking);
  }

  /** The tokens asked for, else what an effort comes to; the greater efforts have no limit. */
  private OptionalInt budget(ReasoningRequest asked) {
    if (asked.budgetTokens().isPresent()) {
      return OptionalInt.of(asked.budgetTokens().get());
    }
    if (asked.effort().isEmpty()) {
      return OptionalInt.empty();
    }
    losses.adapted("reasoning_effort", "the model thinks by a number of tokens");
    return switch (asked.effort().get()) {
      case "minimal" -> OptionalInt.of(LEAST_BUDGET);
      case "low" -> OptionalInt.of(LOW_BUDGET);
      case "medium" -> OptionalInt.of(MEDIUM_BUDGET);
      default -> OptionalInt.empty();
    };
  }

  private static String pathOf(ReasoningRequest asked) {
    if (asked.budgetTokens().isPresent()) {
      return "thinking.budget_tokens";
    }
    return asked.effort().isPresent() ? "reasoning_effort" : "thinking";
  }

  private static ObjectNode switched(String type) {
    return StrictJson.object().put("type", type);
  }
}
