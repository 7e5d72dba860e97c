package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.ServiceTier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the <a href="https://models.dev/api.json">{@code api.json} of models.dev</a>, as of
 * 2026-11: an object of providers with their models, prices in dollars per million tokens.
 */
public final class ModelsDevImport {
  /** Name of the list on the cards made from it. */
  public static final String SOURCE = "models.dev";

  private static final Map<String, String> MAKERS =
      Map.of(
          "togetherai", "together",
          "moonshotai", "moonshot",
          "amazon-bedrock", "bedrock",
          "google-vertex", "vertex",
          "fireworks-ai", "fireworks");

  private static final Map<String, String> RATES =
      Map.of(
          "input", "input",
          "output", "output",
          "cache_read", "cache_read",
          "cache_write", "cache_write",
          "reasoning", "reasoning",
          "input_audio", "audio_input",
          "output_audio", "audio_output");

  private static final Map<String, Capability> FLAGS =
      Map.of(
          "tool_call", Capability.TOOLS,
          "structured_output", Capability.JSON_SCHEMA,
          "reasoning", Capability.REASONING);

  private static final Map<String, Capability> MODALITIES =
      Map.of(
          "image", Capability.VISION,
          "audio", Capability.AUDIO_IN,
          "video", Capability.VIDEO_IN,
          "pdf", Capability.PDF);

  private static final Map<String, String> STAGES =
      Map.of("alpha", "preview", "beta", "preview", "deprecated", "deprecated");

  private static final Map<String, String> LIMITS =
      Map.of(
          "context", "context_tokens",
          "input", "max_input_tokens",
          "output", "max_output_tokens");

  /** Keys that are read elsewhere or say nothing a card has a place for. */
  private static final Set<String> WITHOUT_PLACE =
      Set.of(
          "id",
          "name",
          "family",
          "attachment",
          "interleaved",
          "knowledge",
          "last_updated",
          "description",
          "experimental",
          "provider",
          "benchmarks");

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final long OLD_SIZE = 200_000;

  private final LocalDate asOf;
  private final List<ModelCard> cards = new ArrayList<>();
  private final List<ImportedCards.NotUnderstood> notes = new ArrayList<>();

  private ModelsDevImport(LocalDate asOf) {
    this.asOf = asOf;
  }

  /**
   * The cards of a list.
   *
   * @param asOf when the list was made
   * @throws IllegalArgumentException if it is no such list
   */
  public static ImportedCards read(byte[] json, LocalDate asOf) {
    JsonNode root = CatalogReader.tree(json);
    if (!root.isObject()) {
      throw new IllegalArgumentException("the list must be an object of providers");
    }
    ModelsDevImport reading = new ModelsDevImport(asOf);
    root.properties().forEach(entry -> reading.addAll(entry.getKey(), entry.getValue()));
    return new ImportedCards(reading.cards, reading.notes);
  }

  private void addAll(String provider, JsonNode entry) {
    if (!entry.path("models").isObject()) {
      notes.add(new ImportedCards.NotUnderstood(provider, "models", "is missing"));
      return;
    }
    if (cards.size() + entry.path("models").size() > CatalogOverlay.MAX_CARDS) {
      throw new IllegalArgumentException(
          "the list must have at most %d models".formatted(CatalogOverlay.MAX_CARDS));
    }
    String maker = MAKERS.getOrDefault(provider, provider);
    entry
        .path("models")
        .properties()
        .forEach(model -> add(maker, provider + "/" + model.getKey(), model.getValue()));
  }

  private void add(String maker, String model, JsonNode entry) {
    String name = entry.path("id").asText(model.substring(model.indexOf('/') + 1));
    boolean embeds =
        (name + entry.path("family").asText("")).toLowerCase(Locale.ROOT).contains("embed");
    if (!embeds && !contains(entry.path("modalities").path("output"), "text")) {
      notes.add(
          new ImportedCards.NotUnderstood(
              model, "modalities", "the model makes neither text nor vectors"));
      return;
    }
    ImportDraft draft =
        new ImportDraft(
            model,
            SOURCE,
            maker + "/" + name,
            embeds ? ModelCard.Kind.EMBEDDING : ModelCard.Kind.CHAT);
    draft.text("name", entry.path("name"));
    draft.text("family", entry.path("family"));
    entry.properties().forEach(field -> read(field.getKey(), field.getValue(), draft));
    draft.finish(asOf, notes).ifPresent(cards::add);
  }

  private static void read(String field, JsonNode value, ImportDraft draft) {
    switch (field) {
      case "temperature" ->
          draft.put(
              "parameters", "temperature", value.asBoolean() ? Support.YES.id() : Support.NO.id());
      case "modalities" ->
          MODALITIES.forEach(
              (modality, capability) ->
                  draft.capability(capability, contains(value.path("input"), modality)));
      case "limit" ->
          value.properties().forEach(limit -> limit(limit.getKey(), limit.getValue(), draft));
      case "cost" -> cost(value, draft);
      case "release_date" -> {
        if (DAY.matcher(value.asText()).matches()) {
          draft.put("lifecycle", "released", value.asText());
        }
      }
      case "status" -> stage(value.asText(), draft);
      case "open_weights" -> draft.openWeights(value.asBoolean());
      default -> {
        if (FLAGS.containsKey(field)) {
          draft.capability(FLAGS.get(field), value.asBoolean());
        } else if (!WITHOUT_PLACE.contains(field)) {
          draft.note(field, "is not known");
        }
      }
    }
  }

  private static void limit(String name, JsonNode value, ImportDraft draft) {
    if (LIMITS.containsKey(name)) {
      draft.limit(LIMITS.get(name), "limit." + name, value);
    } else {
      draft.note("limit." + name, "is not known");
    }
  }

  private static void stage(String status, ImportDraft draft) {
    if (STAGES.containsKey(status)) {
      draft.put("lifecycle", "stage", STAGES.get(status));
    } else {
      draft.note("status", "`%s` is not known".formatted(status));
    }
  }

  private static void cost(JsonNode cost, ImportDraft draft) {
    JsonNode tiers = cost.path("tiers");
    rates(cost, 0, draft);
    for (JsonNode tier : tiers) {
      JsonNode size = tier.path("tier").path("size");
      if (tier.path("tier").path("type").asText().equals("context") && size.isIntegralNumber()) {
        rates(tier, size.longValue(), draft);
      } else {
        draft.note("cost.tiers", "has a tier that is not by context size");
      }
    }
    if (tiers.isEmpty() && cost.has("context_over_200k")) {
      rates(cost.path("context_over_200k"), OLD_SIZE, draft);
    }
  }

  private static void rates(JsonNode rates, long above, ImportDraft draft) {
    rates
        .properties()
        .forEach(
            rate -> {
              String bucket = RATES.get(rate.getKey());
              if (bucket != null && rate.getValue().isNumber()) {
                draft.rate(ServiceTier.STANDARD, above, bucket, rate.getValue().decimalValue());
              } else if (bucket == null && rate.getValue().isNumber()) {
                draft.note("cost." + rate.getKey(), "is a price of a kind that is not known");
              }
            });
  }

  private static boolean contains(JsonNode list, String text) {
    for (JsonNode item : list) {
      if (item.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
