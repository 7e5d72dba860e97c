package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Prompts of two models, in the order in which they would go to the stronger one as more and more
 * calls of it are paid for; as RouteLLM (arXiv 2406.18665) measures routers.
 */
final class StrongCalls {
  private final List<Called> order;

  /** A prompt, by what the stronger model is expected to gain and what both reach. */
  record Called(double gain, double strong, double weak) {}

  StrongCalls(List<Called> all) {
    List<Called> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(Called::gain).reversed());
    this.order = List.copyOf(sorted);
  }

  /**
   * The area below the share of the stronger one's gain that is had (PGR) for each share of calls
   * to it: APGR.
   */
  double area() {
    double whole = gain();
    double reached = 0;
    double area = 0;
    for (Called one : order) {
      area += reached / whole;
      reached += (one.strong() - one.weak()) / order.size();
    }
    return (area + reached / whole) / (order.size() + 1);
  }

  /** The least share of calls to the stronger one that has {@code share} of its gain: CPT. */
  double leastCalls(double share) {
    double wanted = share * gain() * order.size();
    double reached = 0;
    for (int calls = 0; calls < order.size(); calls++) {
      if (reached >= wanted - 1e-9) {
        return (double) calls / order.size();
      }
      reached += order.get(calls).strong() - order.get(calls).weak();
    }
    return 1;
  }

  private double gain() {
    return order.stream().mapToDouble(one -> one.strong() - one.weak()).average().orElseThrow();
  }

  /** {@code figure} with the bounds of draws of the prompts. */
  Bootstrap.Interval bounded(ToDoubleFunction<StrongCalls> figure, long seed) {
    return new Bootstrap(order.size(), seed)
        .of(
            rows ->
                figure.applyAsDouble(
                    new StrongCalls(IntStream.of(rows).mapToObj(order::get).toList())));
  }
}
