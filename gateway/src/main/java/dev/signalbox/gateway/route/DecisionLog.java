package dev.signalbox.gateway.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last decisions, found by id; the oldest goes when a new one finds it full. Guarded by its own
 * monitor, held for a few instructions.
 */
public final class DecisionLog {
  private final int most;
  private final Map<String, KeptDecision> byId = new LinkedHashMap<>();

  /** A log of at most {@code most} decisions. */
  public DecisionLog(int most) {
    this.most = most;
  }

  /** The decision with this id. */
  public synchronized Optional<KeptDecision> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Keeps {@code decision}. */
  public synchronized void put(KeptDecision decision) {
    byId.put(decision.id(), decision);
    if (byId.size() > most) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  /** Notes what became of the request that the decision {@code id} was made for. */
  public synchronized void finished(String id, KeptDecision.Outcome outcome) {
    byId.computeIfPresent(id, (_, decision) -> decision.with(outcome));
  }
}
