package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code thinking} for Claude: by a budget below the output limit, or adaptively with an
 * effort. The figures that stand for efforts and the cases in which a budget is not taken are those
 * of {@code wire.anthropic}.
 */
final class ClaudeThinking {
  private static final int LEAST_BUDGET = 1_024;
  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 8_192;

  /** Room for the answer beside what is thought, where nobody set a limit. */
  private static final int ANSWER_TOKENS = 8_192;

  private final ModelTraits traits;
  private final Losses losses;

  ClaudeThinking(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Writes what {@code request} says; {@code limit} is the output limit that was asked for. */
  Thinking write(Request request, Optional<Integer> limit, ObjectNode additional) {
    ReasoningRequest asked = request.output().reasoning();
    if (asked.isEmpty()) {
      return Thinking.none(limit);
    }
    if (ThinkingWriter.isOff(asked)) {
      additional.putObject("thinking").put("type", "disabled");
      return Thinking.none(limit);
    }
    if (asked.enabled().isEmpty() && asked.effort().isEmpty() && asked.budgetTokens().isEmpty()) {
      return Thinking.none(limit);
    }
    return traits.thinking() == ModelTraits.Thinking.LEVEL
        ? adaptive(asked, limit, additional)
        : budgeted(request, limit, additional);
  }

  private Thinking adaptive(
      ReasoningRequest asked, Optional<Integer> limit, ObjectNode additional) {
    additional.set("thinking", shown(StrictJson.object().put("type", "adaptive"), asked));
    asked
        .effort()
        .map(this::level)
        .or(() -> asked.budgetTokens().map(this::level))
        .ifPresent(effort -> additional.putObject("output_config").put("effort", effort));
    return new Thinking(limit, true, false);
  }

  private String level(String effort) {
    if (effort.equals("minimal")) {
      losses.adapted("reasoning_effort", "the least effort of the model is `low`");
      return "low";
    }
    return effort;
  }

  private String level(int budget) {
    losses.adapted("thinking.budget_tokens", "the model thinks by effort, not by a budget");
    return levelOf(budget);
  }

  /** The effort that is next to {@code budget} tokens. */
  static String levelOf(int budget) {
    if (budget <= LOW_BUDGET) {
      return "low";
    }
    return budget <= MEDIUM_BUDGET ? "medium" : "high";
  }

  private Thinking budgeted(Request request, Optional<Integer> limit, ObjectNode additional) {
    ReasoningRequest asked = request.output().reasoning();
    String path = ThinkingWriter.pathOf(asked);
    Optional<String> obstacle = obstacle(request.turns());
    if (obstacle.isPresent()) {
      losses.dropped(path, obstacle.get());
      return Thinking.none(limit);
    }
    int wanted = asked.budgetTokens().orElseGet(() -> budgetOf(asked.effort().orElse("medium")));
    int budget = Math.max(LEAST_BUDGET, wanted);
    if (budget > wanted) {
      losses.adapted(path, "raised to the least budget of %d".formatted(LEAST_BUDGET));
    }
    int most = traits.maxOutputTokens().orElse(Integer.MAX_VALUE);
    int tokens = limit.orElseGet(() -> (int) Math.min(most, (long) budget + ANSWER_TOKENS));
    if (tokens <= LEAST_BUDGET) {
      losses.dropped(path, "the output limit leaves no room to think");
      return Thinking.none(limit);
    }
    int fitting = budget < tokens ? budget : Math.max(LEAST_BUDGET, tokens - tokens / 4);
    if (fitting < budget) {
      losses.adapted(path, "lowered to fit below the output limit");
    }
    ObjectNode field = StrictJson.object().put("type", "enabled").put("budget_tokens", fitting);
    additional.set("thinking", shown(field, asked));
    return new Thinking(Optional.of(tokens), true, true);
  }

  private static int budgetOf(String effort) {
    return switch (effort) {
      case "minimal" -> LEAST_BUDGET;
      case "low" -> LOW_BUDGET;
      case "high" -> 16_384;
      case "xhigh" -> 24_576;
      case "max" -> 32_000;
      default -> MEDIUM_BUDGET;
    };
  }

  private static ObjectNode shown(ObjectNode field, ReasoningRequest asked) {
    asked
        .summary()
        .map(summary -> summary.equals("omitted") ? "omitted" : "summarized")
        .or(() -> asked.includeThoughts().map(shown -> shown ? "summarized" : "omitted"))
        .ifPresent(value -> field.put("display", value));
    return field;
  }

  private static Optional<String> obstacle(List<Turn> turns) {
    if (!turns.isEmpty()
        && turns.getLast().role() == Role.ASSISTANT
        && turns.getLast().parts().stream().noneMatch(ClaudeThinking::isSigned)) {
      return Optional.of("thinking does not go with an answer that is begun already");
    }
    return unsignedToolLoop(turns)
        ? Optional.of("the last tool calls come without thinking of this provider")
        : Optional.empty();
  }

  /** The API asks for thinking in front of the last calls and results, wherever they stand. */
  private static boolean unsignedToolLoop(List<Turn> turns) {
    boolean calls = false;
    for (Turn turn : turns.reversed()) {
      calls = calls || turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
      if (calls && turn.role() == Role.USER && !onlyResults(turn)) {
        return true;
      }
      if (calls && turn.parts().stream().anyMatch(ClaudeThinking::isSigned)) {
        return false;
      }
    }
    return calls;
  }

  private static boolean onlyResults(Turn turn) {
    return !turn.parts().isEmpty()
        && turn.parts().stream().allMatch(Part.ToolResult.class::isInstance);
  }

  private static boolean isSigned(Part part) {
    return part instanceof Part.Reasoning reasoning
        && Signatures.taken(reasoning, ModelFamily.CLAUDE);
  }
}
