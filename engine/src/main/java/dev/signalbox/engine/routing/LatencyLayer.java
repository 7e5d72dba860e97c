package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Standing;

/** Weighs the expected time by the profile's trade; drops what is above its ceilings. */
final class LatencyLayer extends RoutingLayer {
  private static final int MOST_LOAD_PERCENT = 90;

  @Override
  String name() {
    return "latency";
  }

  @Override
  Finding judge(Context context, Candidate candidate) {
    Profile profile = context.policy().profile();
    Bounds bounds = profile.bounds();
    Standing standing = candidate.standing();
    Latency latency = standing.latency();
    if (bounds.firstTokenMillis().isPresent()
        && latency.firstTokenP95Millis() > bounds.firstTokenMillis().getAsInt()) {
      return new Reason.FirstTokenTooSlow(
          latency.firstTokenP95Millis(), bounds.firstTokenMillis().getAsInt());
    }
    long idle = latency.totalMillis(candidate.outputTokens());
    long load = loadMillis(idle, standing.health().loadPercent());
    long total = Saturating.sum(idle, load);
    if (bounds.totalMillis().isPresent() && total > bounds.totalMillis().getAsInt()) {
      return new Reason.TooSlow(total, bounds.totalMillis().getAsInt());
    }
    return new Score.Time(
        standing.deployment().target(), latency, total, load, -profile.trade().timeUtility(total));
  }

  /**
   * What a load adds: with the share ρ of the capacity in use, an answer takes 1/(1−ρ) of its time
   * (the waiting time of a queue with one server); ρ counts up to 90 %.
   */
  private static long loadMillis(long idleMillis, int loadPercent) {
    int load = Math.min(loadPercent, MOST_LOAD_PERCENT);
    return Trade.scaled(idleMillis, load, 100 - load);
  }
}
