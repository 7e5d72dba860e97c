package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.model.Usage;
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
   * @param usage by the provider's figures
   * @param pieces pieces of the answer that came; about one token each
   */
  record Used(boolean worked, Optional<Usage> usage, long pieces) {}

  /** The bill of an attempt at {@code target}. */
  static Bill bill(Exchange exchange, Serving serving, Target target, Used used) {
    Optional<Usage> reported = used.usage().filter(Usage::consistent);
    if (reported.isEmpty() && !used.worked()) {
      return Bill.NONE;
    }
    Optional<Score.Price> quoted = exchange.route().flatMap(route -> priceOf(route, target));
    TokenBuckets tokens =
        reported.map(Billing::buckets).orElseGet(() -> estimate(quoted, used.pieces()));
    PriceSheet sheet =
        quoted
            .map(price -> price.quote().sheet())
            .or(
                () ->
                    serving
                        .routing()
                        .snapshot()
                        .standing(target)
                        .map(standing -> standing.deployment().price()))
            .orElse(PriceSheet.UNKNOWN);
    Cost cost = Pricing.cost(sheet, tokens, exchange.origin().at(), ServiceTier.STANDARD);
    return new Bill(
        reported.isPresent() ? Bill.Charge.REPORTED : Bill.Charge.ESTIMATED,
        ServiceTier.STANDARD,
        tokens,
        Optional.of(cost));
  }

  /** What {@code target} was expected to cost; empty when it was not weighed. */
  static Optional<Score.Price> priceOf(Routing.Route route, Target target) {
    for (LayerRecord layer : route.decision().layers()) {
      for (Score score : layer.scored()) {
        if (score instanceof Score.Price price && price.target().equals(target)) {
          return Optional.of(price);
        }
      }
    }
    return Optional.empty();
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

  /** The prompt as it was weighed, and as much of an answer as came. */
  private static TokenBuckets estimate(Optional<Score.Price> quoted, long pieces) {
    return TokenBuckets.of(
        quoted.map(price -> price.quote().tokens().promptTokens()).orElse(0L), pieces);
  }
}
