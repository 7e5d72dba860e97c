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

  /** Numbers of the records of requests, in the places of their decisions. */
  private final long[] requests;

  private long count;

  /** A log of at most {@code most} decisions. */
  public DecisionLog(int most) {
    this.most = most;
    this.requests = new long[most];
  }

  /** A decision that was carried out, and the number of its request's record. */
  public record Finished(KeptDecision decision, long request) {}

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

  /** Those that were carried out, the newest first. */
  public synchronized List<Finished> finishedNewestFirst() {
    List<Finished> finished = new ArrayList<>(ring.size());
    for (long place = count - 1; place >= count - ring.size(); place--) {
      KeptDecision decision = ring.get(slot(place));
      if (decision.record().meta().outcome().isPresent()) {
        finished.add(new Finished(decision, requests[slot(place)]));
      }
    }
    return finished;
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

  /**
   * Notes what became of the request that the decision at {@code place} was made for.
   *
   * @param request number of its record
   */
  synchronized void finished(long place, DecisionMeta.Outcome outcome, long request) {
    if (place >= count - ring.size()) {
      requests[slot(place)] = request;
      ring.set(slot(place), ring.get(slot(place)).with(outcome));
    }
  }

  private int slot(long place) {
    return (int) (place % most);
  }
}
