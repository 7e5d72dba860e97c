package dev.signalbox.signals.alert;

import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Signal;
import java.util.OptionalDouble;

/**
 * What some signals come to.
 *
 * @param signals how many there are
 * @param samples answers that they are about
 * @param quality how good those were, each weighed by how sure its source was
 * @param squares sum of the squares of the weights in {@code quality}
 * @param earlier quality in the earlier part of the time
 * @param recent quality in the later part
 * @param newestMillis when the newest came, in milliseconds since 1970; 0 when there is none
 */
public record Figures(
    long signals,
    long samples,
    Mean quality,
    double squares,
    Mean acceptance,
    Mean editDistance,
    Mean parseSuccess,
    Mean error,
    Mean governanceViolation,
    Mean earlier,
    Mean recent,
    long newestMillis) {
  /** Of the 90 % interval: the 95th percentile of the normal distribution. */
  private static final double Z = 1.6448536269514722;

  /** Of no signals. */
  public static final Figures NONE =
      new Figures(
          0, 0, Mean.NONE, 0, Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE,
          Mean.NONE, 0);

  /** A range that something lies in. */
  public record Interval(double low, double high) {}

  /**
   * With one more signal, about one answer or about many that were put together.
   *
   * @param atMillis when it came
   * @param recentFrom what came then or later is recent
   */
  public Figures plus(Signal signal, long atMillis, long recentFrom) {
    OptionalDouble value = signal.value(0);
    double weight = signal.weight();
    Facets said = signal.facets();
    double answers = signal.samples();
    boolean late = atMillis >= recentFrom;
    return new Figures(
        signals + 1,
        samples + signal.samples(),
        quality.plus(value, weight),
        squares + (value.isPresent() ? answers * square(signal.confidence()) : 0),
        acceptance.plus(said.acceptance(), answers),
        editDistance.plus(said.editDistance(), answers),
        parseSuccess.plus(said.parseSuccess(), answers),
        error.plus(said.error(), answers),
        governanceViolation.plus(said.governanceViolation(), answers),
        late ? earlier : earlier.plus(value, weight),
        late ? recent.plus(value, weight) : recent,
        Math.max(newestMillis, atMillis));
  }

  /** How many sure signals tell as much of the quality (Kish). */
  public double effective() {
    return squares > 0 ? square(quality.weight()) / squares : 0;
  }

  /**
   * Where the quality lies with 90 % confidence (Wilson, with the effective number of signals);
   * everything is possible where nothing was said.
   */
  public Interval interval() {
    double n = effective();
    OptionalDouble mean = quality.value();
    if (mean.isEmpty() || n == 0) {
      return new Interval(0, 1);
    }
    double p = mean.getAsDouble();
    double scale = 1 + Z * Z / n;
    double middle = (p + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** How much better it has become; empty where there is nothing to compare. */
  public OptionalDouble trend() {
    OptionalDouble now = recent.value();
    OptionalDouble before = earlier.value();
    return now.isPresent() && before.isPresent()
        ? OptionalDouble.of(now.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private static double square(double value) {
    return value * value;
  }
}
