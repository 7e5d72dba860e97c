package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.text.Fields;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one card of our catalog format; see {@code docs/catalog.md} for the keys. */
final class CardReader {
  private static final List<String> CARD =
      List.of(
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
  private static final List<String> LIMITS =
      List.of("context_tokens", "max_input_tokens", "max_output_tokens", "dimensions");
  private static final List<String> CAPABILITIES =
      Stream.of(Capability.values()).map(Capability::id).toList();
  private static final List<String> PARAMETERS =
      List.of("temperature", "stop", "max_tokens_param", "reasoning_control", "reasoning_levels");
  private static final List<String> LATENCY = List.of("ttft_millis", "tokens_per_second", "source");
  private static final List<String> QUALITY =
      List.of("bench", "figure", "unit", "date", "trust", "source");
  private static final List<String> GOVERNANCE =
      List.of("regions", "trains_on_data", "retention_days", "clearances");
  private static final List<String> LIFECYCLE =
      List.of("stage", "released", "deprecated", "retired", "replacement");
  private static final List<String> PROVENANCE =
      List.of(
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
      return card(Fields.of(node, "a card").only(CARD), asOf);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("catalog model `%s`: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static ModelCard card(Fields fields, LocalDate asOf) {
    ModelCard.Kind kind = fields.required("kind", fields.oneOf("kind", ModelCard.Kind.values()));
    Provenance provenance =
        fields
            .object("provenance", PROVENANCE)
            .map(own -> provenance(own, asOf))
            .orElse(Provenance.NONE);
    CardBuilder card =
        ModelCard.builder(fields.required("id", fields.word("id")), kind).provenance(provenance);
    fields.word("name").ifPresent(card::name);
    card.family(fields.word("family")).aliases(fields.words("aliases"));
    fields.object("limits", LIMITS).map(CardReader::limits).ifPresent(card::limits);
    fields
        .object("capabilities", CAPABILITIES)
        .map(CardReader::capabilities)
        .ifPresent(card::capabilities);
    fields.object("parameters", PARAMETERS).map(CardReader::parameters).ifPresent(card::parameters);
    fields.object("price").map(price -> PriceReader.read(price, asOf)).ifPresent(card::price);
    fields.object("latency", LATENCY).map(CardReader::latency).ifPresent(card::latency);
    card.quality(fields.objects("quality").stream().map(CardReader::figure).toList());
    fields.object("governance", GOVERNANCE).map(CardReader::governance).ifPresent(card::governance);
    fields.object("lifecycle", LIFECYCLE).map(CardReader::lifecycle).ifPresent(card::lifecycle);
    return card.build();
  }

  private static Limits limits(Fields fields) {
    return new Limits(
        fields.small("context_tokens", 1),
        fields.small("max_input_tokens", 1),
        fields.small("max_output_tokens", 1),
        fields.small("dimensions", 1));
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
        fields.word("temperature").filter(NO_TEMPERATURE_WITH_EFFORT::equals).isPresent()
            ? Support.NO
            : fields.oneOf("temperature", Support.values()).orElse(Support.UNKNOWN),
        fields.oneOf("stop", Support.values()).orElse(Support.UNKNOWN),
        fields.word("max_tokens_param"),
        fields.words("reasoning_control"),
        fields.words("reasoning_levels"));
  }

  private static LatencyPrior latency(Fields fields) {
    return new LatencyPrior(
        fields.small("ttft_millis", 0),
        fields.small("tokens_per_second", 1),
        fields.required("source", fields.word("source")));
  }

  private static QualityFigure figure(Fields fields) {
    fields.only(QUALITY);
    double trust = fields.required("trust", fields.fraction("trust"));
    if (!(trust > 0 && trust <= 1)) {
      throw fields.fault("trust", "must be above 0 and at most 1");
    }
    return new QualityFigure(
        fields.required("bench", fields.word("bench")),
        fields.required("figure", fields.fraction("figure")),
        fields.word("unit").orElse("percent"),
        fields.date("date"),
        trust,
        fields.required("source", fields.word("source")));
  }

  private static Governance governance(Fields fields) {
    return new Governance(
        Set.copyOf(fields.words("regions")),
        fields.flag("trains_on_data"),
        fields.small("retention_days", 0),
        Set.copyOf(fields.words("clearances")));
  }

  private static Lifecycle lifecycle(Fields fields) {
    Lifecycle lifecycle =
        new Lifecycle(
            fields.oneOf("stage", Lifecycle.Stage.values()).orElse(Lifecycle.Stage.ACTIVE),
            fields.date("released"),
            fields.date("deprecated"),
            fields.date("retired"),
            fields.word("replacement"));
    for (LocalDate later :
        Stream.of(lifecycle.deprecated(), lifecycle.retired()).flatMap(Optional::stream).toList()) {
      if (lifecycle.released().filter(later::isBefore).isPresent()) {
        throw fields.fault("released", "must not be after `deprecated` or `retired`");
      }
    }
    return lifecycle;
  }

  private static Provenance provenance(Fields fields, LocalDate asOf) {
    if (fields.fraction("billion_parameters").orElse(1.0) <= 0) {
      throw fields.fault("billion_parameters", "must be above 0");
    }
    return new Provenance(
        List.copyOf(fields.words("sources")),
        fields.date("as_of").orElse(asOf),
        fields.oneOf("confidence", Confidence.values()).orElse(Confidence.UNKNOWN),
        fields.word("note"),
        fields.word("same_as"),
        fields
            .fraction("billion_parameters")
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()),
        fields.flag("open_weights"));
  }
}
