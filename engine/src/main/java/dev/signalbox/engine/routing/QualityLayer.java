package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Standing;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Adds the expected quality, less what leaving the deployment of a running session costs; drops
 * what is below the profile's floor.
 */
final class QualityLayer implements RoutingLayer {

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public Outcome judge(Context context, Candidate candidate) {
    Standing standing = candidate.standing();
    Quality quality = Objects.requireNonNull(standing.quality().get(context.policy().family()));
    OptionalLong floor = context.policy().profile().bounds().quality();
    if (floor.isPresent() && quality.value() < floor.getAsLong()) {
      return new Outcome.Dropped(new Reason.BelowFloor(quality.value(), floor.getAsLong()));
    }
    Target target = standing.deployment().target();
    long leaving = switchUtility(context, target);
    return new Outcome.Kept(
        new Score.Worth(target, quality, leaving, Candidate.saturated(quality.value(), -leaving)));
  }

  /**
   * What going to {@code target} costs a session that another deployment answered last: the
   * profile's fixed part, and what its cached prefix would save on the next turn there.
   */
  private static long switchUtility(Context context, Target target) {
    Question.Session session = context.question().session();
    if (session.last().isEmpty() || session.last().get().equals(target)) {
      return 0;
    }
    Profile profile = context.policy().profile();
    long saved =
        context
            .snapshot()
            .standing(session.last().get())
            .map(last -> savedByCache(context.question(), last))
            .orElse(0L);
    return Candidate.saturated(
        profile.handling().switchUtility(), profile.trade().costUtility(saved));
  }

  /** Nano-dollars that reading the prefix from the cache saves against reading it anew. */
  private static long savedByCache(Question question, Standing last) {
    long tokens = question.session().cachedTokens();
    if (tokens == 0) {
      return 0;
    }
    return Optional.of(last.deployment().price())
        .map(
            price ->
                Pricing.cost(price, TokenBuckets.of(tokens, 0), question.at(), ServiceTier.STANDARD)
                        .totalNanos()
                    - Pricing.cost(
                            price,
                            new TokenBuckets(0, tokens, 0, 0, 0, 0, 0, 0),
                            question.at(),
                            ServiceTier.STANDARD)
                        .totalNanos())
        .filter(saved -> saved > 0)
        .orElse(0L);
  }
}
