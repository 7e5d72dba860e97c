package dev.signalbox.analytics.trial;

import dev.signalbox.engine.naming.Target;
import java.util.Optional;

/**
 * What the policy on trial would have decided of a request that the one in force decided.
 *
 * @param number of the decision in force
 * @param decision id of the decision in force
 * @param revision names the policy on trial by its content
 * @param of whose request it was
 * @param from whom the policy in force chooses without chance
 * @param to whom the policy on trial would choose; empty when nobody might answer
 * @param difference of what is expected of the two; zero without the second
 */
public record ShadowDecision(
    long number,
    long atMillis,
    String decision,
    String revision,
    Of of,
    Target from,
    Optional<Target> to,
    Difference difference) {
  /**
   * Whose request it was.
   *
   * @param profile that the policy on trial gives it
   */
  public record Of(String project, String task, String profile) {}

  /**
   * By how much the second is above the first.
   *
   * @param nanos expected cost, in nano-dollars
   * @param millis expected time
   * @param quality expected quality, in billionths
   */
  public record Difference(long nanos, long millis, long quality) {
    /** None. */
    public static final Difference NONE = new Difference(0, 0, 0);
  }

  /** Whether another would have answered, or nobody. */
  public boolean isMoved() {
    return to.isEmpty() || !to.get().equals(from);
  }
}
