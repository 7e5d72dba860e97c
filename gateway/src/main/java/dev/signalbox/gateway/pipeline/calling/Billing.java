package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the bill of an attempt: at the price that the decision was made with, by the provider's own
 * figures where they make sense, else by an estimate that is marked as one.
 */
final class Billing {
  private Billing() {}

  /**
   * What an attempt used.
   *
   * @param worked whether the provider probably began to work
   * @param answeredModel the model that answered, as the provider names it; may be empty
   * @param usage by the provider's figures
   * @param pieces pieces of the answer that came; about one token each
   */
  record Used(boolean worked, String answeredModel, Optional<Usage> usage, long pieces) {}

  /** The bill of an attempt at {@code target}. */
  static Bill bill(Exchange exchange, Serving serving, Target target, Used used) {
    Optional<Usage> reported = used.usage().filter(Billing::isPlausible);
    if (reported.isEmpty() && !used.worked()) {
      return Bill.NONE;
    }
    Optional<Score.Price> quoted = exchange.route().flatMap(route -> route.priceOf(target));
    TokenBuckets tokens = reported.map(Billing::buckets).orElseGet(() -> estimate(quoted, used));
    Priced priced =
        byAnswered(serving, target, used.answeredModel())
            .orElseGet(() -> byAsked(serving, target, quoted));
    ServiceTier tier = reported.map(Billing::tierOf).orElse(ServiceTier.STANDARD);
    Cost cost = Pricing.cost(priced.sheet(), tokens, exchange.origin().at(), tier);
    if (!cost.known()) {
      serving.execution().unpriced().answered(target.toString());
    }
    return new Bill(
        reported.isPresent() ? Bill.Charge.REPORTED : Bill.Charge.ESTIMATED,
        tier,
        tokens,
        Optional.of(cost),
        priced.as());
  }

  /** A price, and whose it is. */
  private record Priced(PriceSheet sheet, String as) {}

  /** Of another card than that of the model asked for: mostly it is the same under another name. */
  private static Optional<Priced> byAnswered(Serving serving, Target asked, String answered) {
    if (answered.isEmpty() || answered.equals(asked.model())) {
      return Optional.empty();
    }
    Optional<String> askedCard =
        deployment(serving, asked).flatMap(Deployment::card).map(ModelCard::id);
    return serving
        .upstreams()
        .find(asked.provider())
        .flatMap(upstream -> serving.facts().ownCardOf(upstream.spec(), answered))
        .filter(card -> !card.price().equals(PriceSheet.UNKNOWN))
        .filter(card -> !askedCard.equals(Optional.of(card.id())))
        .map(card -> new Priced(card.price(), card.id()));
  }

  private static Priced byAsked(Serving serving, Target asked, Optional<Score.Price> quoted) {
    Optional<Deployment> deployment = deployment(serving, asked);
    PriceSheet sheet =
        quoted
            .map(price -> price.quote().sheet())
            .or(() -> deployment.map(Deployment::price))
            .orElse(PriceSheet.UNKNOWN);
    return new Priced(
        sheet, deployment.flatMap(Deployment::card).map(ModelCard::id).orElse(asked.toString()));
  }

  private static Optional<Deployment> deployment(Serving serving, Target target) {
    return serving.routing().snapshot().standing(target).map(Standing::deployment);
  }

  private static ServiceTier tierOf(Usage usage) {
    return usage.tier().isEmpty()
        ? ServiceTier.STANDARD
        : ServiceTier.valueOf(usage.tier().toUpperCase(Locale.ROOT));
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

  /** Every request has a prompt; figures without one are those of a provider that cannot count. */
  private static boolean isPlausible(Usage usage) {
    return usage.consistent() && usage.totalInput() > 0;
  }

  /** The prompt as it was weighed, and as much of an answer as came. */
  private static TokenBuckets estimate(Optional<Score.Price> quoted, Used used) {
    long told = used.usage().filter(Usage::consistent).map(Usage::output).orElse(0L);
    return TokenBuckets.of(
        quoted.map(price -> price.quote().tokens().promptTokens()).orElse(0L),
        Math.max(0, Math.max(told, used.pieces())));
  }
}
