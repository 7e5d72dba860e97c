package dev.signalbox.signals.intake;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells whoever learns what the ledger says: all of it at the start, afterwards what this process
 * and others add, each row once. Confined to one thread.
 */
final class Feed {
  /** Most rows that are read at the start: the newest. */
  static final int MOST_ROWS = 1_000_000;

  private static final int PAGE = 2_000;

  /** How late rows of other processes may show up, and how often so late ones are looked for. */
  private static final long LATE_MILLIS = 120_000;

  private static final long SOON_MILLIS = 5_000;
  private static final int SELDOM = 30;

  /** Revoked signals that are remembered, as a row of theirs may still come. */
  private static final int MOST_GONE = 100_000;

  private final Means means;
  private final Waiting waiting;
  private final NavigableSet<Long> foreign = new TreeSet<>();
  private final LinkedHashSet<Long> gone = new LinkedHashSet<>();
  private final Set<Long> taken = new HashSet<>();

  /** The last row that was read at the start. */
  private OptionalLong read = OptionalLong.empty();

  /** The step that what counts was last looked at in. */
  private long step = Long.MIN_VALUE;

  private boolean changed;
  private int looks;

  Feed(Means means, Waiting waiting) {
    this.means = means;
    this.waiting = waiting;
  }

  /**
   * Tells what the ledger says of the time that counts; called again after a failure, it goes on
   * where it was.
   */
  void rebuild() {
    long now = means.nowMillis();
    if (read.isEmpty()) {
      read = OptionalLong.of(means.ledger().beginOfNewest(means.lastGone(now), MOST_ROWS));
      step = Means.stepOf(now);
    }
    long late = means.firstIdAt().applyAsLong(now - LATE_MILLIS);
    List<Entry> page;
    do {
      page = means.ledger().page(read.getAsLong(), PAGE);
      gone.addAll(means.ledger().revoked(signalsIn(page)));
      for (Entry row : page) {
        read = OptionalLong.of(row.id());
        if (row.id() >= late) {
          foreign.add(row.id());
        }
        tell(row);
      }
      settle();
    } while (page.size() == PAGE);
  }

  private static Set<Long> signalsIn(List<Entry> rows) {
    return rows.stream()
        .filter(Entry.Said.class::isInstance)
        .map(row -> ((Entry.Said) row).head().signal())
        .collect(Collectors.toSet());
  }

  /** Tells of rows that this process has added. */
  void added(Collection<? extends Entry> rows) {
    rows.forEach(this::tell);
    settle();
  }

  /** Looks for rows that other processes have added. */
  void follow() {
    long now = means.nowMillis();
    boolean all = looks++ % SELDOM == 0;
    long after = means.firstIdAt().applyAsLong(now - (all ? LATE_MILLIS : SOON_MILLIS)) - 1;
    List<Long> ids;
    do {
      ids = means.ledger().ids(after, means.node(), PAGE);
      List<Long> fresh = ids.stream().filter(id -> !foreign.contains(id)).toList();
      if (!fresh.isEmpty()) {
        List<Entry> rows = means.ledger().rows(fresh);
        gone.addAll(means.ledger().revoked(signalsIn(rows)));
        for (Entry row : rows) {
          foreign.add(row.id());
          tell(row);
        }
      }
      after = ids.isEmpty() ? after : ids.getLast();
    } while (ids.size() == PAGE);
    foreign.headSet(means.firstIdAt().applyAsLong(now - 2 * LATE_MILLIS)).clear();
    settle();
  }

  /**
   * Has what counts no more forgotten, once in a step: rows that are too old and those beyond the
   * most, as one that begins now would not read them.
   */
  void age() {
    long now = means.nowMillis();
    if (Means.stepOf(now) != step) {
      long gone = means.ledger().beginOfNewest(means.lastGone(now), MOST_ROWS);
      means.lessons().forgetUpTo(gone);
      step = Means.stepOf(now);
      changed = true;
    }
  }

  /** Whether there was something since the last time it was asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  private void tell(Entry row) {
    switch (row) {
      case Entry.Said said -> tell(said);
      case Entry.Revoked revoked -> {
        gone.add(revoked.signal());
        waiting.remove(revoked.signal());
        taken.add(revoked.signal());
      }
      case Entry.Raised raised -> {
        means.lessons().discount(raised.alarm());
        changed = true;
      }
    }
  }

  private void tell(Entry.Said said) {
    long signal = said.head().signal();
    if (said.state() == State.PENDING) {
      return; // whoever made it keeps it in mind, and others take it over at their start
    }
    waiting.remove(signal);
    if (gone.contains(signal)) {
      return;
    }
    said.observation()
        .ifPresent(
            observation -> {
              means.lessons().add(observation, said.before().orElseThrow());
              said.answer()
                  .map(Answer::decision)
                  .ifPresent(decision -> means.lessons().judged(decision, observation.value()));
              changed = true;
            });
  }

  /** Has what was taken back forgotten; what cannot be looked up now is kept for the next time. */
  void settle() {
    if (!taken.isEmpty()) {
      means.ledger().ofSignals(taken).values().forEach(this::forget);
      taken.clear();
    }
    trim();
  }

  private void forget(List<Entry> rows) {
    for (Entry.Said row : new Fold(rows).applied()) {
      row.observation()
          .ifPresent(
              observation -> {
                means.lessons().remove(row.id(), observation.place());
                changed = true;
              });
    }
  }

  private void trim() {
    Set<Long> oldest =
        gone.stream()
            .limit(Math.max(0, gone.size() - MOST_GONE))
            .collect(Collectors.toCollection(HashSet::new));
    gone.removeAll(oldest);
  }
}
