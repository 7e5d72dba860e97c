package dev.signalbox.signals.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Voice NOBODY = new Voice("", Long.MIN_VALUE);

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong((Entry entry) -> entry.observation().decidedAtMillis())
          .thenComparingLong(entry -> entry.observation().id());

  private final LearningSettings settings;
  private final List<Entry> entries = new ArrayList<>();
  private Optional<CellSums> sums = Optional.empty();

  /**
   * A signal, and what was expected before it.
   *
   * @param before as it was when the signal came, whatever is known now
   */
  record Entry(Observation observation, Prediction before) {}

  /** A key on one day in UTC. */
  private record Voice(String by, long day) {
    static Voice of(Observation observation) {
      return new Voice(observation.by(), dayOf(observation));
    }

    boolean isOf(Observation observation) {
      return day == dayOf(observation) && by.equals(observation.by());
    }

    private static long dayOf(Observation observation) {
      return Math.floorDiv(observation.decidedAtMillis(), DAY_MILLIS);
    }
  }

  Evidence(LearningSettings settings) {
    this.settings = settings;
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
    }
    sums = Optional.empty();
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
      sums = Optional.empty();
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
    sums = Optional.empty();
  }

  /**
   * From when on something counts.
   *
   * @param fullMillis what was decided on before counts only the discount
   * @param clustersMillis clusters of what was decided on before were others
   */
  record From(long fullMillis, long clustersMillis) {}

  /** What they add up to; taken anew only after a change or {@link #stale}. */
  CellSums sums(From from) {
    if (sums.isEmpty()) {
      sums = Optional.of(added(from));
    }
    return sums.get();
  }

  private CellSums added(From since) {
    int from = Math.max(0, entries.size() - MOST);
    double[] counts = new double[entries.size()];
    Map<Voice, double[]> said = new HashMap<>();
    List<double[]> heard = new ArrayList<>(entries.size() - from);
    Voice last = NOBODY;
    double[] all = {0};
    for (int i = from; i < entries.size(); i++) {
      Observation observation = entries.get(i).observation();
      counts[i] = observation.weight() * settings.of(observation.reporter()).informing();
      if (!last.isOf(observation)) {
        last = Voice.of(observation);
        all = said.computeIfAbsent(last, _ -> new double[1]);
      }
      all[0] += counts[i];
      heard.add(all);
    }
    CellSums.Adder adder = new CellSums.Adder(settings.halfLife(), since.clustersMillis());
    for (int i = entries.size() - 1; i >= from; i--) {
      Entry entry = entries.get(i);
      adder.add(
          entry,
          value(entry),
          counts[i] * Math.min(1, settings.dailyCap() / heard.get(i - from)[0]),
          entry.observation().decidedAtMillis() < since.fullMillis()
              ? settings.drift().discount()
              : 1);
    }
    return adder.sums();
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
