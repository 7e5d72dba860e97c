package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes {@code generationConfig.thinkingConfig}. Efforts become budgets and levels by Google's own
 * table for OpenAI clients (<a href="https://ai.google.dev/gemini-api/docs/openai#thinking">OpenAI
 * compatibility, "Thinking"</a>).
 */
final class ThinkingWriter {
  private static final int LOW_BUDGET = 1_024;
  private static final int MEDIUM_BUDGET = 8_192;
  private static final int HIGH_BUDGET = 24_576;

  /** Lets the model decide. */
  private static final int DYNAMIC_BUDGET = -1;

  private static final String EFFORT = "reasoning.effort";
  private static final String BUDGET = "reasoning.budget_tokens";

  private ThinkingWriter() {}

  static void write(
      ReasoningRequest asked, ModelTraits.Thinking kind, Losses losses, ObjectNode config) {
    ObjectNode thinking = StrictJson.object();
    switch (kind) {
      case BUDGET -> budget(asked, losses, thinking);
      case LEVEL -> level(asked, losses, thinking);
      case NONE -> {
        if (asked.effort().isPresent() || asked.budgetTokens().isPresent() || wanted(asked)) {
          losses.dropped("reasoning", "the model does not think");
        }
        return;
      }
    }
    include(asked, losses).ifPresent(include -> thinking.put("includeThoughts", include));
    if (!thinking.isEmpty()) {
      config.set("thinkingConfig", thinking);
    }
  }

  private static boolean wanted(ReasoningRequest asked) {
    return asked.enabled().orElse(false);
  }

  private static boolean off(ReasoningRequest asked) {
    return !asked.enabled().orElse(true) || asked.effort().filter("none"::equals).isPresent();
  }

  private static void budget(ReasoningRequest asked, Losses losses, ObjectNode thinking) {
    if (off(asked)) {
      thinking.put("thinkingBudget", 0);
    } else if (asked.budgetTokens().isPresent()) {
      thinking.put("thinkingBudget", asked.budgetTokens().get());
    } else if (asked.effort().isPresent()) {
      thinking.put("thinkingBudget", budgetOf(asked.effort().get(), losses));
    } else if (wanted(asked)) {
      thinking.put("thinkingBudget", DYNAMIC_BUDGET);
    }
  }

  private static int budgetOf(String effort, Losses losses) {
    return switch (effort) {
      case "minimal", "low" -> LOW_BUDGET;
      case "medium" -> MEDIUM_BUDGET;
      case "high" -> HIGH_BUDGET;
      case "xhigh", "max" -> {
        losses.adapted(EFFORT, "Gemini's highest is `high`");
        yield HIGH_BUDGET;
      }
      default -> {
        losses.adapted(EFFORT, "the effort is unknown; the model decides");
        yield DYNAMIC_BUDGET;
      }
    };
  }

  /** A level and a budget must not stand together; the effort counts where both were asked for. */
  private static void level(ReasoningRequest asked, Losses losses, ObjectNode thinking) {
    if (off(asked)) {
      losses.adapted("reasoning", "the model cannot stop thinking; it thinks as little as it can");
      thinking.put("thinkingLevel", "MINIMAL");
    } else if (asked.effort().isPresent()) {
      levelOf(asked.effort().get(), losses)
          .ifPresent(level -> thinking.put("thinkingLevel", level));
      if (asked.budgetTokens().isPresent()) {
        losses.dropped(BUDGET, "Gemini takes a level or a budget, not both");
      }
    } else if (asked.budgetTokens().isPresent()) {
      thinking.put("thinkingBudget", asked.budgetTokens().get());
    } else if (wanted(asked)) {
      thinking.put("thinkingBudget", DYNAMIC_BUDGET);
    }
  }

  private static Optional<String> levelOf(String effort, Losses losses) {
    return switch (effort) {
      case "minimal", "low", "medium", "high" -> Optional.of(effort.toUpperCase(Locale.ROOT));
      case "xhigh", "max" -> {
        losses.adapted(EFFORT, "Gemini's highest is `high`");
        yield Optional.of("HIGH");
      }
      default -> {
        losses.dropped(EFFORT, "the effort is unknown");
        yield Optional.empty();
      }
    };
  }

  /** A summary asked for in other protocols is what Gemini calls thoughts. */
  private static Optional<Boolean> include(ReasoningRequest asked, Losses losses) {
    if (asked.includeThoughts().isPresent()) {
      return asked.includeThoughts();
    }
    return asked
        .summary()
        .map(
            summary -> {
              if (summary.equals("concise") || summary.equals("detailed")) {
                losses.adapted("reasoning.summary", "Gemini summarises at a length of its own");
              }
              return !summary.equals("omitted") && !summary.equals("none");
            });
  }
}
