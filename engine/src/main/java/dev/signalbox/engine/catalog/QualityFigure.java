package dev.signalbox.engine.catalog;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a model reached in a public test.
 *
 * @param bench name of the test
 * @param figure in {@code unit}
 * @param unit {@code percent} or {@code elo}
 * @param date when it was measured
 * @param trust 0..1: 1 for a test run by others in the open, less for what a maker says of itself
 */
public record QualityFigure(
    String bench,
    double figure,
    String unit,
    Optional<LocalDate> date,
    double trust,
    String source) {
  public QualityFigure {
    if (bench.isEmpty() || unit.isEmpty() || source.isEmpty()) {
      throw new IllegalArgumentException("a quality figure needs a bench, a unit and a source");
    }
    if (!Double.isFinite(figure)) {
      throw new IllegalArgumentException("`figure` must be a number");
    }
    if (!(trust > 0 && trust <= 1)) {
      throw new IllegalArgumentException("`trust` must be above 0 and at most 1");
    }
  }
}
