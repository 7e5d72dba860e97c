package dev.signalbox.gateway.route;

import dev.signalbox.engine.archive.KeptDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last decisions, found by id; the oldest goes when a new one finds it full. Guarded by its own
 * monitor, held for as long as a few thousand references take to copy.
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

  /** All of them, the newest first. */
  public List<KeptDecision> newestFirst() {
    return copy().reversed();
  }

  private synchronized List<KeptDecision> copy() {
    return List.copyOf(byId.values());
  }

  /** Keeps {@code decision}, in the place of what was known of it. */
  public synchronized void put(KeptDecision decision) {
    byId.put(decision.id(), decision);
    if (byId.size() > most) {
      byId.remove(byId.keySet().iterator().next());
    }
  }
}
