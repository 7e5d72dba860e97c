package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Candidate;
import java.util.Optional;
import java.util.OptionalLong;

/** Weighs the estimated cost by the profile's trade; drops what is above its ceiling. */
final class CostLayer extends RoutingLayer {
  @Override
  String name() {
    return "cost";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    Profile profile = context.policy().profile();
    CostEstimate estimate = CostEstimate.of(context, candidate);
    if (!estimate.known() && !context.named() && !profile.handling().unknownAllowed()) {
      return Drop.of(ReasonCode.UNKNOWN_PRICE, () -> new Reason.UnknownPrice());
    }
    long charged = estimate.chargedNanos();
    OptionalLong ceiling = profile.bounds().costNanos();
    if (ceiling.isPresent() && charged > ceiling.getAsLong()) {
      return Drop.of(
          ReasonCode.OVER_CEILING, () -> new Reason.OverCeiling(charged, ceiling.getAsLong()));
    }
    tally.pay(charged);
    tally.weigh(-profile.trade().costUtility(charged));
    return Optional.empty();
  }

  @Override
  Score score(Context context, Candidate candidate) {
    CostEstimate estimate = CostEstimate.of(context, candidate);
    return new Score.Price(
        candidate.target(),
        new Score.Quote(
            candidate.standing().deployment().price(), estimate.tokens(), context.question().at()),
        estimate.known(),
        estimate.chargedNanos(),
        -context.policy().profile().trade().costUtility(estimate.chargedNanos()));
  }
}
