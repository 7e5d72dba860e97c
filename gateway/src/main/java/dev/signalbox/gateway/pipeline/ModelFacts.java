package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.aws.BedrockModels;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import java.util.Optional;

/** What the catalog knows of a model, in the words of the wire formats. */
public final class ModelFacts {
  private final Catalog catalog;

  /** Facts from {@code catalog}. */
  public ModelFacts(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Whom a request for {@code model} at {@code provider} is written for. */
  public ProviderTarget targetOf(UpstreamSpec provider, String model) {
    return new ProviderTarget(
        model,
        cardOf(provider, model).map(ModelFacts::traits).orElse(ModelTraits.UNKNOWN),
        provider.dialect());
  }

  /** The card of {@code model} at its maker. */
  public Optional<ModelCard> ownCardOf(UpstreamSpec provider, String model) {
    return catalog.of(provider.maker(), model);
  }

  /** The card of {@code model} at its maker, or of the same name at any maker. */
  public Optional<ModelCard> cardOf(UpstreamSpec provider, String model) {
    return catalog.of(provider.maker(), model).or(() -> namedIn(catalog, model));
  }

  /**
   * What is known of a model of this name, whoever serves it. Vertex AI writes the date of a
   * version after an {@code @}; Bedrock has the maker before a name and a release behind it.
   */
  public static Optional<ModelCard> namedIn(Catalog catalog, String served) {
    String model = BedrockModels.makersName(served);
    int at = model.indexOf('@');
    Optional<ModelCard> named = catalog.named(model).stream().findFirst();
    return at < 0
        ? named
        : named
            .or(() -> catalog.named(model.replace('@', '-')).stream().findFirst())
            .or(() -> catalog.named(model.substring(0, at)).stream().findFirst());
  }

  private static ModelTraits traits(ModelCard card) {
    ParameterRules rules = card.parameters();
    return new ModelTraits(
        card.limits().maxOutputTokens(),
        rules
            .maxTokensParam()
            .filter("max_tokens"::equals)
            .map(_ -> ModelTraits.MaxTokensParam.MAX_TOKENS)
            .orElse(ModelTraits.MaxTokensParam.MAX_COMPLETION_TOKENS),
        rules.temperature().possible(),
        rules.stop().possible(),
        card.supports(Capability.JSON_SCHEMA).possible(),
        thinking(card));
  }

  private static ModelTraits.Thinking thinking(ModelCard card) {
    if (!card.supports(Capability.REASONING).possible()) {
      return ModelTraits.Thinking.NONE;
    }
    return card.parameters().reasoningControls().contains("effort")
            && !card.parameters().reasoningControls().contains("budget_tokens")
        ? ModelTraits.Thinking.LEVEL
        : ModelTraits.Thinking.BUDGET;
  }
}
