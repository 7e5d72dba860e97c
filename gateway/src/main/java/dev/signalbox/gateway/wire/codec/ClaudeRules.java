package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Turn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What Claude takes and what it refuses, whoever serves it (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended
 * thinking</a>, Adaptive thinking, Effort, read 2026-11). The temperature is 0 to 1; while the
 * model thinks, only a temperature of 1 and a {@code top_p} of 0.95 to 1 are taken; newer models
 * refuse every temperature but 1, {@code top_p} and {@code top_k}; and since Claude 4.1 they refuse
 * temperature and {@code top_p} together, where the temperature wins.
 */
public final class ClaudeRules {
  /** Smallest thinking budget there is. */
  public static final int LEAST_BUDGET = 1_024;

  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 8_192;
  private static final BigDecimal LEAST_THINKING_TOP_P = new BigDecimal("0.95");

  private final ModelTraits traits;
  private final String api;
  private final Losses losses;

  /**
   * The rules of one request.
   *
   * @param api what losses call the API that it is written for
   */
  public ClaudeRules(ModelTraits traits, String api, Losses losses) {
    this.traits = traits;
    this.api = api;
    this.losses = losses;
  }

  /** The budget that stands for {@code effort}. */
  public static int budgetOf(String effort) {
    return switch (effort) {
      case "minimal" -> LEAST_BUDGET;
      case "low" -> LOW_BUDGET;
      case "high" -> 16_384;
      case "xhigh" -> 24_576;
      case "max" -> 32_000;
      default -> MEDIUM_BUDGET;
    };
  }

  /** The effort that is next to {@code budget} tokens. */
  public static String levelOf(int budget) {
    if (budget <= LOW_BUDGET) {
      return "low";
    }
    return budget <= MEDIUM_BUDGET ? "medium" : "high";
  }

  /** {@code effort} as the model takes it. */
  public String level(String effort) {
    if (effort.equals("minimal")) {
      losses.adapted("reasoning_effort", "the least effort of the model is `low`");
      return "low";
    }
    return effort;
  }

  /** The effort in place of {@code budget}. */
  public String level(int budget) {
    losses.adapted("thinking.budget_tokens", "the model thinks by effort, not by a budget");
    return levelOf(budget);
  }

  /** {@code field} with whether thoughts are to be seen, as far as that was said. */
  public static ObjectNode shown(ObjectNode field, ReasoningRequest asked) {
    asked
        .summary()
        .map(summary -> summary.equals("omitted") ? "omitted" : "summarized")
        .or(() -> asked.includeThoughts().map(shown -> shown ? "summarized" : "omitted"))
        .ifPresent(value -> field.put("display", value));
    return field;
  }

  /**
   * Why a conversation cannot go on with thinking by a budget, in a clause.
   *
   * @param own whether a part is thinking that who serves the model has signed
   */
  public static Optional<String> obstacle(List<Turn> turns, Predicate<Part> own) {
    if (!turns.isEmpty()
        && turns.getLast().role() == Role.ASSISTANT
        && turns.getLast().parts().stream().noneMatch(own)) {
      return Optional.of("thinking does not go with an answer that is begun already");
    }
    return unsignedToolLoop(turns, own)
        ? Optional.of("the last tool calls come without thinking of this provider")
        : Optional.empty();
  }

  /**
   * Whether the last turn that calls tools, or the turns before it since the user last said
   * something, hold no thinking of its own. Answers that followed do not matter: the API asks for
   * it in front of the last calls and results, wherever they stand.
   */
  private static boolean unsignedToolLoop(List<Turn> turns, Predicate<Part> own) {
    boolean calls = false;
    for (Turn turn : turns.reversed()) {
      calls = calls || turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
      if (calls && turn.role() == Role.USER && !onlyResults(turn)) {
        return true;
      }
      if (calls && turn.parts().stream().anyMatch(own)) {
        return false;
      }
    }
    return calls;
  }

  private static boolean onlyResults(Turn turn) {
    return !turn.parts().isEmpty()
        && turn.parts().stream().allMatch(Part.ToolResult.class::isInstance);
  }

  /** The temperature to send. */
  public Optional<BigDecimal> temperature(Optional<BigDecimal> asked, boolean thinking) {
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
      losses.adapted("temperature", "lowered to 1, the highest of the %s API".formatted(api));
      return Optional.of(BigDecimal.ONE);
    }
    return asked;
  }

  /**
   * The {@code top_p} to send.
   *
   * @param temperature whether a temperature is sent
   */
  public Optional<BigDecimal> topP(
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
    if (why.isEmpty()) {
      return asked;
    }
    losses.dropped("top_p", why);
    return Optional.empty();
  }

  /** The stop texts to send. */
  public List<String> stops(List<String> asked) {
    List<String> taken = new ArrayList<>();
    if (!asked.isEmpty() && !traits.stop()) {
      losses.dropped("stop", "the model takes no stop texts");
      return taken;
    }
    for (String text : asked) {
      if (text.isBlank()) {
        losses.dropped("stop", "stop texts of white space only are refused");
      } else {
        taken.add(text);
      }
    }
    return taken;
  }

  /** Tells what of {@code sampling} the API has no field for. */
  public void tellUnknown(Sampling sampling) {
    tell("frequency_penalty", sampling.frequencyPenalty().filter(v -> v.signum() != 0));
    tell("presence_penalty", sampling.presencePenalty().filter(v -> v.signum() != 0));
    tell("seed", sampling.seed());
    tell("n", sampling.candidates().filter(count -> count > 1));
    tell("logprobs", sampling.logProbs().filter(asked -> asked));
    tell("top_logprobs", sampling.topLogProbs().filter(count -> count > 0));
    tell("logit_bias", sampling.logitBias().filter(bias -> !bias.isEmpty()));
  }

  private void tell(String field, Optional<?> value) {
    value.ifPresent(_ -> losses.dropped(field, "not part of the %s API".formatted(api)));
  }
}
