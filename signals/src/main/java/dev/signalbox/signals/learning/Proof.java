package dev.signalbox.signals.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proof or stand down: which level counts in decisions, for each project and for all together. A
 * level takes over from the one that counts so far while the lower bound of its gain over that one
 * is above nothing.
 *
 * @param overall of all projects together; holds for those that have too few signals
 */
public record Proof(Ledger overall, Map<String, Ledger> projects) {
  /** Signals below which nothing is proved. */
  static final double LEAST = 30;

  /** Standard errors between a gain and its lower bound: 90 % of one side. */
  static final double BOUND = 1.2816;

  /** Nothing proved: that of no evidence. */
  static final Proof NONE = of(List.of());

  /**
   * What is proved of one project.
   *
   * @param counts the highest level that counts
   * @param signals that it rests on
   */
  public record Ledger(Level counts, double signals, Map<Level, Gain> gains) {
    public Ledger {
      gains = Map.copyOf(gains);
    }
  }

  /**
   * By how much a level's squared error is below that of the level that would count without it.
   *
   * @param over that other level
   * @param lower bound, passed by 90 of 100 such means
   */
  public record Gain(Level over, double mean, double lower) {}

  public Proof {
    projects = Map.copyOf(projects);
  }

  /** The proof that {@code evidence} gives, which is in the order of its cells. */
  static Proof of(List<CellEvidence> evidence) {
    Gains all = new Gains();
    Map<String, Gains> byProject = new LinkedHashMap<>();
    for (CellEvidence cell : evidence) {
      Gains own = cell.sums().gains();
      all.add(own);
      byProject.computeIfAbsent(cell.key().project(), _ -> new Gains()).add(own);
    }
    Map<String, Ledger> projects = LinkedHashMap.newLinkedHashMap(byProject.size());
    byProject.forEach((project, gains) -> projects.put(project, ledger(gains)));
    return new Proof(ledger(all), projects);
  }

  private static Ledger ledger(Gains gains) {
    Map<Level, Gain> found = new LinkedHashMap<>();
    Level counts = Level.CARD;
    double n = gains.effective();
    for (Level level : Level.values()) {
      if (level != Level.CARD) {
        double mean = gains.mean(counts, level);
        double lower = n < 2 ? -1 : mean - BOUND * gains.standardError(counts, level);
        found.put(level, new Gain(counts, mean, lower));
        if (n >= LEAST && lower > 0) {
          counts = level;
        }
      }
    }
    return new Ledger(counts, n, found);
  }

  /** The highest level that counts for {@code project}. */
  public Level of(String project) {
    Ledger own = projects.get(project);
    return own == null || own.signals() < LEAST ? overall.counts() : own.counts();
  }
}
