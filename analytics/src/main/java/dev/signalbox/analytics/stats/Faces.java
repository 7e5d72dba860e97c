package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sums of a window by one dimension at a time; immutable.
 *
 * @param by of each dimension its names, as they are shown
 */
record Faces(Map<Dimension, Map<String, Total>> by) {
  /**
   * Most names of a dimension whose times are kept, those with the most requests: times take much
   * more room than sums.
   */
  static final int MOST_TIMED = 1_000;

  /** Of no requests. */
  static final Faces NONE = new Faces(Map.of());

  private static final List<Dimension> DIMENSIONS = Dimension.summed();

  /** A name of a dimension, as it is shown. */
  record Name(Dimension dimension, String shown) {}

  /** The faces of {@code groups}, whose columns are {@link Dimension#summed}; without times. */
  static Faces of(List<Sums.Group> groups) {
    Map<Dimension, Map<String, Total>> by = new EnumMap<>(Dimension.class);
    for (int i = 0; i < DIMENSIONS.size(); i++) {
      Map<String, Total> names = new HashMap<>();
      for (Sums.Group group : groups) {
        names.merge(Stats.shown(group.name(i)), group.sum(), Total::plus);
      }
      by.put(DIMENSIONS.get(i), names);
    }
    return new Faces(by);
  }

  /** Says which names the times of a row, whose columns are {@link Dimension#summed}, are of. */
  Sums.Keys<Name> timedNames() {
    Set<Name> timed = new HashSet<>();
    by.forEach(
        (dimension, names) ->
            names.entrySet().stream()
                .sorted(
                    Map.Entry.comparingByValue(
                        Comparator.comparingLong(Total::requests).reversed()))
                .limit(MOST_TIMED)
                .forEach(entry -> timed.add(new Name(dimension, entry.getKey()))));
    return row -> namesOf(row, timed);
  }

  private static List<Name> namesOf(ResultSet row, Set<Name> timed) throws SQLException {
    List<Name> names = new ArrayList<>(DIMENSIONS.size());
    for (int i = 0; i < DIMENSIONS.size(); i++) {
      Name name = new Name(DIMENSIONS.get(i), Stats.shown(row.getString(i + 1)));
      if (timed.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The same with times. */
  Faces timed(Map<Name, Sums.Times> times) {
    Map<Dimension, Map<String, Total>> all = new EnumMap<>(Dimension.class);
    by.forEach((dimension, names) -> all.put(dimension, new HashMap<>(names)));
    times.forEach(
        (name, known) ->
            all.getOrDefault(name.dimension(), new HashMap<>())
                .computeIfPresent(name.shown(), (_, sum) -> sum.timed(known)));
    return new Faces(all);
  }

  /** Both windows together. */
  Faces plus(Faces other) {
    if (by.isEmpty() || other.by.isEmpty()) {
      return by.isEmpty() ? other : this;
    }
    Map<Dimension, Map<String, Total>> both = new EnumMap<>(Dimension.class);
    by.forEach(
        (dimension, names) -> {
          Map<String, Total> sums = new HashMap<>(names);
          other.names(dimension).forEach((name, sum) -> sums.merge(name, sum, Total::plus));
          both.put(dimension, sums);
        });
    return new Faces(both);
  }

  /** The sums by {@code dimension}. */
  Map<String, Total> names(Dimension dimension) {
    return by.getOrDefault(dimension, Map.of());
  }

  /** Everything together. */
  Total total() {
    return names(Dimension.RESULT).values().stream().reduce(Total.ZERO, Total::plus);
  }

  /** How many names there are, for bounding what is kept. */
  int size() {
    return by.values().stream().mapToInt(Map::size).sum();
  }
}
