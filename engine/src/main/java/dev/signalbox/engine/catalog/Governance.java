package dev.signalbox.engine.catalog;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens to data that is sent to a model.
 *
 * @param regions where it is processed ({@code local}, {@code us}, {@code eu} …); none if unknown
 * @param trainsOnData whether the host trains on it; empty if unknown
 * @param retentionDays how long the host keeps it, 0 for not at all; empty if unknown
 * @param clearances kinds of data that may be sent, as the operator names them
 */
public record Governance(
    Set<String> regions,
    Optional<Boolean> trainsOnData,
    OptionalInt retentionDays,
    Set<String> clearances) {
  /** Nothing is known and nothing is cleared. */
  public static final Governance UNKNOWN =
      new Governance(Set.of(), Optional.empty(), OptionalInt.empty(), Set.of());

  public Governance {
    if (retentionDays.orElse(0) < 0) {
      throw new IllegalArgumentException("`retention_days` is not negative");
    }
    regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
    clearances = Collections.unmodifiableSortedSet(new TreeSet<>(clearances));
  }
}
