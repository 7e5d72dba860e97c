package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CardWriter;
import dev.signalbox.engine.catalog.LatencyPrior;
import dev.signalbox.engine.catalog.LatencyPriors;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.QualityPrior;
import dev.signalbox.engine.catalog.QualityPriors;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.explain.StandingJson;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A model card as JSON: facts, prior, and how its deployments stand. */
final class CardJson {
  private static final int NANO_DECIMALS = 9;
  private static final int FRACTION_DECIMALS = 4;

  private CardJson() {}

  /** What a list shows of {@code card}. */
  static ObjectNode brief(ModelCard card, List<Standing> served, Instant now) {
    ObjectNode all = CardWriter.toJson(card);
    ObjectNode node =
        StrictJson.object()
            .put("id", card.id())
            .put("name", card.name())
            .put("maker", card.maker());
    node.put("kind", card.kind().id());
    card.family().ifPresent(family -> node.put("family", family));
    node.put("stage", stageOf(card, now));
    if (all.has("limits")) {
      node.set("limits", all.get("limits"));
    }
    ArrayNode capabilities = node.putArray("capabilities");
    Stream.of(Capability.values())
        .filter(capability -> card.supports(capability) == Support.YES)
        .forEach(capability -> capabilities.add(capability.id()));
    node.set("price", priceNow(card, now));
    if (card.price().rows().size() > 1) {
      priceRows(card, all);
      node.withObject("price").set("rows", all.get("price").get("rows"));
    }
    node.set("quality", fraction(QualityPriors.of(card, TaskFamily.GENERAL).mean()));
    if (all.has("lifecycle")) {
      node.set("lifecycle", all.get("lifecycle"));
    }
    node.set("as_of", all.path("provenance").path("as_of"));
    node.set("measured", measured(served));
    ArrayNode deployments = node.putArray("deployments");
    served.forEach(standing -> deployments.add(standing.deployment().target().toString()));
    return node;
  }

  /** What the deployment with the most calls took; null when none was measured. */
  private static JsonNode measured(List<Standing> served) {
    return served.stream()
        .filter(standing -> standing.latency().samples() > 0)
        .max(Comparator.comparingLong(standing -> standing.latency().samples()))
        .<JsonNode>map(
            standing ->
                StrictJson.object()
                    .put("model", standing.deployment().target().toString())
                    .put("ttft_ms", standing.latency().firstTokenMillis())
                    .put("tokens_per_second", standing.latency().tokensPerSecond())
                    .put("n", standing.latency().samples()))
        .orElseGet(() -> StrictJson.object().nullNode());
  }

  /** Everything that is known of {@code card}. */
  static ObjectNode full(ModelCard card, List<Standing> served, QualityTable learnt, Instant now) {
    ObjectNode node = CardWriter.toJson(card);
    node.put("maker", card.maker());
    node.withObject("lifecycle").put("stage_today", stageOf(card, now));
    priceRows(card, node);
    if (!card.price().rows().isEmpty()) {
      node.withObject("price").set("now", priceNow(card, now));
    }
    node.set("prior", prior(card));
    ArrayNode deployments = node.putArray("deployments");
    served.forEach(standing -> deployments.add(StandingJson.of(standing, learnt, now)));
    return node;
  }

  private static String stageOf(ModelCard card, Instant now) {
    return card.lifecycle().stageOn(LocalDate.ofInstant(now, ZoneOffset.UTC)).id();
  }

  /** Both units of every rate of every row, instead of dollars only. */
  private static void priceRows(ModelCard card, ObjectNode node) {
    List<PriceRow> rows = card.price().rows();
    List<JsonNode> written = new ArrayList<>();
    node.path("price").path("rows").forEach(written::add);
    for (int i = 0; i < written.size(); i++) {
      ObjectNode row = (ObjectNode) written.get(i);
      Stream.of(Bucket.values()).map(Bucket::id).forEach(row::remove);
      putRates(rows.get(i).rates(), row);
      row.put("tier", rows.get(i).tier().id());
    }
  }

  /** What a short request costs now, at the standard tier; null when no price is known. */
  private static JsonNode priceNow(ModelCard card, Instant now) {
    return card.price()
        .rowFor(0, now, ServiceTier.STANDARD)
        .map(
            row -> {
              ObjectNode node = StrictJson.object();
              putRates(row.rates(), node);
              row.window().ifPresent(window -> node.put("window", window.name()));
              return node.put("confidence", card.price().confidence().id());
            })
        .<JsonNode>map(node -> node)
        .orElseGet(() -> StrictJson.object().nullNode());
  }

  private static void putRates(Rates rates, ObjectNode node) {
    ObjectNode dollars = node.putObject("usd_per_million");
    ObjectNode nanos = node.putObject("nanos_per_million");
    for (Bucket bucket : Bucket.values()) {
      OptionalLong rate = rates.of(bucket);
      if (rate.isPresent()) {
        dollars.set(bucket.id(), plain(BigDecimal.valueOf(rate.getAsLong(), NANO_DECIMALS)));
        nanos.put(bucket.id(), rate.getAsLong());
      }
    }
  }

  private static ObjectNode prior(ModelCard card) {
    ObjectNode prior = StrictJson.object();
    LatencyPrior speed = LatencyPriors.complete(card);
    ObjectNode latency = prior.putObject("latency");
    speed.ttftMillis().ifPresent(millis -> latency.put("ttft_ms", millis));
    speed.tokensPerSecond().ifPresent(tokens -> latency.put("tokens_per_second", tokens));
    latency.put("source", speed.source());
    ObjectNode quality = prior.putObject("quality");
    for (TaskFamily family : TaskFamily.values()) {
      QualityPrior expected = QualityPriors.of(card, family);
      ObjectNode figure = quality.putObject(family.id());
      figure.set("q", fraction(expected.mean()));
      figure.set("sd", fraction(expected.sd()));
      figure.put("source", expected.source());
    }
    return prior;
  }

  private static JsonNode fraction(double value) {
    return plain(BigDecimal.valueOf(value).setScale(FRACTION_DECIMALS, RoundingMode.HALF_EVEN));
  }

  /** A decimal without zeros at its end and without an exponent. */
  private static JsonNode plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return StrictJson.object().numberNode(shortest.scale() < 0 ? shortest.setScale(0) : shortest);
  }
}
