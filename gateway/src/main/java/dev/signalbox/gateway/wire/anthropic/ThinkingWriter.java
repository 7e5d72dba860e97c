package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a model is told to think (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended
 * thinking</a>, Adaptive thinking, Effort, read 2026-11).
 *
 * <p>Models that think by a budget get {@code thinking.type = enabled}. An effort becomes a budget:
 * minimal 1,024, low 2,048, medium (also: merely switched on) 8,192, high 16,384, xhigh 24,576, max
 * 32,000 tokens. Models that think by a level get {@code adaptive} and {@code
 * output_config.effort}. A budget becomes an effort: up to 2,048 tokens low, up to 8,192 medium,
 * above it high.
 *
 * <p>Thinking by a budget is switched off, and told, where the API would refuse it: when the last
 * tool calls of the conversation come without thinking of Anthropic's own, when the last message is
 * the assistant's, when the answer is forced into a tool.
 */
final class ThinkingWriter {
  /**
   * Note in a request of this API that names an effort without switching thinking on: there the
   * effort is about the whole answer, so a model that takes one is told no more than that.
   */
  static final String EFFORT_ALONE = Extras.NOTE + "effort_alone";

  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 8_192;

  private final ModelTraits traits;
  private final Losses losses;

  ThinkingWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /**
   * What {@code request} says about thinking; {@code forced} when its answer must be a tool call.
   */
  Thinking write(Request request, boolean forced) {
    ReasoningRequest asked = request.output().reasoning();
    OutputLimit limit =
        OutputLimit.of(request.output().maxTokens(), traits.maxOutputTokens(), losses);
    if (isOff(asked)) {
      return off(asked, limit);
    }
    if (!isOn(asked)) {
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    return switch (traits.thinking()) {
      case NONE -> {
        losses.dropped(pathOf(asked), "the model does not think");
        yield new Thinking(Optional.empty(), Optional.empty(), limit);
      }
      case LEVEL ->
          request.extras().fields().has(EFFORT_ALONE)
              ? new Thinking(Optional.empty(), asked.effort(), limit)
              : adaptive(asked, limit);
      case BUDGET -> budgeted(request, forced, limit);
    };
  }

  private static boolean isOff(ReasoningRequest asked) {
    return asked.enabled().equals(Optional.of(false))
        || asked.effort().equals(Optional.of("none"))
        || asked.budgetTokens().equals(Optional.of(0));
  }

  private static boolean isOn(ReasoningRequest asked) {
    return asked.enabled().isPresent()
        || asked.effort().isPresent()
        || asked.budgetTokens().isPresent();
  }

  private static String pathOf(ReasoningRequest asked) {
    if (asked.budgetTokens().isPresent()) {
      return "thinking.budget_tokens";
    }
    return asked.effort().isPresent() ? "reasoning_effort" : "thinking";
  }

  private Thinking off(ReasoningRequest asked, OutputLimit limit) {
    Optional<String> effort =
        traits.thinking() == ModelTraits.Thinking.LEVEL
            ? asked.effort().filter(value -> !value.equals("none"))
            : Optional.empty();
    Optional<ObjectNode> field =
        traits.thinking() == ModelTraits.Thinking.NONE
            ? Optional.empty()
            : Optional.of(Blocks.block("disabled"));
    return new Thinking(field, effort, limit);
  }

  private Thinking adaptive(ReasoningRequest asked, OutputLimit limit) {
    Optional<String> effort =
        asked.effort().map(this::level).or(() -> asked.budgetTokens().map(this::level));
    return new Thinking(Optional.of(shown(Blocks.block("adaptive"), asked)), effort, limit);
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
    if (budget <= LOW_BUDGET) {
      return "low";
    }
    return budget <= MEDIUM_BUDGET ? "medium" : "high";
  }

  private Thinking budgeted(Request request, boolean forced, OutputLimit limit) {
    ReasoningRequest asked = request.output().reasoning();
    Optional<String> obstacle = obstacle(request.turns(), forced);
    if (obstacle.isPresent()) {
      losses.dropped(pathOf(asked), obstacle.get());
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    int budget = asked.budgetTokens().orElseGet(() -> budgetOf(asked.effort().orElse("medium")));
    Optional<OutputLimit.Shared> shared = limit.share(budget, pathOf(asked), losses);
    if (shared.isEmpty()) {
      losses.dropped(pathOf(asked), "the model cannot generate enough tokens to think");
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    ObjectNode field = Blocks.block("enabled").put("budget_tokens", shared.get().budget());
    // Only a client of this very API says both; there the effort goes beside the budget.
    Optional<String> effort = asked.budgetTokens().flatMap(_ -> asked.effort());
    return new Thinking(Optional.of(shown(field, asked)), effort, shared.get().limit());
  }

  private static int budgetOf(String effort) {
    return switch (effort) {
      case "minimal" -> OutputLimit.LEAST_BUDGET;
      case "low" -> LOW_BUDGET;
      case "high" -> 16_384;
      case "xhigh" -> 24_576;
      case "max" -> 32_000;
      default -> MEDIUM_BUDGET;
    };
  }

  private static ObjectNode shown(ObjectNode field, ReasoningRequest asked) {
    Optional<String> display =
        asked
            .summary()
            .map(summary -> summary.equals("omitted") ? "omitted" : "summarized")
            .or(() -> asked.includeThoughts().map(shown -> shown ? "summarized" : "omitted"));
    display.ifPresent(value -> field.put("display", value));
    return field;
  }

  private static Optional<String> obstacle(List<Turn> turns, boolean forced) {
    if (forced) {
      return Optional.of("thinking does not go with an answer that is forced into a tool call");
    }
    if (!turns.isEmpty()
        && turns.getLast().role() == Role.ASSISTANT
        && turns.getLast().parts().stream().noneMatch(ThinkingWriter::isOwnThinking)) {
      return Optional.of("thinking does not go with an answer that is begun already");
    }
    if (unsignedToolLoop(turns)) {
      return Optional.of("the last tool calls come without thinking of this provider");
    }
    return Optional.empty();
  }

  /**
   * Whether the last turn that calls tools, or the turns before it since the user last said
   * something, hold no thinking of ours. Answers that followed do not matter: the API asks for it
   * in front of the last calls and results, wherever they stand.
   */
  private static boolean unsignedToolLoop(List<Turn> turns) {
    boolean calls = false;
    for (Turn turn : turns.reversed()) {
      calls = calls || turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
      if (calls && turn.role() == Role.USER && !onlyResults(turn)) {
        return true;
      }
      if (calls && turn.parts().stream().anyMatch(ThinkingWriter::isOwnThinking)) {
        return false;
      }
    }
    return calls;
  }

  private static boolean onlyResults(Turn turn) {
    return !turn.parts().isEmpty()
        && turn.parts().stream().allMatch(Part.ToolResult.class::isInstance);
  }

  private static boolean isOwnThinking(Part part) {
    return part instanceof Part.Reasoning reasoning
        && reasoning.signature().filter(s -> s.origin() == Protocol.ANTHROPIC).isPresent();
  }
}
