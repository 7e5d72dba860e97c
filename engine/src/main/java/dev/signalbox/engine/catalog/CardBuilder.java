package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.PriceSheet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a card together; what is not set stays unknown. Not shared between threads. */
public final class CardBuilder {
  private final String id;
  private final ModelCard.Kind kind;
  private String name;
  private Optional<String> family = Optional.empty();
  private List<String> aliases = List.of();
  private Limits limits = Limits.UNKNOWN;
  private Map<Capability, Support> capabilities = Map.of();
  private ParameterRules parameters = ParameterRules.UNKNOWN;
  private PriceSheet price = PriceSheet.UNKNOWN;
  private LatencyPrior latency = LatencyPrior.UNKNOWN;
  private List<QualityFigure> quality = List.of();
  private Governance governance = Governance.UNKNOWN;
  private Lifecycle lifecycle = Lifecycle.ACTIVE;
  private Provenance provenance = Provenance.NONE;

  CardBuilder(String id, ModelCard.Kind kind) {
    this.id = id;
    this.kind = kind;
    this.name = id.substring(id.indexOf('/') + 1);
  }

  CardBuilder(ModelCard card) {
    this(card.id(), card.kind());
    name = card.name();
    family = card.family();
    aliases = card.aliases();
    limits = card.limits();
    capabilities = card.capabilities();
    parameters = card.parameters();
    price = card.price();
    latency = card.latency();
    quality = card.quality();
    governance = card.governance();
    lifecycle = card.lifecycle();
    provenance = card.provenance();
  }

  public CardBuilder name(String value) {
    name = value;
    return this;
  }

  public CardBuilder family(Optional<String> value) {
    family = value;
    return this;
  }

  public CardBuilder aliases(List<String> value) {
    aliases = value;
    return this;
  }

  public CardBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  public CardBuilder capabilities(Map<Capability, Support> value) {
    capabilities = value;
    return this;
  }

  public CardBuilder parameters(ParameterRules value) {
    parameters = value;
    return this;
  }

  public CardBuilder price(PriceSheet value) {
    price = value;
    return this;
  }

  public CardBuilder latency(LatencyPrior value) {
    latency = value;
    return this;
  }

  public CardBuilder quality(List<QualityFigure> value) {
    quality = value;
    return this;
  }

  public CardBuilder governance(Governance value) {
    governance = value;
    return this;
  }

  public CardBuilder lifecycle(Lifecycle value) {
    lifecycle = value;
    return this;
  }

  public CardBuilder provenance(Provenance value) {
    provenance = value;
    return this;
  }

  /** The card. */
  public ModelCard build() {
    return new ModelCard(
        id,
        kind,
        name,
        family,
        aliases,
        limits,
        capabilities,
        parameters,
        price,
        latency,
        quality,
        governance,
        lifecycle,
        provenance);
  }
}
