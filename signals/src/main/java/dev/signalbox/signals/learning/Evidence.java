package dev.signalbox.signals.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The signals of one cell that can still count, oldest answer first. What they add up to depends on
 * which they are and on nothing else: not on when or in what order they came.
 */
final class Evidence {
  /**
   * Signals that count. Those of one cluster age by each other, so that a cell whose prompts lie in
   * many clusters needs many.
   */
  static final int MOST = 8_192;

  /** Signals that are kept, so that one that is taken back makes room for an older one. */
  private static final int KEPT = 2 * MOST;

  private static final long DAY_MILLIS = 86_400_000;

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong((Entry entry) -> entry.observation().decidedAtMillis())
          .thenComparingLong(entry -> entry.observation().id());

  private final LearningSettings settings;
  private final Fading fading;
  private final List<Entry> entries = new ArrayList<>();
  private Optional<Added> added = Optional.empty();

  /**
   * A signal, and what was expected before it.
   *
   * @param before as it was when the signal came, whatever is known now
   */
  record Entry(Observation observation, Prediction before) {
    /** Of the answer, in UTC. */
    private long day() {
      return Math.floorDiv(observation.decidedAtMillis(), DAY_MILLIS);
    }
  }

  /**
   * No signals yet.
   *
   * @param fading by the half-life of {@code settings}
   */
  Evidence(LearningSettings settings, Fading fading) {
    this.settings = settings;
    this.fading = fading;
  }

  /** Takes one more in; false when it is known. */
  boolean add(Entry entry) {
    int place = entries.size();
    while (place > 0 && ORDER.compare(entries.get(place - 1), entry) > 0) {
      place--;
    }
    if (place > 0 && entries.get(place - 1).observation().id() == entry.observation().id()) {
      return false;
    }
    entries.add(place, entry);
    if (entries.size() > KEPT) {
      entries.subList(0, entries.size() - MOST).clear();
      stale();
    } else if (added.isPresent() && !added.get().takes(place)) {
      stale();
    }
    return true;
  }

  /** Takes one out; false when it is not here. */
  boolean remove(long id) {
    return removeIf(found -> found == id);
  }

  /** Takes all up to that id out; false when none was here. */
  boolean forgetUpTo(long id) {
    return removeIf(found -> found <= id);
  }

  private boolean removeIf(LongPredicate leaves) {
    boolean removed = entries.removeIf(entry -> leaves.test(entry.observation().id()));
    if (removed) {
      stale();
    }
    return removed;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** When the newest of the answers was decided on; 0 where there is none. */
  long newestMillis() {
    return entries.isEmpty() ? 0 : entries.getLast().observation().decidedAtMillis();
  }

  /** Has the sums taken anew: what they depend on beside the signals is another. */
  void stale() {
    added = Optional.empty();
  }

  /**
   * From when on something counts.
   *
   * @param fullMillis what was decided on before counts only the discount
   * @param clustersMillis clusters of what was decided on before were others
   */
  record From(long fullMillis, long clustersMillis) {}

  /** What they add up to, until there is another one; taken anew only after {@link #stale}. */
  CellSums sums(From from) {
    int oldest = Math.max(0, entries.size() - MOST);
    if (added.isEmpty() || added.get().oldest != oldest) {
      added = Optional.of(new Added(from, oldest));
    }
    return added.get().all();
  }

  /**
   * The sums so far, and those of all days before the last one: what a key says more on a day makes
   * all of that day count less that it said.
   */
  private final class Added {
    private final From from;
    private final int oldest;
    private final Map<String, double[]> said = new HashMap<>();
    private CellSums before;
    private CellSums sums;
    private long day = Long.MIN_VALUE;

    /** Place of the first one of the day. */
    private int first;

    /** Place of the next one to be added. */
    private int next;

    Added(From from, int oldest) {
      this.from = from;
      this.oldest = oldest;
      this.first = oldest;
      this.next = oldest;
      this.sums = new CellSums(fading, from.clustersMillis());
      this.before = sums;
    }

    /** Whether the new one at {@code place} leaves the days before the last one as they are. */
    boolean takes(int place) {
      if (entries.get(place).day() < day) {
        return false;
      }
      if (place < next) {
        backToDay();
        said.clear();
      }
      return true;
    }

    private void backToDay() {
      sums = new CellSums(before);
      next = first;
    }

    CellSums all() {
      while (next < entries.size()) {
        long its = entries.get(next).day();
        if (its != day) {
          day = its;
          before = sums;
          first = next;
          said.clear();
          backToDay();
        }
        addDay();
      }
      return sums;
    }

    private void addDay() {
      int end = next;
      boolean isOver = false;
      while (end < entries.size() && entries.get(end).day() == day) {
        Observation observation = entries.get(end).observation();
        double[] all = said.computeIfAbsent(observation.by(), _ -> new double[1]);
        all[0] += counts(observation);
        isOver |= all[0] > settings.dailyCap();
        end++;
      }
      if (isOver && next > first) {
        backToDay();
      }
      for (; next < end; next++) {
        add(entries.get(next));
      }
    }

    private void add(Entry entry) {
      Observation observation = entry.observation();
      double all = Objects.requireNonNull(said.get(observation.by()))[0];
      double heard = counts(observation) * Math.min(1, settings.dailyCap() / all);
      boolean isDiscounted = observation.decidedAtMillis() < from.fullMillis();
      sums.add(
          entry, value(entry), heard, isDiscounted ? heard * settings.drift().discount() : heard);
    }

    /** What it counts before its key has said too much. */
    private double counts(Observation observation) {
      return observation.weight() * settings.of(observation.reporter()).informing();
    }
  }

  /**
   * What the signal says of the share of good answers. The gateway tells only of faults, so an
   * answer without one says nothing: of what was expected anyway, the share with faults is taken
   * off.
   */
  double value(Entry entry) {
    Observation observation = entry.observation();
    return observation.reporter() == Reporter.GATEWAY
        ? observation.value() * entry.before().cluster()
        : settings.of(observation.reporter()).unbiased(observation.value());
  }
}
