package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.QualityPriors;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the same tokens had cost if one model had answered everything: at its list price, without
 * tiers and windows, as sums do not know how large each prompt was.
 *
 * @param deployments those that the asker may use
 */
record Baseline(List<Deployment> deployments, Instant now) {
  /** Tokens and requests of models that can be compared, and what they cost. */
  private record Compared(TokenBuckets tokens, long costNanos, long requests, long leftOut) {}

  /** The deployment that {@code name} names: its target, the id of its card, or its model alone. */
  Optional<Deployment> named(String name) {
    return deployments.stream()
        .filter(Baseline::isPriced)
        .filter(
            each ->
                each.target().toString().equals(name)
                    || each.target().model().equals(name)
                    || each.card().map(card -> card.id().equals(name)).orElse(false))
        .findFirst();
  }

  /** The best of those that answered, by what its card says of its quality. */
  Optional<Deployment> best(JsonNode stats) {
    return deployments.stream()
        .filter(Baseline::isPriced)
        .filter(each -> hasAnswered(each, stats))
        .max(
            Comparator.comparingDouble(Baseline::quality)
                .thenComparing(each -> each.target().toString(), Comparator.reverseOrder()));
  }

  private static boolean isPriced(Deployment deployment) {
    return deployment
        .card()
        .filter(card -> card.kind() == ModelCard.Kind.CHAT)
        .flatMap(card -> card.price().listRates())
        .isPresent();
  }

  private static double quality(Deployment deployment) {
    return QualityPriors.of(deployment.card().orElseThrow(), TaskFamily.GENERAL).mean();
  }

  private static boolean hasAnswered(Deployment deployment, JsonNode stats) {
    for (JsonNode row : stats.path("by_model")) {
      if (row.path("name").asText().equals(deployment.target().model())) {
        return true;
      }
    }
    return false;
  }

  /** The comparison with {@code deployment}; null when there is nothing to compare. */
  JsonNode of(Deployment deployment, JsonNode stats) {
    Compared compared = compared(stats);
    PriceSheet sheet =
        PriceSheet.of(
            deployment.price().listRates().orElseThrow(),
            deployment.price().source(),
            LocalDate.ofInstant(now, ZoneOffset.UTC));
    OptionalLong cost = Pricing.total(sheet, compared.tokens(), now);
    if (cost.isEmpty() || compared.requests() == 0) {
      return StrictJson.object().nullNode();
    }
    ObjectNode json =
        StrictJson.object()
            .put("model", deployment.target().toString())
            .put("cost_nanos", cost.getAsLong())
            .put("actual_nanos", compared.costNanos())
            .put("saved_nanos", cost.getAsLong() - compared.costNanos())
            .put("requests", compared.requests())
            .put("left_out_requests", compared.leftOut());
    return json.put(
        "how",
        ("input, cached and output tokens of %d requests at today's list price of %s, without tiers"
                + " and windows; %d requests without a price, an answer or of another kind are in"
                + " neither figure")
            .formatted(compared.requests(), deployment.target(), compared.leftOut()));
  }

  private Compared compared(JsonNode stats) {
    long[] tokens = new long[4];
    long cost = 0;
    long requests = 0;
    for (JsonNode row : stats.path("by_model")) {
      if (isComparable(row)) {
        tokens[0] = sum(tokens[0], row.path("input_tokens"));
        tokens[1] = sum(tokens[1], row.path("cache_read_tokens"));
        tokens[2] = sum(tokens[2], row.path("cache_write_tokens"));
        tokens[3] = sum(tokens[3], row.path("output_tokens"));
        cost = sum(cost, row.path("cost_nanos"));
        requests += row.path("requests").asLong();
      }
    }
    return new Compared(
        new TokenBuckets(tokens[0], tokens[1], tokens[2], 0, 0, tokens[3], 0, 0),
        cost,
        requests,
        stats.path("requests").asLong() - requests);
  }

  /** Both together, or as much as a number holds. */
  private static long sum(long before, JsonNode more) {
    return before + Math.min(more.asLong(), Long.MAX_VALUE - before);
  }

  /** Whether all of its requests have a price, and it answers what a chat model could have. */
  private boolean isComparable(JsonNode row) {
    String name = row.path("name").asText();
    return row.path("unpriced_requests").asLong() == 0
        && !name.startsWith("(")
        && deployments.stream()
            .filter(each -> each.target().model().equals(name))
            .flatMap(each -> each.card().stream())
            .noneMatch(card -> card.kind() != ModelCard.Kind.CHAT);
  }
}
