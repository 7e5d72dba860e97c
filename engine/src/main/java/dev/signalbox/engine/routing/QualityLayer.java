package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Quality;
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
  Finding judge(Context context, Candidate candidate) {
    Quality quality = context.qualityOf(candidate);
    OptionalLong floor = context.policy().profile().bounds().quality();
    if (floor.isPresent() && quality.value() < floor.getAsLong()) {
      return new Reason.BelowFloor(quality.value(), floor.getAsLong());
    }
    Target target = candidate.target();
    if (!isLeft(context.question().session(), target)) {
      return new Score.Worth(target, quality, 0, 0, quality.value());
    }
    Profile profile = context.policy().profile();
    long leaving =
        Saturating.sum(
            profile.handling().switchUtility(),
            profile.trade().costUtility(context.forgoneNanos()));
    return new Score.Worth(
        target,
        quality,
        leaving,
        context.forgoneNanos(),
        Saturating.difference(quality.value(), leaving));
  }

  /** Whether going to {@code target} leaves the deployment that answered the session last. */
  private static boolean isLeft(Question.Session session, Target target) {
    return session.last().isPresent() && !session.last().get().equals(target);
  }
}
