package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClaudeRules;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import java.util.Optional;

/**
 * Writes how much a model may think, which is no part of Converse itself but of what each family
 * takes beside it (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html">
 * Extended thinking</a>, <a
 * href="https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html">Nova</a>,
 * read 2026-11). Claude gets {@code thinking} as on its maker's own API, Nova {@code
 * reasoningConfig}, gpt-oss {@code reasoning_effort}. Others are not told.
 */
final class ThinkingWriter {
  private final ModelTraits traits;
  private final ModelFamily family;
  private final Losses losses;

  ThinkingWriter(ModelTraits traits, ModelFamily family, Losses losses) {
    this.traits = traits;
    this.family = family;
    this.losses = losses;
  }

  /** Writes what {@code request} says of thinking into {@code additional}. */
  Thinking write(Request request, ObjectNode additional) {
    ReasoningRequest asked = request.output().reasoning();
    Optional<Integer> limit = limit(request);
    boolean off = asked.isOff();
    boolean on = !off && asked.isSaid();
    if (family != ModelFamily.CLAUDE) {
      asked.summary().ifPresent(_ -> losses.dropped("reasoning.summary", "not known to the model"));
    }
    if (traits.thinking() == ModelTraits.Thinking.NONE) {
      if (on) {
        losses.dropped(asked.path(), "the model does not think");
      }
      return Thinking.none(limit);
    }
    return switch (family) {
      case CLAUDE -> new ClaudeThinking(traits, losses).write(request, limit, additional);
      case NOVA -> nova(request, off, on, additional);
      case GPT_OSS -> gptOss(asked, on, limit, additional);
      case OTHER -> {
        if (on) {
          losses.dropped(asked.path(), "there is no known way to tell the model");
        }
        yield Thinking.none(limit);
      }
    };
  }

  private Optional<Integer> limit(Request request) {
    Optional<Integer> asked = request.output().maxTokens();
    if (asked.isPresent()
        && traits.maxOutputTokens().isPresent()
        && asked.get() > traits.maxOutputTokens().getAsInt()) {
      int most = traits.maxOutputTokens().getAsInt();
      losses.adapted("max_tokens", "lowered to the %d the model can generate".formatted(most));
      return Optional.of(most);
    }
    return asked;
  }

  /** At its highest effort the model takes neither an output limit nor a temperature. */
  private Thinking nova(Request request, boolean off, boolean on, ObjectNode additional) {
    Optional<Integer> limit = limit(request);
    if (off) {
      additional.putObject("reasoningConfig").put("type", "disabled");
    }
    if (!on) {
      return Thinking.none(limit);
    }
    String effort = level(request.output().reasoning());
    boolean bounded =
        limit.isPresent()
            || request.sampling().temperature().isPresent()
            || request.sampling().topP().isPresent();
    if (effort.equals("high") && bounded) {
      losses.adapted(
          request.output().reasoning().path(),
          "the highest effort goes with no output limit and temperature");
      effort = "medium";
    }
    additional
        .putObject("reasoningConfig")
        .put("type", "enabled")
        .put("maxReasoningEffort", effort);
    return new Thinking(limit, true, false);
  }

  private Thinking gptOss(
      ReasoningRequest asked, boolean on, Optional<Integer> limit, ObjectNode additional) {
    if (on) {
      additional.put("reasoning_effort", level(asked));
    }
    return new Thinking(limit, on, false);
  }

  /** One of three levels; tells where it is another one that was asked for. */
  private String level(ReasoningRequest asked) {
    if (asked.budgetTokens().isPresent()) {
      losses.adapted("thinking.budget_tokens", "the model thinks by effort, not by a budget");
      return ClaudeRules.levelOf(asked.budgetTokens().get());
    }
    String effort = asked.effort().orElse("medium");
    return switch (effort) {
      case "low", "medium", "high" -> effort;
      case "minimal" -> {
        losses.adapted("reasoning_effort", "the least effort of the model is `low`");
        yield "low";
      }
      default -> {
        losses.adapted("reasoning_effort", "the highest effort of the model is `high`");
        yield "high";
      }
    };
  }
}
