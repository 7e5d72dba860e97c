package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.wire.model.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What an answer cost: by the price of the model that gave it, where that one is known. */
final class Costing {
  private final Serving serving;

  Costing(Serving serving) {
    this.serving = serving;
  }

  /** Whose price. */
  private record Priced(String model, boolean answered, PriceSheet price) {}

  /**
   * The cost of {@code usage}, at the standard tier; empty when it has no price or contradicts
   * itself.
   *
   * @param asked who was asked
   * @param answered the model that answered, as the provider names it; may be empty
   */
  Optional<AttemptRecord.Cost> of(Target asked, String answered, Usage usage, Instant at) {
    if (!usage.consistent()) {
      return Optional.empty();
    }
    return byAnswered(asked, answered)
        .or(() -> byAsked(asked))
        .flatMap(
            priced -> {
              OptionalLong nanos = Pricing.total(priced.price(), buckets(usage), at);
              return nanos.isPresent()
                  ? Optional.of(
                      new AttemptRecord.Cost(nanos.getAsLong(), priced.model(), priced.answered()))
                  : Optional.empty();
            });
  }

  /** Of another card than that of the model asked for: mostly it is the same under another name. */
  private Optional<Priced> byAnswered(Target asked, String answered) {
    if (answered.isEmpty() || answered.equals(asked.model())) {
      return Optional.empty();
    }
    Optional<ModelCard> card =
        serving
            .upstreams()
            .find(asked.provider())
            .map(Upstream::spec)
            .flatMap(spec -> serving.facts().ownCardOf(spec, answered));
    Optional<String> askedCard = deployment(asked).flatMap(Deployment::card).map(ModelCard::id);
    return card.filter(found -> !found.price().equals(PriceSheet.UNKNOWN))
        .filter(found -> !askedCard.equals(Optional.of(found.id())))
        .map(found -> new Priced(found.id(), true, found.price()));
  }

  private Optional<Priced> byAsked(Target asked) {
    return deployment(asked)
        .map(
            found ->
                new Priced(
                    found.card().map(ModelCard::id).orElse(asked.toString()),
                    false,
                    found.price()));
  }

  private Optional<Deployment> deployment(Target target) {
    return serving.routing().snapshot().standing(target).map(Standing::deployment);
  }

  private static TokenBuckets buckets(Usage usage) {
    return new TokenBuckets(
        usage.input() - usage.audioInput() + usage.toolPrompt(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.audioInput(),
        usage.output() - usage.audioOutput(),
        usage.reasoning(),
        usage.audioOutput());
  }
}
