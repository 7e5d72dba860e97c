package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.ServiceTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads LiteLLM's <a href="https://github.com/BerriAI/litellm">{@code
 * model_prices_and_context_window.json}</a>, as of 2026-11: an object of models, prices in dollars
 * per token, tiers and sizes in the names of the keys.
 */
public final class LiteLlmImport {
  /** Name of the list on the cards made from it. */
  public static final String SOURCE = "LiteLLM";

  private static final String EXAMPLE = "sample_spec";
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final long THOUSAND = 1_000;

  private static final Map<String, String> MAKERS =
      Map.ofEntries(
          Map.entry("gemini", "google"),
          Map.entry("together_ai", "together"),
          Map.entry("dashscope", "alibaba"),
          Map.entry("cohere_chat", "cohere"),
          Map.entry("bedrock_converse", "bedrock"),
          Map.entry("fireworks_ai", "fireworks"),
          Map.entry("vertex_ai-language-models", "vertex"),
          Map.entry("vertex_ai-embedding-models", "vertex"),
          Map.entry("vertex_ai-anthropic_models", "vertex"),
          Map.entry("azure_ai", "azure"));

  private static final Map<String, ModelCard.Kind> KINDS =
      Map.of(
          "chat", ModelCard.Kind.CHAT,
          "responses", ModelCard.Kind.CHAT,
          "embedding", ModelCard.Kind.EMBEDDING);

  private static final Map<String, String> RATES =
      Map.of(
          "input_cost_per_token", "input",
          "output_cost_per_token", "output",
          "cache_read_input_token_cost", "cache_read",
          "cache_creation_input_token_cost", "cache_write",
          "cache_creation_input_token_cost_above_1hr", "cache_write_hour",
          "output_cost_per_reasoning_token", "reasoning",
          "input_cost_per_audio_token", "audio_input",
          "output_cost_per_audio_token", "audio_output");

  private static final Map<String, ServiceTier> TIERS =
      Map.of(
          "_batches", ServiceTier.BATCH,
          "_flex", ServiceTier.FLEX,
          "_priority", ServiceTier.PRIORITY);

  private static final Map<String, Capability> CAPABILITIES =
      Map.ofEntries(
          Map.entry("supports_function_calling", Capability.TOOLS),
          Map.entry("supports_parallel_function_calling", Capability.PARALLEL_TOOLS),
          Map.entry("supports_vision", Capability.VISION),
          Map.entry("supports_audio_input", Capability.AUDIO_IN),
          Map.entry("supports_video_input", Capability.VIDEO_IN),
          Map.entry("supports_pdf_input", Capability.PDF),
          Map.entry("supports_response_schema", Capability.JSON_SCHEMA),
          Map.entry("supports_reasoning", Capability.REASONING),
          Map.entry("supports_native_streaming", Capability.STREAMING),
          Map.entry("supports_system_messages", Capability.SYSTEM_PROMPT),
          Map.entry("supports_prompt_caching", Capability.PROMPT_CACHE),
          Map.entry("supports_assistant_prefill", Capability.PREFILL));

  private static final Map<String, String> LIMITS =
      Map.of(
          "max_input_tokens", "max_input_tokens",
          "max_output_tokens", "max_output_tokens",
          "output_vector_size", "dimensions");

  /** Keys that say nothing a card has a place for. */
  private static final Set<String> WITHOUT_PLACE =
      Set.of("litellm_provider", "mode", "max_tokens", "source", "metadata", "comment");

  private static final Pattern TIER = Pattern.compile("(.+)(_batches|_flex|_priority)");
  private static final Pattern SIZE = Pattern.compile("(.+)_above_([0-9]{1,6})k_tokens");

  private final LocalDate asOf;
  private final List<ModelCard> cards = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final List<ImportedCards.NotUnderstood> notes = new ArrayList<>();

  private LiteLlmImport(LocalDate asOf) {
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
    if (!root.isObject() || root.size() > CatalogOverlay.MAX_CARDS) {
      throw new IllegalArgumentException(
          "the list must be an object of at most %d models".formatted(CatalogOverlay.MAX_CARDS));
    }
    LiteLlmImport reading = new LiteLlmImport(asOf);
    root.properties().stream()
        .filter(entry -> !entry.getKey().equals(EXAMPLE))
        .forEach(entry -> reading.add(entry.getKey(), entry.getValue()));
    return new ImportedCards(reading.cards, reading.notes);
  }

