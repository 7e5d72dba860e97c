package dev.signalbox.gateway.route;

import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last decisions; the oldest goes when a new one finds it full. Guarded by its own monitor,
 * held for as long as a few thousand references take to read.
 *
 * <p>A ring rather than a map: every request writes twice, hardly anybody reads, and what links
 * thousands of entries to one another is work for the garbage collector.
 */
public final class DecisionLog {
  private final int most;
  private final List<KeptDecision> ring = new ArrayList<>();
  private long count;

  /** A log of at most {@code most} decisions. */
  public DecisionLog(int most) {
    this.most = most;
  }

  /** The decision with this id. */
  public Optional<KeptDecision> find(String id) {
    return newestFirst().stream().filter(decision -> decision.id().equals(id)).findFirst();
  }

  /** All of them, the newest first. */
  public synchronized List<KeptDecision> newestFirst() {
    List<KeptDecision> newest = new ArrayList<>(ring.size());
    for (long place = count - 1; place >= count - ring.size(); place--) {
      newest.add(ring.get(slot(place)));
    }
    return newest;
  }

  /** Keeps {@code decision} and says at which place, counted from the first there ever was. */
  synchronized long put(KeptDecision decision) {
    if (ring.size() < most) {
      ring.add(decision);
    } else {
      ring.set(slot(count), decision);
    }
    return count++;
  }

  /** Notes what became of the request that the decision at {@code place} was made for. */
  synchronized void finished(long place, DecisionMeta.Outcome outcome) {
    if (place >= count - ring.size()) {
      ring.set(slot(place), ring.get(slot(place)).with(outcome));
    }
  }

  private int slot(long place) {
    return (int) (place % most);
  }
}
