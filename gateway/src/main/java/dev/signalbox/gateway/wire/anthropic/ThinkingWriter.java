package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
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

  private final ModelTraits traits;
  private final Losses losses;
  private final ClaudeRules rules;

  ThinkingWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.rules = new ClaudeRules(traits, "anthropic", losses);
  }

  /**
   * What {@code request} says about thinking; {@code forced} when its answer must be a tool call.
   */
  Thinking write(Request request, boolean forced) {
    ReasoningRequest asked = request.output().reasoning();
    OutputLimit limit =
        OutputLimit.of(request.output().maxTokens(), traits.maxOutputTokens(), losses);
    if (asked.isOff()) {
      return off(asked, limit);
    }
    if (!asked.isSaid()) {
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    return switch (traits.thinking()) {
      case NONE -> {
        losses.dropped(asked.path(), "the model does not think");
        yield new Thinking(Optional.empty(), Optional.empty(), limit);
      }
      case LEVEL ->
          request.extras().fields().has(EFFORT_ALONE)
              ? new Thinking(Optional.empty(), asked.effort(), limit)
              : adaptive(asked, limit);
      case BUDGET -> budgeted(request, forced, limit);
    };
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
        asked.effort().map(rules::level).or(() -> asked.budgetTokens().map(rules::level));
    return new Thinking(
        Optional.of(ClaudeRules.shown(Blocks.block("adaptive"), asked)), effort, limit);
  }

  private Thinking budgeted(Request request, boolean forced, OutputLimit limit) {
    ReasoningRequest asked = request.output().reasoning();
    Optional<String> obstacle = obstacle(request.turns(), forced);
    if (obstacle.isPresent()) {
      losses.dropped(asked.path(), obstacle.get());
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    int budget =
        asked.budgetTokens().orElseGet(() -> ClaudeRules.budgetOf(asked.effort().orElse("medium")));
    Optional<OutputLimit.Shared> shared = limit.share(budget, asked.path(), losses);
    if (shared.isEmpty()) {
      losses.dropped(asked.path(), "the model cannot generate enough tokens to think");
      return new Thinking(Optional.empty(), Optional.empty(), limit);
    }
    ObjectNode field = Blocks.block("enabled").put("budget_tokens", shared.get().budget());
    // Only a client of this very API says both; there the effort goes beside the budget.
    Optional<String> effort = asked.budgetTokens().flatMap(_ -> asked.effort()).map(rules::level);
    return new Thinking(Optional.of(ClaudeRules.shown(field, asked)), effort, shared.get().limit());
  }

  private static Optional<String> obstacle(List<Turn> turns, boolean forced) {
    if (forced) {
      return Optional.of("thinking does not go with an answer that is forced into a tool call");
    }
    return ClaudeRules.obstacle(turns, ThinkingWriter::isOwnThinking);
  }

  private static boolean isOwnThinking(Part part) {
    return part instanceof Part.Reasoning reasoning
        && reasoning.signature().filter(s -> s.origin() == Protocol.ANTHROPIC).isPresent();
  }
}
