package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import java.util.Optional;

/**
 * Writes {@code thinking} for Claude: by a budget below the output limit, or adaptively with an
 * effort, by the {@linkplain ClaudeRules rules} of the models.
 */
final class ClaudeThinking {
  private static final int LEAST_BUDGET = ClaudeRules.LEAST_BUDGET;

  /** Room for the answer beside what is thought, where nobody set a limit. */
  private static final int ANSWER_TOKENS = 8_192;

  private final ModelTraits traits;
  private final Losses losses;
  private final ClaudeRules rules;

  ClaudeThinking(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.rules = new ClaudeRules(traits, "bedrock", losses);
  }

  /** Writes what {@code request} says; {@code limit} is the output limit that was asked for. */
  Thinking write(Request request, Optional<Integer> limit, ObjectNode additional) {
    ReasoningRequest asked = request.output().reasoning();
    if (asked.isEmpty()) {
      return Thinking.none(limit);
    }
    if (asked.isOff()) {
      additional.putObject("thinking").put("type", "disabled");
      return Thinking.none(limit);
    }
    if (!asked.isSaid()) {
      return Thinking.none(limit);
    }
    return traits.thinking() == ModelTraits.Thinking.LEVEL
        ? adaptive(asked, limit, additional)
        : budgeted(request, limit, additional);
  }

  private Thinking adaptive(
      ReasoningRequest asked, Optional<Integer> limit, ObjectNode additional) {
    additional.set(
        "thinking", ClaudeRules.shown(StrictJson.object().put("type", "adaptive"), asked));
    asked
        .effort()
        .map(rules::level)
        .or(() -> asked.budgetTokens().map(rules::level))
        .ifPresent(effort -> additional.putObject("output_config").put("effort", effort));
    return new Thinking(limit, true, false);
  }

  private Thinking budgeted(Request request, Optional<Integer> limit, ObjectNode additional) {
    ReasoningRequest asked = request.output().reasoning();
    String path = asked.path();
    Optional<String> obstacle = ClaudeRules.obstacle(request.turns(), ClaudeThinking::isSigned);
    if (obstacle.isPresent()) {
      losses.dropped(path, obstacle.get());
      return Thinking.none(limit);
    }
    int wanted =
        asked.budgetTokens().orElseGet(() -> ClaudeRules.budgetOf(asked.effort().orElse("medium")));
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
    additional.set("thinking", ClaudeRules.shown(field, asked));
    return new Thinking(Optional.of(tokens), true, true);
  }

  private static boolean isSigned(Part part) {
    return part instanceof Part.Reasoning reasoning
        && Signatures.taken(reasoning, ModelFamily.CLAUDE);
  }
}
