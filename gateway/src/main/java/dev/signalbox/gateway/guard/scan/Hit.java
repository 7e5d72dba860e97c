package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A finding before those that overlap are merged. */
record Hit(Finding finding, Rank rank) {
  private static final Comparator<Hit> BY_PLACE =
      Comparator.comparingInt((Hit hit) -> hit.finding().start())
          .thenComparing(hit -> hit.finding().end(), Comparator.reverseOrder());

  /**
   * One finding for each stretch of text that hits cover, named by the hit of the highest rank, in
   * order.
   */
  static List<Finding> merge(List<Hit> hits) {
    if (hits.isEmpty()) {
      return List.of();
    }
    List<Hit> sorted = new ArrayList<>(hits);
    sorted.sort(BY_PLACE);
    List<Finding> merged = new ArrayList<>();
    Hit current = sorted.getFirst();
    for (Hit next : sorted.subList(1, sorted.size())) {
      if (next.finding().start() < current.finding().end()) {
        current = current.and(next);
      } else {
        merged.add(current.finding());
        current = next;
      }
    }
    merged.add(current.finding());
    return List.copyOf(merged);
  }

  private Hit and(Hit other) {
    Hit named = other.rank.compareTo(rank) > 0 ? other : this;
    int end = Math.max(finding.end(), other.finding.end());
    Finding whole =
        new Finding(named.finding.type(), finding.start(), end, named.finding.category());
    return new Hit(whole, named.rank);
  }
}
