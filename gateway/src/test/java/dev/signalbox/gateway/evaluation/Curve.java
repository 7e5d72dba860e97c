package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a router reaches for what it spends: points of mean cost and mean quality, one for each
 * worth of quality, and the non-decreasing concave envelope over them, as RouterBench (arXiv
 * 2403.12031) defines it.
 */
record Curve(List<Point> hull) {
  private static final int GRID = 400;

  /** Mean dollars and mean quality of one setting. */
  record Point(double cost, double quality) {}

  /** The envelope of {@code points}. */
  static Curve of(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Point::cost).thenComparingDouble(Point::quality));
    List<Point> hull = new ArrayList<>();
    double best = -1;
    for (Point point : sorted) {
      if (point.quality() > best) {
        best = point.quality();
        while (hull.size() >= 2 && below(hull, point)) {
          hull.removeLast();
        }
        hull.add(point);
      }
    }
    return new Curve(List.copyOf(hull));
  }

  /**
   * Whether the last of {@code hull} lies below the line from the one before it to {@code next}.
   */
  private static boolean below(List<Point> hull, Point next) {
    Point before = hull.get(hull.size() - 2);
    Point last = hull.getLast();
    return (last.quality() - before.quality()) * (next.cost() - before.cost())
        <= (next.quality() - before.quality()) * (last.cost() - before.cost());
  }

  /** The quality reached at {@code cost}; 0 where nothing is that cheap. */
  double at(double cost) {
    if (cost < hull.getFirst().cost()) {
      return 0;
    }
    for (int i = 1; i < hull.size(); i++) {
      if (cost <= hull.get(i).cost()) {
        Point from = hull.get(i - 1);
        Point to = hull.get(i);
        double share = (cost - from.cost()) / (to.cost() - from.cost());
        return from.quality() + share * (to.quality() - from.quality());
      }
    }
    return hull.getLast().quality();
  }

  /** The quality that is had for {@code cost}; not a number where nothing is that cheap. */
  double had(double cost) {
    return cost < hull.getFirst().cost() ? Double.NaN : at(cost);
  }

  /** The least cost of {@code quality}; not a number where it is not reached. */
  double costOf(double quality) {
    if (hull.getLast().quality() < quality) {
      return Double.NaN;
    }
    for (int i = 1; i < hull.size(); i++) {
      Point from = hull.get(i - 1);
      Point to = hull.get(i);
      if (quality <= to.quality()) {
        double share = (quality - from.quality()) / (to.quality() - from.quality());
        return from.cost() + Math.max(0, share) * (to.cost() - from.cost());
      }
    }
    return hull.getFirst().cost();
  }

  /** Mean quality between two costs: AIQ. */
  double mean(double from, double to) {
    return mean(share -> from + (to - from) * share);
  }

  /** The same where each doubling of the cost is as wide as another: AIQ on a log axis. */
  double logMean(double from, double to) {
    return mean(share -> from * Math.pow(to / from, share));
  }

  private double mean(DoubleUnaryOperator cost) {
    double sum = 0;
    for (int i = 0; i < GRID; i++) {
      sum += at(cost.applyAsDouble((double) i / (GRID - 1)));
    }
    return sum / GRID;
  }

  /** The highest quality reached. */
  double top() {
    return hull.getLast().quality();
  }
}
