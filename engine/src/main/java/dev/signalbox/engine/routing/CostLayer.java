package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Deployment;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Weighs the estimated cost by the profile's trade; drops what is above its ceiling. */
final class CostLayer implements RoutingLayer {
  /** $5 and $25 per million tokens: a price above most, so that not knowing never pays. */
  private static final PriceSheet ASSUMED =
      PriceSheet.of(Rates.of(5_000_000_000L, 25_000_000_000L), "assumed", LocalDate.EPOCH);

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public Outcome judge(Context context, Candidate candidate) {
    Profile profile = context.policy().profile();
    Deployment deployment = candidate.standing().deployment();
    CostEstimate estimate = CostEstimate.of(context, candidate.standing());
    Cost cost = estimate.cost();
    if (!cost.known() && !context.named() && !profile.handling().unknownAllowed()) {
      return new Outcome.Dropped(new Reason.UnknownPrice());
    }
    long charged = cost.known() ? cost.totalNanos() : assumedNanos(context, candidate);
    OptionalLong ceiling = profile.bounds().costNanos();
    if (ceiling.isPresent() && charged > ceiling.getAsLong()) {
      return new Outcome.Dropped(new Reason.OverCeiling(charged, ceiling.getAsLong()));
    }
    return new Outcome.Kept(
        new Score.Price(
            deployment.target(),
            cost,
            estimate.outputTokens(),
            charged,
            -profile.trade().costUtility(charged)));
  }

  /** What is reckoned with where no price is known, in nano-dollars. */
  static long assumedNanos(Context context, Candidate candidate) {
    TokenBuckets tokens =
        TokenBuckets.of(
            context.question().needs().tokens().input(),
            CostEstimate.outputTokens(context, candidate.standing()));
    return Pricing.cost(ASSUMED, tokens, context.question().at(), ServiceTier.STANDARD)
        .totalNanos();
  }
}
