package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Profile;
import java.util.OptionalLong;

/** Weighs the estimated cost by the profile's trade; drops what is above its ceiling. */
final class CostLayer extends RoutingLayer {
  @Override
  String name() {
    return "cost";
  }

  @Override
  Finding judge(Context context, Candidate candidate) {
    Profile profile = context.policy().profile();
    CostEstimate estimate = CostEstimate.of(context, candidate);
    if (!estimate.known() && !context.named() && !profile.handling().unknownAllowed()) {
      return new Reason.UnknownPrice();
    }
    long charged = estimate.chargedNanos();
    OptionalLong ceiling = profile.bounds().costNanos();
    if (ceiling.isPresent() && charged > ceiling.getAsLong()) {
      return new Reason.OverCeiling(charged, ceiling.getAsLong());
    }
    return new Score.Price(
        candidate.target(),
        new Score.Quote(
            candidate.standing().deployment().price(), estimate.tokens(), context.question().at()),
        estimate.known(),
        charged,
        -profile.trade().costUtility(charged));
  }
}
