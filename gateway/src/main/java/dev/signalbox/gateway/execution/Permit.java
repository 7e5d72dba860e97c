package dev.signalbox.gateway.execution;

import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.gateway.provider.Fault;

/**
 * The leave to make one call. INVARIANT: whatever comes of the call, exactly one of {@link
 * #succeeded}, {@link #failed} and {@link #released} settles it, else its place is taken for good;
 * the first of them counts. Lives on one event loop.
 */
public final class Permit {
  private final DeploymentGuard guard;
  private final long startedMillis;
  private final int period;
  private boolean settled;
  private boolean judged;

  /**
   * A permit that is not settled.
   *
   * @param period of the circuit it was given in; in another one it says nothing of the circuit
   */
  Permit(DeploymentGuard guard, long startedMillis, int period) {
    this.guard = guard;
    this.startedMillis = startedMillis;
    this.period = period;
  }

  /**
   * Notes the first piece of the answer: a probe has shown by it that the deployment works, and
   * others need not wait for the end of a long answer.
   */
  public void speaks() {
    if (!settled && guard.isProbing()) {
      judgeGood();
    }
  }

  /** The answer is whole. */
  public void succeeded(LatencySketch.Sample sample) {
    if (settle()) {
      judgeGood();
      guard.measured(sample);
    }
  }

  /** The call failed; counts against the deployment when that is at fault. */
  public void failed(Fault fault) {
    if (settle()) {
      if (!fault.kind().counted()) {
        giveBack();
      } else if (guard.isIn(period)) {
        guard.failed(startedMillis, fault);
      }
    }
  }

  /** The call says nothing of the deployment: nobody waits for its answer any more. */
  public void released() {
    if (settle()) {
      giveBack();
    }
  }

  private void judgeGood() {
    if (!judged && guard.isIn(period)) {
      judged = true;
      guard.succeeded(startedMillis);
    }
  }

  private void giveBack() {
    if (!judged && guard.isIn(period)) {
      guard.unjudged();
    }
  }

  private boolean settle() {
    if (settled) {
      return false;
    }
    settled = true;
    guard.left();
    return true;
  }
}
