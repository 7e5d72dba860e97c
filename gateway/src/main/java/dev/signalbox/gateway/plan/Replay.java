package dev.signalbox.gateway.plan;

import dev.signalbox.analytics.decision.DecisionHistory;
import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts recorded questions again under two configurations, the newest first. Parts of snapshots are
 * read once for each revision as long as requests of that revision come one after another, and a
 * few of them are held at a time. Blocks; for one thread.
 */
final class Replay {
  /** Reasons for which requests cannot be read that are told one by one. */
  private static final int MOST_REASONS = 10;

  /** Revisions of a kind that are held. */
  private static final int HELD = 8;

  private final DecisionHistory history;
  private final Side before;
  private final Side after;
  private final Map<String, Snapshot.Policy> policies = held();
  private final Map<String, Pair> measured = held();
  private final Map<String, Integer> unreadable = new TreeMap<>();

  /** Both sides as things stood at one time. */
  private record Pair(Snapshot before, Snapshot after) {}

  /** A request and what comes of it on both sides. */
  record Put(PastDecision past, Choice before, Choice after) {}

  Replay(DecisionHistory history, Side before, Side after) {
    this.history = history;
    this.before = before;
    this.after = after;
  }

  private static <V> Map<String, V> held() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > HELD;
      }
    };
  }

  /** Puts the newest {@code limit} requests that are {@code wanted} and hands each on. */
  void run(DecisionHistory.Wanted wanted, int limit, Consumer<Put> told) {
    int left = limit;
    OptionalLong next = OptionalLong.of(Long.MAX_VALUE);
    while (left > 0 && next.isPresent()) {
      DecisionHistory.Page page = history.newest(wanted, next.getAsLong(), left);
      page.unreadable().forEach(this::noteUnreadable);
      page.decisions().forEach(past -> put(past, told));
      left -= page.decisions().size() + page.unreadable().size();
      next = page.next();
    }
  }

  private void put(PastDecision past, Consumer<Put> told) {
    Put put;
    try {
      put = put(past);
    } catch (IllegalArgumentException e) {
      noteUnreadable(String.valueOf(e.getMessage()));
      return;
    }
    told.accept(put);
  }

  private Put put(PastDecision past) {
    Revisions revisions = past.record().revisions();
    Snapshot.Policy then =
        kept(
            policies,
            revisions.config(),
            revision -> SnapshotCodec.policy(history.part(PartKind.CONFIG, revision)));
    Pair pair =
        kept(measured, revisions.quality() + " " + revisions.health(), _ -> measuredAt(revisions));
    String request = past.record().meta().outcome().map(each -> each.request()).orElse("");
    Reasking reasking = new Reasking(past.record().question(), then, request);
    Choice old = Choice.of(reasking.under(before, before), pair.before());
    return new Put(
        past,
        old,
        after.equals(before) ? old : Choice.of(reasking.under(after, before), pair.after()));
  }

  /** The value under {@code key}, made when it is not held. */
  private static <V> V kept(Map<String, V> held, String key, Function<String, V> made) {
    V value = held.get(key);
    if (value == null) {
      value = made.apply(key);
      held.put(key, value);
    }
    return value;
  }

  private Pair measuredAt(Revisions revisions) {
    Snapshot old = measuredAt(before.snapshot(), revisions);
    return new Pair(old, after.equals(before) ? old : measuredAt(after.snapshot(), revisions));
  }

  private Snapshot measuredAt(Snapshot base, Revisions revisions) {
    return SnapshotCodec.measured(
        base, revisions, kind -> history.part(kind, kind.revisionIn(revisions)));
  }

  private void noteUnreadable(String reason) {
    boolean told = unreadable.containsKey(reason) || unreadable.size() < MOST_REASONS;
    unreadable.merge(told ? reason : "others", 1, Integer::sum);
  }

  /** Why requests could not be put, each with how many. */
  Map<String, Integer> unreadable() {
    return unreadable;
  }
}