  private void add(String model, JsonNode entry) {
    String mode = entry.path("mode").asText("");
    ModelCard.Kind kind = KINDS.get(mode);
    String provider = entry.path("litellm_provider").asText("");
    if (kind == null) {
      leaveOut(model, "mode", "`%s` is neither chat nor embedding".formatted(mode));
    } else if (provider.isEmpty()) {
      leaveOut(model, "litellm_provider", "is missing");
    } else if (!ids.add(idOf(model, provider))) {
      leaveOut(model, "", "another entry has the same maker and name");
    } else {
      ImportDraft draft = new ImportDraft(model, SOURCE, idOf(model, provider), kind);
      entry.properties().forEach(field -> read(field.getKey(), field.getValue(), draft));
      draft.finish(asOf, notes).ifPresent(cards::add);
    }
  }

  private void leaveOut(String model, String field, String reason) {
    notes.add(new ImportedCards.NotUnderstood(model, field, reason));
  }

  private static String idOf(String model, String provider) {
    int slash = model.indexOf('/');
    String first = slash < 0 ? "" : model.substring(0, slash);
    boolean named =
        first.equals(provider) || MAKERS.getOrDefault(first, first).equals(makerOf(provider));
    return makerOf(provider) + "/" + (named ? model.substring(slash + 1) : model);
  }

  private static String makerOf(String provider) {
    return MAKERS.getOrDefault(provider, provider);
  }

  private static void read(String field, JsonNode value, ImportDraft draft) {
    if (CAPABILITIES.containsKey(field)) {
      if (value.isBoolean()) {
        draft.capability(CAPABILITIES.get(field), value.booleanValue());
      } else if (!value.isNull()) {
        draft.note(field, "is neither true nor false");
      }
    } else if (LIMITS.containsKey(field)) {
      draft.limit(LIMITS.get(field), field, value);
    } else if (field.equals("deprecation_date")) {
      draft.put("lifecycle", "retired", value.asText());
    } else if (field.equals("tiered_pricing")) {
      sizes(value, draft);
    } else if (field.contains("cost")) {
      rate(field, value, 0, draft);
    } else if (!WITHOUT_PLACE.contains(field) && !field.startsWith("support")) {
      draft.note(field, "is not known");
    }
  }

  /** A key such as {@code output_cost_per_token_above_200k_tokens_priority}. */
  private static void rate(String field, JsonNode value, long above, ImportDraft draft) {
    String name = field;
    ServiceTier tier = ServiceTier.STANDARD;
    long size = above;
    Matcher byTier = TIER.matcher(name);
    if (byTier.matches()) {
      tier = TIERS.getOrDefault(byTier.group(2), tier);
      name = byTier.group(1);
    }
    Matcher bySize = SIZE.matcher(name);
    if (bySize.matches()) {
      size = THOUSAND * Long.parseLong(bySize.group(2));
      name = bySize.group(1);
    }
    String bucket = RATES.get(name);
    Optional<BigDecimal> dollars = dollars(value);
    if (bucket == null) {
      draft.note(field, "is a price of a kind that is not known");
    } else if (dollars.isPresent()) {
      draft.rate(tier, size, bucket, dollars.get().multiply(MILLION));
    } else if (!value.isNull()) {
      draft.note(field, "is no price");
    }
  }

  private static Optional<BigDecimal> dollars(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue()).filter(amount -> amount.signum() >= 0);
    }
    return Optional.empty();
  }

  /** {@code tiered_pricing}: prices by ranges of prompt size. */
  private static void sizes(JsonNode ranges, ImportDraft draft) {
    for (JsonNode range : ranges) {
      JsonNode from = range.path("range").path(0);
      if (!from.isNumber()) {
        draft.note("tiered_pricing", "has a range without a beginning");
      } else if (!draft.hasSize(from.longValue())) {
        range.properties().stream()
            .filter(field -> RATES.containsKey(field.getKey()))
            .forEach(field -> rate(field.getKey(), field.getValue(), from.longValue(), draft));
      }
    }
  }
}
