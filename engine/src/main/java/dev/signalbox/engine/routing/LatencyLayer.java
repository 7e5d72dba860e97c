package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Candidate;
import java.util.Optional;

/** Weighs the expected time by the profile's trade; drops what is above its ceilings. */
final class LatencyLayer extends RoutingLayer {
  private static final int MOST_LOAD_PERCENT = 90;

  @Override
  String name() {
    return "latency";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    Profile profile = context.policy().profile();
    Bounds bounds = profile.bounds();
    int firstToken = candidate.columns().firstTokenP95Millis(candidate.row());
    if (bounds.firstTokenMillis().isPresent()
        && firstToken > bounds.firstTokenMillis().getAsInt()) {
      return Drop.of(
          ReasonCode.FIRST_TOKEN_TOO_SLOW,
          () -> new Reason.FirstTokenTooSlow(firstToken, bounds.firstTokenMillis().getAsInt()));
    }
    long total = totalMillis(context, candidate);
    if (bounds.totalMillis().isPresent() && total > bounds.totalMillis().getAsInt()) {
      return Drop.of(
          ReasonCode.TOO_SLOW, () -> new Reason.TooSlow(total, bounds.totalMillis().getAsInt()));
    }
    tally.weigh(-profile.trade().timeUtility(total));
    return Optional.empty();
  }

  @Override
  Score score(Context context, Candidate candidate) {
    long total = totalMillis(context, candidate);
    return new Score.Time(
        candidate.target(),
        candidate.standing().latency(),
        total,
        loadMillis(candidate, idleMillis(context, candidate)),
        -context.policy().profile().trade().timeUtility(total));
  }

  /** Expected time to the end, load included. */
  private static long totalMillis(Context context, Candidate candidate) {
    long idle = idleMillis(context, candidate);
    return Saturating.sum(idle, loadMillis(candidate, idle));
  }

  private static long idleMillis(Context context, Candidate candidate) {
    return candidate.columns().totalMillis(context.outputTokens(candidate), candidate.row());
  }

  /**
   * What a load adds: with the share ρ of the capacity in use, an answer takes 1/(1−ρ) of its time
   * (the waiting time of a queue with one server); ρ counts up to 90 %.
   */
  private static long loadMillis(Candidate candidate, long idleMillis) {
    int load = Math.min(candidate.columns().loadPercent(candidate.row()), MOST_LOAD_PERCENT);
    return Trade.scaled(idleMillis, load, 100 - load);
  }
}
