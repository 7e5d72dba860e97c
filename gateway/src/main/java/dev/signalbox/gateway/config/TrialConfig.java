package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A second policy that is tried before it is applied: {@code [trial]}, {@code [shadow]} and {@code
 * [canary]}.
 *
 * @param policy how it differs
 * @param shadowMillionths share of the requests that are decided by it too, without any call
 * @param canary which requests are served by it
 */
public record TrialConfig(Policy policy, int shadowMillionths, Canary canary) {
  /** Whether anything is tried. */
  public boolean isOn() {
    return shadowMillionths > 0 || canary.millionths() > 0;
  }

  /**
   * How the second policy differs from the one in force.
   *
   * @param profiles over those in force
   * @param rules instead of those in force; absent: the same
   * @param profile of requests that name none; absent: the same
   */
  public record Policy(
      List<ProfileConfig> profiles, Optional<List<Rule>> rules, Optional<String> profile) {
    public Policy {
      profiles = List.copyOf(profiles);
      rules = rules.map(List::copyOf);
    }

    /** Whether it is no other policy. */
    public boolean isEmpty() {
      return profiles.isEmpty() && rules.isEmpty() && profile.isEmpty();
    }
  }

  /**
   * Which requests are served by the second policy, and what ends that.
   *
   * @param millionths share of the conversations, in millionths
   * @param minRequests requests on either side before they are compared
   * @param errorMillionths by how much more of the requests may fail
   * @param latencyPercent 95th percentile of the time that is too long, in percent of the others'
   * @param costPercent cost of a request that is too high, in percent of the others'
   * @param negativeMillionths by how much more of the signals may be negative
   */
  public record Canary(
      int millionths,
      int minRequests,
      int errorMillionths,
      int latencyPercent,
      int costPercent,
      int negativeMillionths) {}
}
