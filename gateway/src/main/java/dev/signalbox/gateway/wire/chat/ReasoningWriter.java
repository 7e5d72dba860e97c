package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import java.util.Optional;

/**
 * Writes how much the model may think: {@code reasoning_effort}, OpenRouter's {@code reasoning}, or
 * DeepSeek's {@code thinking} beside the effort.
 */
final class ReasoningWriter {
  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 8_192;

  private final ObjectNode body;
  private final Dialect dialect;
  private final Losses losses;

  ReasoningWriter(ObjectNode body, Dialect dialect, Losses losses) {
    this.body = body;
    this.dialect = dialect;
    this.losses = losses;
  }

  /**
   * Writes {@code asked}.
   *
   * @param extras the request's further fields; a {@code reasoning} or {@code thinking} among them
   *     goes out as it came instead
   */
  void write(ReasoningRequest asked, Extras extras) {
    boolean raw =
        extras.belongTo(Protocol.CHAT)
            && (extras.fields().has("reasoning") || extras.fields().has("thinking"));
    if (asked.isEmpty() || raw) {
      return;
    }
    if (DialectRules.openRouter(dialect)) {
      openRouter(asked);
      return;
    }
    if (DialectRules.thinkingSwitch(dialect)) {
      thinkingSwitch(asked);
    } else {
      effort(asked);
    }
    asked.summary().ifPresent(_ -> losses.dropped("reasoning.summary", "not part of the Chat API"));
    if (asked.includeThoughts().orElse(false) && dialect.reasoningField().isEmpty()) {
      losses.dropped("reasoning.include", "the Chat API does not show reasoning");
    }
  }

  private void openRouter(ReasoningRequest asked) {
    ObjectNode node = StrictJson.object();
    Optional<String> effort = asked.effort();
    if (asked.enabled().isPresent() && !asked.enabled().get()) {
      node.put("effort", "none");
    } else if (effort.isPresent()) {
      node.put("effort", effort.get().equals("max") ? "xhigh" : effort.get());
    } else if (asked.budgetTokens().isPresent()) {
      node.put("max_tokens", asked.budgetTokens().get());
    } else if (asked.enabled().isPresent()) {
      node.put("enabled", true);
    }
    asked.summary().ifPresent(summary -> node.put("summary", summary));
    if (asked.includeThoughts().isPresent()) {
      if (asked.includeThoughts().get()) {
        body.put("include_reasoning", true);
      } else {
        node.put("exclude", true);
      }
    }
    if (!node.isEmpty()) {
      body.set("reasoning", node);
    }
  }

  private void thinkingSwitch(ReasoningRequest asked) {
    boolean off =
        !asked.enabled().orElse(true) || asked.effort().filter("none"::equals).isPresent();
    if (off) {
      body.putObject("thinking").put("type", "disabled");
      return;
    }
    if (asked.enabled().isPresent() || asked.budgetTokens().isPresent()) {
      body.putObject("thinking").put("type", "enabled");
    }
    asked.effort().ifPresent(effort -> body.put("reasoning_effort", effort));
    asked.budgetTokens().ifPresent(_ -> budgetLost());
  }

  private void effort(ReasoningRequest asked) {
    if (!dialect.reasoningEffort()) {
      losses.dropped("reasoning_effort", "not accepted by " + dialect.id());
    } else if (asked.effort().isPresent()) {
      effort(asked.effort().get());
      asked.budgetTokens().ifPresent(_ -> budgetLost());
    } else if (asked.budgetTokens().filter(budget -> budget > 0).isPresent()) {
      body.put("reasoning_effort", effortOf(asked.budgetTokens().get()));
      losses.adapted("thinking.budget_tokens", "written as a reasoning effort");
    } else if (!asked.enabled().orElse(asked.budgetTokens().isEmpty())) {
      losses.dropped("thinking", "the Chat API has no switch for it");
    }
  }

  private void effort(String effort) {
    if (effort.equals("max")) {
      body.put("reasoning_effort", "high");
      losses.adapted("reasoning.effort", "`high` is the most that is accepted everywhere");
    } else {
      body.put("reasoning_effort", effort);
    }
  }

  private void budgetLost() {
    losses.dropped("thinking.budget_tokens", "the Chat API takes an effort only");
  }

  private static String effortOf(int budget) {
    if (budget <= LOW_BUDGET) {
      return "low";
    }
    return budget <= MEDIUM_BUDGET ? "medium" : "high";
  }
}
