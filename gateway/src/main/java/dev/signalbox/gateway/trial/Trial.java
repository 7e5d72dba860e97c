package dev.signalbox.gateway.trial;

import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.state.Snapshot;
import java.util.function.UnaryOperator;

/**
 * The policy on trial with what is done with it. The policy follows the one in force, which
 * profiles made at run time change; read by all event loops, set by whoever puts profiles in force.
 */
public final class Trial {
  private final UnaryOperator<Snapshot.Policy> change;
  private final Shadow shadow;
  private final Canary canary;
  private volatile Named current;

  private record Named(String revision, Snapshot.Policy policy) {}

  /**
   * A trial.
   *
   * @param change makes the policy on trial of the one in force
   * @param inForce the policy in force
   */
  public Trial(
      UnaryOperator<Snapshot.Policy> change,
      Snapshot.Policy inForce,
      Shadow shadow,
      Canary canary) {
    this.change = change;
    this.shadow = shadow;
    this.canary = canary;
    this.current = named(inForce);
  }

  private Named named(Snapshot.Policy inForce) {
    Snapshot.Policy policy = change.apply(inForce);
    return new Named(SnapshotCodec.policyRevision(policy), policy);
  }

  /** Follows another policy in force. */
  public void follow(Snapshot.Policy inForce) {
    current = named(inForce);
  }

  /** {@code snapshot} under the policy on trial. */
  public Snapshot under(Snapshot snapshot) {
    Named named = current;
    return snapshot.under(named.revision(), named.policy());
  }

  /** Names the policy on trial by its content. */
  public String revision() {
    return current.revision();
  }

  public Shadow shadow() {
    return shadow;
  }

  public Canary canary() {
    return canary;
  }
}
