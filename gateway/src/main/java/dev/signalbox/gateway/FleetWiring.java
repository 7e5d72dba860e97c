package dev.signalbox.gateway;

import dev.signalbox.engine.catalog.CardBuilder;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.LatencyPrior;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.QualityPrior;
import dev.signalbox.engine.catalog.QualityPriors;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.latency.LatencyBlend;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.wire.model.ApiFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** From the configuration and the catalog to the deployments that routing chooses among. */
final class FleetWiring {
  private static final PriceSheet FREE =
      PriceSheet.of(Rates.FREE, "a server of one's own", LocalDate.EPOCH);

  private final Catalog catalog;
  private final Map<String, List<String>> heard;

  /**
   * Wiring with {@code catalog}.
   *
   * @param heard models that servers list themselves, by provider id
   */
  FleetWiring(Catalog catalog, Map<String, List<String>> heard) {
    this.catalog = catalog;
    this.heard = Map.copyOf(heard);
  }

  /** The deployments of {@code config}, those of disabled providers too. */
  Fleet fleetOf(GatewayConfig config) {
    Map<String, ProviderFacts> providers = new LinkedHashMap<>();
    Map<Target, Standing> standings = new LinkedHashMap<>();
    config.providers().forEach(provider -> put(provider, false, providers, standings));
    config.gateways().forEach(gateway -> put(gateway.upstream(), true, providers, standings));
    return new Fleet(providers, new ArrayList<>(standings.values()));
  }

  private void put(
      ProviderConfig provider,
      boolean reserved,
      Map<String, ProviderFacts> providers,
      Map<Target, Standing> standings) {
    ProviderFacts facts = factsOf(provider, reserved);
    providers.put(provider.id(), facts);
    for (String model : modelsOf(provider)) {
      Deployment deployment =
          new Deployment(
              new Target(provider.id(), model),
              facts.speaking(ids(ProviderWiring.formatsOf(provider, model))),
              bounded(provider, model, cardOf(provider, facts, model)));
      standings.put(deployment.target(), standing(deployment));
    }
  }

  private static ProviderFacts factsOf(ProviderConfig provider, boolean reserved) {
    return new ProviderFacts(
        provider.id(),
        ids(ProviderWiring.formatsOf(provider)),
        provider.enabled(),
        provider.hosting().local(),
        provider.hosting().regions(),
        provider.hosting().clearances(),
        provider
            .hosting()
            .keepsNothing()
            .map(nothing -> nothing ? Support.YES : Support.NO)
            .orElse(Support.UNKNOWN),
        reserved);
  }

  private static List<String> ids(List<ApiFormat> formats) {
    return formats.stream().map(ApiFormat::id).toList();
  }

  private List<String> modelsOf(ProviderConfig provider) {
    List<String> declared = ProviderWiring.modelsOf(provider);
    if (!declared.isEmpty()) {
      return declared;
    }
    List<String> listed = heard.getOrDefault(provider.id(), List.of());
    if (!listed.isEmpty()) {
      return listed;
    }
    String maker = ProviderWiring.listsItsModels(provider) ? "" : ProviderWiring.makerOf(provider);
    return catalog.cards().stream()
        .filter(card -> card.maker().equals(maker))
        .map(ModelCard::upstreamId)
        .toList();
  }

  /**
   * The card of the model at its maker; else what is known of a model of the same name elsewhere,
   * without that one's price, speed and end.
   */
  private Optional<ModelCard> cardOf(ProviderConfig provider, ProviderFacts facts, String model) {
    Optional<ModelCard> own = catalog.of(ProviderWiring.makerOf(provider), model);
    if (own.isPresent()) {
      return own;
    }
    PriceSheet price = facts.local() ? FREE : PriceSheet.UNKNOWN;
    Optional<ModelCard> borrowed =
        ModelFacts.namedIn(catalog, model)
            .map(
                card ->
                    card.toBuilder()
                        .price(price)
                        .latency(LatencyPrior.UNKNOWN)
                        .lifecycle(endless(card.lifecycle()))
                        .build());
    return borrowed.isPresent() || !facts.local()
        ? borrowed
        : Optional.of(bare(provider, model).price(FREE).build());
  }

  /** The card with the most output tokens that the configuration says the provider gives. */
  private static Optional<ModelCard> bounded(
      ProviderConfig provider, String model, Optional<ModelCard> card) {
    OptionalInt most =
        provider.models().stream()
            .filter(declared -> declared.id().equals(model))
            .map(ProviderConfig.Model::maxOutput)
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElse(OptionalInt.empty());
    if (most.isEmpty()) {
      return card;
    }
    ModelCard known = card.orElseGet(() -> bare(provider, model).build());
    Limits limits = known.limits();
    return Optional.of(
        known.toBuilder()
            .limits(
                new Limits(
                    limits.contextTokens(), limits.maxInputTokens(), most, limits.dimensions()))
            .build());
  }

  private static CardBuilder bare(ProviderConfig provider, String model) {
    return ModelCard.builder(provider.id() + "/" + model, ModelCard.Kind.CHAT);
  }

  /** A maker that ends its own service of a model ends nobody else's. */
  private static Lifecycle endless(Lifecycle lifecycle) {
    return new Lifecycle(
        Lifecycle.Stage.ACTIVE,
        lifecycle.released(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Standing standing(Deployment deployment) {
    return new Standing(
        deployment,
        Health.GOOD,
        LatencyBlend.priorOf(deployment.card()),
        Output.UNKNOWN,
        qualityOf(deployment.card()));
  }

  private static Map<TaskFamily, Quality> qualityOf(Optional<ModelCard> card) {
    Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      quality.put(
          family,
          card.map(known -> quality(QualityPriors.of(known, family))).orElse(Quality.ASSUMED));
    }
    return quality;
  }

  private static Quality quality(QualityPrior prior) {
    long mean = Math.round(prior.mean() * Trade.ONE);
    return new Quality(
        mean, Math.round(prior.sd() * Trade.ONE), 0, List.of(new Quality.Part("card", mean)));
  }
}
