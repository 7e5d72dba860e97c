package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.Confidence;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one card of our catalog format; see {@code docs/catalog.md} for the keys. */
final class CardReader {
  private static final Set<String> CARD =
      Set.of(
          "id",
          "kind",
          "name",
          "family",
          "aliases",
          "limits",
          "capabilities",
          "parameters",
          "price",
          "latency",
          "quality",
          "governance",
          "lifecycle",
          "provenance");
  private static final Set<String> LIMITS =
      Set.of("context_tokens", "max_input_tokens", "max_output_tokens", "dimensions");
  private static final Set<String> CAPABILITIES =
      Stream.of(Capability.values()).map(Capability::id).collect(Collectors.toSet());
  private static final Set<String> PARAMETERS =
      Set.of("temperature", "stop", "max_tokens_param", "reasoning_control", "reasoning_levels");
  private static final Set<String> LATENCY = Set.of("ttft_millis", "tokens_per_second", "source");
  private static final Set<String> QUALITY =
      Set.of("bench", "figure", "unit", "date", "trust", "source");
  private static final Set<String> GOVERNANCE =
      Set.of("regions", "trains_on_data", "retention_days", "clearances");
  private static final Set<String> LIFECYCLE =
      Set.of("stage", "released", "deprecated", "retired", "replacement");
  private static final Set<String> PROVENANCE =
      Set.of(
          "sources",
          "as_of",
          "confidence",
          "note",
          "same_as",
          "billion_parameters",
          "open_weights");
  private static final String NO_TEMPERATURE_WITH_EFFORT = "without_effort";

  private CardReader() {}

  /**
   * Reads a card.
   *
   * @param asOf when the facts were read, unless the card says otherwise
   * @throws IllegalArgumentException if it breaks a rule, naming the model and the field
   */
  static ModelCard read(JsonNode node, LocalDate asOf) {
    String id = node.path("id").asText("without an id");
    try {
      return card(new Fields(node, "", CARD), asOf);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("catalog model `%s`: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static ModelCard card(Fields fields, LocalDate asOf) {
    ModelCard.Kind kind =
        fields
            .oneOf("kind", ModelCard.Kind.values())
            .orElseThrow(() -> fields.fault("kind", "is missing"));
    Provenance provenance =
        fields
            .object("provenance", PROVENANCE)
            .map(own -> provenance(own, asOf))
            .orElse(Provenance.NONE);
    CardBuilder card = ModelCard.builder(fields.requiredText("id"), kind).provenance(provenance);
    fields.text("name").ifPresent(card::name);
    card.family(fields.text("family")).aliases(fields.texts("aliases"));
    fields.object("limits", LIMITS).map(CardReader::limits).ifPresent(card::limits);
    fields
        .object("capabilities", CAPABILITIES)
        .map(CardReader::capabilities)
        .ifPresent(card::capabilities);
    fields.object("parameters", PARAMETERS).map(CardReader::parameters).ifPresent(card::parameters);
    fields
        .object("price", PriceReader.SHEET)
        .map(price -> PriceReader.read(price, asOf))
        .ifPresent(card::price);
    fields.object("latency", LATENCY).map(CardReader::latency).ifPresent(card::latency);
    card.quality(fields.objects("quality", QUALITY, CardReader::figure));
    fields.object("governance", GOVERNANCE).map(CardReader::governance).ifPresent(card::governance);
    fields.object("lifecycle", LIFECYCLE).map(CardReader::lifecycle).ifPresent(card::lifecycle);
    return card.build();
  }

  private static Limits limits(Fields fields) {
    return new Limits(
        fields.whole("context_tokens", 1),
        fields.whole("max_input_tokens", 1),
        fields.whole("max_output_tokens", 1),
        fields.whole("dimensions", 1));
  }

  private static Map<Capability, Support> capabilities(Fields fields) {
    Map<Capability, Support> all = new EnumMap<>(Capability.class);
    for (Capability capability : Capability.values()) {
      fields
          .oneOf(capability.id(), Support.values())
          .ifPresent(support -> all.put(capability, support));
    }
    return all;
  }

  private static ParameterRules parameters(Fields fields) {
    return new ParameterRules(
        fields.text("temperature").filter(NO_TEMPERATURE_WITH_EFFORT::equals).isPresent()
            ? Support.NO
            : fields.oneOf("temperature", Support.values()).orElse(Support.UNKNOWN),
        fields.oneOf("stop", Support.values()).orElse(Support.UNKNOWN),
        fields.text("max_tokens_param"),
        fields.texts("reasoning_control"),
        fields.texts("reasoning_levels"));
  }

  private static LatencyPrior latency(Fields fields) {
    return new LatencyPrior(
        fields.whole("ttft_millis", 0),
        fields.whole("tokens_per_second", 1),
        fields.requiredText("source"));
  }

  private static QualityFigure figure(Fields fields) {
    double trust = fields.requiredNumber("trust");
    if (!(trust > 0 && trust <= 1)) {
      throw fields.fault("trust", "must be above 0 and at most 1");
    }
    return new QualityFigure(
        fields.requiredText("bench"),
        fields.requiredNumber("figure"),
        fields.text("unit").orElse("percent"),
        fields.date("date"),
        trust,
        fields.requiredText("source"));
  }

  private static Governance governance(Fields fields) {
    return new Governance(
        Set.copyOf(fields.texts("regions")),
        fields.flag("trains_on_data"),
        fields.whole("retention_days", 0),
        Set.copyOf(fields.texts("clearances")));
  }

  private static Lifecycle lifecycle(Fields fields) {
    Lifecycle lifecycle =
        new Lifecycle(
            fields.oneOf("stage", Lifecycle.Stage.values()).orElse(Lifecycle.Stage.ACTIVE),
            fields.date("released"),
            fields.date("deprecated"),
            fields.date("retired"),
            fields.text("replacement"));
    for (LocalDate later :
        Stream.of(lifecycle.deprecated(), lifecycle.retired()).flatMap(Optional::stream).toList()) {
      if (lifecycle.released().filter(later::isBefore).isPresent()) {
        throw fields.fault("released", "must not be after `deprecated` or `retired`");
      }
    }
    return lifecycle;
  }

  private static Provenance provenance(Fields fields, LocalDate asOf) {
    if (fields.number("billion_parameters").orElse(1) <= 0) {
      throw fields.fault("billion_parameters", "must be above 0");
    }
    return new Provenance(
        List.copyOf(fields.texts("sources")),
        fields.date("as_of").orElse(asOf),
        fields.oneOf("confidence", Confidence.values()).orElse(Confidence.UNKNOWN),
        fields.text("note"),
        fields.text("same_as"),
        fields.number("billion_parameters"),
        fields.flag("open_weights"));
  }
}
