import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Lets contenders take turns, window by window, and keeps the figures of the valid windows. */
final class Turns {
  private final Map<String, Supplier<OptionalDouble>> windows = new LinkedHashMap<>();
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  /** Adds a contender; {@code window} gives its figure, or nothing when a request failed. */
  Turns add(String name, Supplier<OptionalDouble> window) {
    windows.put(name, window);
    figures.put(name, new ArrayList<>());
    return this;
  }

  /** Adds a contender whose figures come by {@link #note}. */
  Turns add(String name) {
    figures.put(name, new ArrayList<>());
    return this;
  }

  /** Keeps a figure that was taken beside another. */
  void note(String name, double figure) {
    figures.get(name).add(figure);
  }

  /**
   * Takes turns until each contender has {@code wanted} valid windows, for twice as many rounds.
   */
  Turns take(int wanted) {
    List<String> order = new ArrayList<>(windows.keySet());
    for (int round = 0; round < 2 * wanted && missing(wanted); round++) {
      for (String name : order) {
        OptionalDouble figure = windows.get(name).get();
        figure.ifPresent(figures.get(name)::add);
        System.err.printf(
            "  round %d  %-24s %s%n",
            round + 1, name, figure.isPresent() ? "%.1f".formatted(figure.getAsDouble()) : "void");
      }
      Collections.rotate(order, 1);
    }
    return this;
  }

  /** The middle figure of {@code name}; empty when it had fewer valid windows than wanted. */
  OptionalDouble median(String name, int wanted) {
    List<Double> sorted = figures.get(name).stream().sorted().toList();
    int size = sorted.size();
    return size < wanted
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
  }

  /** What {@code figure} is more than {@code direct}; empty where one of them is. */
  static OptionalDouble minus(OptionalDouble figure, OptionalDouble direct) {
    return figure.isPresent() && direct.isPresent()
        ? OptionalDouble.of(figure.getAsDouble() - direct.getAsDouble())
        : OptionalDouble.empty();
  }

  private boolean missing(int wanted) {
    return figures.values().stream().anyMatch(list -> list.size() < wanted);
  }
}
