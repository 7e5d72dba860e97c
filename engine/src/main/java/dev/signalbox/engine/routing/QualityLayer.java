package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Quality;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Adds the expected quality, less what leaving the deployment of a running session costs: the
 * profile's fixed part, and what the prefix cached there would save on the next turn. Drops what is
 * below the profile's floor.
 */
final class QualityLayer extends RoutingLayer {
  @Override
  String name() {
    return "quality";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    long quality = context.qualityValueOf(candidate);
    OptionalLong floor = context.policy().profile().bounds().quality();
    if (floor.isPresent() && quality < floor.getAsLong()) {
      return Drop.of(
          ReasonCode.BELOW_FLOOR, () -> new Reason.BelowFloor(quality, floor.getAsLong()));
    }
    if (isLeft(context.question().session(), candidate.target())) {
      tally.pay(context.forgoneNanos());
      tally.weigh(Saturating.difference(quality, switchUtility(context)));
    } else {
      tally.weigh(quality);
    }
    return Optional.empty();
  }

  @Override
  Score score(Context context, Candidate candidate) {
    Target target = candidate.target();
    Quality quality = context.qualityOf(candidate);
    if (!isLeft(context.question().session(), target)) {
      return new Score.Worth(target, quality, 0, 0, quality.value());
    }
    long leaving = switchUtility(context);
    return new Score.Worth(
        target,
        quality,
        leaving,
        context.forgoneNanos(),
        Saturating.difference(quality.value(), leaving));
  }

  /** What leaving the session's deployment costs, all told. */
  private static long switchUtility(Context context) {
    Profile profile = context.policy().profile();
    return Saturating.sum(
        profile.handling().switchUtility(), profile.trade().costUtility(context.forgoneNanos()));
  }

  /** Whether going to {@code target} leaves the deployment that answered the session last. */
  private static boolean isLeft(Question.Session session, Target target) {
    return session.last().isPresent() && !session.last().get().equals(target);
  }
}
