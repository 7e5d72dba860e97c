package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import java.util.Optional;

/** Writes how much to think as {@code reasoning}. */
final class ReasoningSettings {
  // Budgets in tokens up to which an effort is the nearest one; the API has no budgets.
  private static final int LOW_BUDGET = 2_048;
  private static final int MEDIUM_BUDGET = 12_288;

  private ReasoningSettings() {}

  /** The settings for {@code request}; empty when the API's own defaults are right. */
  static ObjectNode write(ReasoningRequest request, Losses losses) {
    ObjectNode node = StrictJson.object();
    effort(request, losses).ifPresent(effort -> node.put("effort", effort));
    summary(request).ifPresent(summary -> node.put("summary", summary));
    return node;
  }

  private static Optional<String> effort(ReasoningRequest request, Losses losses) {
    if (request.effort().isPresent()) {
      request
          .budgetTokens()
          .ifPresent(_ -> losses.dropped("reasoning.budget_tokens", "the effort is sent instead"));
      return request.effort().map(effort -> known(effort, losses));
    }
    if (request.enabled().isPresent() && !request.enabled().get()) {
      losses.dropped("reasoning.enabled", "thinking cannot be switched off for every model here");
      return Optional.empty();
    }
    return request.budgetTokens().map(budget -> ofBudget(budget, losses));
  }

  private static String known(String effort, Losses losses) {
    if (effort.equals("max")) {
      losses.adapted("reasoning.effort", "`max` is sent as `high`");
      return "high";
    }
    return effort;
  }

  private static String ofBudget(int budget, Losses losses) {
    losses.adapted("reasoning.budget_tokens", "a budget is sent as the nearest effort");
    if (budget <= LOW_BUDGET) {
      return "low";
    }
    return budget <= MEDIUM_BUDGET ? "medium" : "high";
  }

  private static Optional<String> summary(ReasoningRequest request) {
    Optional<String> asked =
        request
            .summary()
            .filter(summary -> !summary.equals("omitted"))
            .map(summary -> summary.equals("summarized") ? "auto" : summary);
    if (asked.isPresent() || request.summary().isPresent()) {
      return asked;
    }
    return request.includeThoughts().filter(wanted -> wanted).map(_ -> "auto");
  }
}
