package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.price.ServiceTier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One model of a public list on its way to a card of our format. */
final class ImportDraft {
  private static final int NANO_DECIMALS = 9;
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final String model;
  private final String source;
  private final ObjectNode card = CardWriter.JSON.objectNode();
  private final Map<ServiceTier, TreeMap<Long, ObjectNode>> rows = new LinkedHashMap<>();
  private final List<ImportedCards.NotUnderstood> notes = new ArrayList<>();

  /**
   * A card with an id and a kind.
   *
   * @param model as the list names it
   * @param source name of the list
   */
  ImportDraft(String model, String source, String id, ModelCard.Kind kind) {
    this.model = model;
    this.source = source;
    card.put("id", id).put("kind", kind.id());
  }

  /** Sets a text, unless the list has none. */
  void text(String name, JsonNode value) {
    if (value.isTextual() && !value.textValue().isBlank()) {
      card.put(name, value.textValue());
    }
  }

  /** Sets a key of an object of the card. */
  void put(String object, String name, String value) {
    card.withObjectProperty(object).put(name, value);
  }

  /** Sets a flag of the provenance. */
  void openWeights(boolean value) {
    card.withObjectProperty("provenance").put("open_weights", value);
  }

  /** Sets whether the model can do something. */
  void capability(Capability capability, boolean able) {
    put("capabilities", capability.id(), able ? Support.YES.id() : Support.NO.id());
  }

  /** Sets a number of tokens; zero stands for unknown in the lists. */
  void limit(String name, String field, JsonNode value) {
    if (value.isMissingNode() || value.isNull() || (value.isNumber() && value.doubleValue() == 0)) {
      return;
    }
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt()) {
      card.withObjectProperty("limits").put(name, value.intValue());
    } else {
      note(field, "is no whole number of tokens");
    }
  }

  /**
   * Sets a rate.
   *
   * @param above the prompt size from which it holds; 0 for any
   * @param perMillion dollars per million tokens
   */
  void rate(ServiceTier tier, long above, String bucket, BigDecimal perMillion) {
    rows.computeIfAbsent(tier, _ -> new TreeMap<>())
        .computeIfAbsent(above, _ -> CardWriter.JSON.objectNode())
        .put(bucket, perMillion.setScale(NANO_DECIMALS, RoundingMode.HALF_UP));
  }

  /** Whether a rate has been set for prompts above this size at the standard tier. */
  boolean hasSize(long above) {
    return Optional.ofNullable(rows.get(ServiceTier.STANDARD))
        .filter(sizes -> sizes.containsKey(above))
        .isPresent();
  }

  /** Says that a key was left out. */
  void note(String field, String reason) {
    notes.add(new ImportedCards.NotUnderstood(model, field, reason));
  }

  /**
   * Finishes the card.
   *
   * @param asOf when the list was made
   * @param found takes what was not understood
   * @return the card, unless it breaks a rule, which is then noted
   */
  Optional<ModelCard> finish(LocalDate asOf, List<ImportedCards.NotUnderstood> found) {
    ObjectNode provenance = card.withObjectProperty("provenance");
    provenance.putArray("sources").add(source);
    provenance.put("confidence", "single");
    finishPrice();
    Optional<ModelCard> finished = Optional.empty();
    try {
      finished = Optional.of(CardReader.read(card, asOf));
    } catch (IllegalArgumentException e) {
      note("", String.valueOf(e.getMessage()));
    }
    found.addAll(notes);
    return finished;
  }

  private void finishPrice() {
    ArrayNode all = CardWriter.JSON.arrayNode();
    rows.forEach(
        (tier, sizes) ->
            sizes.forEach(
                (above, rates) -> {
                  fill(rates, Optional.ofNullable(sizes.get(0L)));
                  if (rates.has(INPUT) || rates.has(OUTPUT)) {
                    all.add(row(tier, above, rates));
                  } else {
                    note(tier.id(), "has no price of input or output");
                  }
                }));
    if (!all.isEmpty()) {
      ObjectNode price = card.putObject("price");
      price.put("source", source).put("confidence", "single").set("rows", all);
    }
  }

  /** A size tier that states one of input and output only leaves the other as it was. */
  private static void fill(ObjectNode rates, Optional<ObjectNode> base) {
    for (String bucket : List.of(INPUT, OUTPUT)) {
      if (!rates.has(bucket)) {
        base.map(other -> other.get(bucket)).ifPresent(rate -> rates.set(bucket, rate));
      }
    }
  }

  private static ObjectNode row(ServiceTier tier, long above, ObjectNode rates) {
    ObjectNode row = CardWriter.JSON.objectNode();
    if (tier != ServiceTier.STANDARD) {
      row.put("tier", tier.id());
    }
    if (above > 0) {
      row.put("above_input_tokens", above);
    }
    row.setAll(rates);
    return row;
  }
}
