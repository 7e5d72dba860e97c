package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.PriceWindow;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes cards in our catalog format; what {@link CatalogReader} makes of it is the same card
 * again. What is unknown is left out.
 */
public final class CardWriter {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CardWriter() {}

  /** The card as an object of the catalog file. */
  public static ObjectNode toJson(ModelCard card) {
    ObjectNode json = JSON.objectNode();
    json.put("id", card.id()).put("kind", card.kind().id()).put("name", card.name());
    card.family().ifPresent(family -> json.put("family", family));
    putAll(json, "aliases", card.aliases());
    putUnlessEmpty(json, "limits", limits(card.limits()));
    ObjectNode capabilities = JSON.objectNode();
    for (Capability capability : Capability.values()) {
      Optional.ofNullable(card.capabilities().get(capability))
          .ifPresent(support -> capabilities.put(capability.id(), support.id()));
    }
    putUnlessEmpty(json, "capabilities", capabilities);
    putUnlessEmpty(json, "parameters", parameters(card.parameters()));
    if (!card.price().rows().isEmpty()) {
      json.set("price", toJson(card.price()));
    }
    putUnlessEmpty(json, "latency", latency(card.latency()));
    if (!card.quality().isEmpty()) {
      ArrayNode figures = json.putArray("quality");
      card.quality().forEach(figure -> figures.add(figure(figure)));
    }
    putUnlessEmpty(json, "governance", governance(card.governance()));
    json.set("lifecycle", lifecycle(card.lifecycle()));
    if (!card.provenance().equals(Provenance.NONE)) {
      json.set("provenance", provenance(card.provenance()));
    }
    return json;
  }

  private static ObjectNode limits(Limits limits) {
    ObjectNode json = JSON.objectNode();
    put(json, "context_tokens", limits.contextTokens());
    put(json, "max_input_tokens", limits.maxInputTokens());
    put(json, "max_output_tokens", limits.maxOutputTokens());
    put(json, "dimensions", limits.dimensions());
    return json;
  }

  private static ObjectNode parameters(ParameterRules rules) {
    ObjectNode json = JSON.objectNode();
    if (rules.temperature() != Support.UNKNOWN) {
      json.put("temperature", rules.temperature().id());
    }
    if (rules.stop() != Support.UNKNOWN) {
      json.put("stop", rules.stop().id());
    }
    rules.maxTokensParam().ifPresent(field -> json.put("max_tokens_param", field));
    putAll(json, "reasoning_control", rules.reasoningControls());
    putAll(json, "reasoning_levels", rules.reasoningLevels());
    return json;
  }

  /** The {@code price} of a card, which has at least one row. */
  public static ObjectNode toJson(PriceSheet sheet) {
    ObjectNode json = JSON.objectNode();
    json.put("source", sheet.source());
    json.put("confidence", sheet.confidence().id());
    put(json, "as_of", sheet.asOf());
    ArrayNode rows = json.putArray("rows");
    sheet.rows().forEach(row -> rows.add(row(row)));
    return json;
  }

  private static ObjectNode row(PriceRow row) {
    ObjectNode json = JSON.objectNode();
    if (row.tier() != ServiceTier.STANDARD) {
      json.put("tier", row.tier().id());
    }
    put(json, "from", row.from());
    put(json, "until", row.until());
    row.window().ifPresent(window -> json.set("window", window(window)));
    row.aboveInputTokens().ifPresent(tokens -> json.put("above_input_tokens", tokens));
    rates(row.rates(), json);
    return json;
  }

  /** Adds every stated rate in dollars per million tokens. */
  private static void rates(Rates rates, ObjectNode json) {
    for (Bucket bucket : Bucket.values()) {
      OptionalLong rate = rates.of(bucket);
      if (rate.isPresent()) {
        BigDecimal dollars = Dollars.of(rate.getAsLong());
        if (dollars.scale() == 0) {
          json.put(bucket.id(), dollars.longValueExact());
        } else {
          json.put(bucket.id(), dollars);
        }
      }
    }
  }

  private static ObjectNode window(PriceWindow window) {
    ObjectNode json = JSON.objectNode();
    json.put("name", window.name());
    ArrayNode days = json.putArray("days");
    window.days().stream().sorted().map(PriceReader::shortName).forEach(days::add);
    ArrayNode hours = json.putArray("utc");
    for (PriceWindow.Hours span : window.hours()) {
      hours.add(
          span.from()
              + "-"
              + (span.until().equals(LocalTime.MIDNIGHT) ? "24:00" : span.until().toString()));
    }
    return json;
  }

  private static ObjectNode latency(LatencyPrior latency) {
    ObjectNode json = JSON.objectNode();
    put(json, "ttft_millis", latency.ttftMillis());
    put(json, "tokens_per_second", latency.tokensPerSecond());
    return json.isEmpty() ? json : json.put("source", latency.source());
  }

  private static ObjectNode figure(QualityFigure figure) {
    ObjectNode json = JSON.objectNode();
    json.put("bench", figure.bench()).put("figure", figure.figure()).put("unit", figure.unit());
    put(json, "date", figure.date());
    return json.put("trust", figure.trust()).put("source", figure.source());
  }

  private static ObjectNode governance(Governance governance) {
    ObjectNode json = JSON.objectNode();
    putAll(json, "regions", governance.regions().stream().sorted().toList());
    governance.trainsOnData().ifPresent(trains -> json.put("trains_on_data", trains));
    put(json, "retention_days", governance.retentionDays());
    putAll(json, "clearances", governance.clearances().stream().sorted().toList());
    return json;
  }

  private static ObjectNode lifecycle(Lifecycle lifecycle) {
    ObjectNode json = JSON.objectNode();
    json.put("stage", lifecycle.stage().id());
    put(json, "released", lifecycle.released());
    put(json, "deprecated", lifecycle.deprecated());
    put(json, "retired", lifecycle.retired());
    lifecycle.replacement().ifPresent(id -> json.put("replacement", id));
    return json;
  }

  private static ObjectNode provenance(Provenance provenance) {
    ObjectNode json = JSON.objectNode();
    putAll(json, "sources", provenance.sources());
    json.put("as_of", provenance.asOf().toString());
    if (provenance.confidence() != Confidence.UNKNOWN) {
      json.put("confidence", provenance.confidence().id());
    }
    provenance.note().ifPresent(note -> json.put("note", note));
    provenance.sameAs().ifPresent(id -> json.put("same_as", id));
    provenance.billionParameters().ifPresent(size -> json.put("billion_parameters", size));
    provenance.openWeights().ifPresent(open -> json.put("open_weights", open));
    return json;
  }

  private static void put(ObjectNode json, String name, OptionalInt value) {
    value.ifPresent(number -> json.put(name, number));
  }

  private static void put(ObjectNode json, String name, Optional<LocalDate> value) {
    value.ifPresent(date -> json.put(name, date.toString()));
  }

  private static void putAll(ObjectNode json, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      values.forEach(json.putArray(name)::add);
    }
  }

  private static void putUnlessEmpty(ObjectNode json, String name, ObjectNode value) {
    if (!value.isEmpty()) {
      json.set(name, value);
    }
  }
}
