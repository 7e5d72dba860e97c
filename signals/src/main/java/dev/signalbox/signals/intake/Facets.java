package dev.signalbox.signals.intake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a signal says in particular; the shares are from 0 to 1, empty where it says nothing of it:
 * of one answer they are yes or no, of many how often.
 *
 * @param outcome what somebody did with the one answer
 * @param acceptance how often answers were taken as they were
 * @param editDistance how much was changed
 * @param parseSuccess whether it had the form that was asked for
 * @param error whether it was none
 * @param governanceViolation whether it broke a rule of the house
 */
public record Facets(
    Optional<Outcome> outcome,
    OptionalDouble acceptance,
    OptionalDouble editDistance,
    OptionalDouble parseSuccess,
    OptionalDouble error,
    OptionalDouble governanceViolation) {
  private static final OptionalDouble SILENT = OptionalDouble.empty();

  /** Of a signal that says nothing in particular. */
  public static final Facets NONE = of(Optional.empty(), SILENT, List.of(SILENT, SILENT, SILENT));

  public Facets {
    if (Stream.of(acceptance, editDistance, parseSuccess, error, governanceViolation)
        .flatMapToDouble(OptionalDouble::stream)
        .anyMatch(share -> !(share >= 0 && share <= 1))) {
      throw new IllegalArgumentException("what a signal says is from 0 to 1");
    }
  }

  /**
   * What is said of one answer.
   *
   * @param checks parse success, error and governance violation
   */
  public static Facets of(
      Optional<Outcome> outcome, OptionalDouble editDistance, List<OptionalDouble> checks) {
    return new Facets(
        outcome,
        outcome
            .map(said -> OptionalDouble.of(said == Outcome.ACCEPTED ? 1 : 0))
            .orElse(OptionalDouble.empty()),
        editDistance,
        checks.get(0),
        checks.get(1),
        checks.get(2));
  }

  /**
   * How good that makes the answer: as good as the worst of what is said. That there was no error
   * and no violation says nothing good of it. Empty where nothing else is said.
   */
  public OptionalDouble value() {
    return Stream.of(
            taken(),
            editDistance.stream().map(distance -> 1 - distance),
            parseSuccess.stream(),
            harm(error),
            harm(governanceViolation))
        .flatMapToDouble(each -> each)
        .min();
  }

  /** What was edited is worth what was left of it, where that is said. */
  private DoubleStream taken() {
    if (outcome.isEmpty()) {
      return acceptance.stream();
    }
    return outcome.get() == Outcome.EDITED && editDistance.isPresent()
        ? DoubleStream.empty()
        : DoubleStream.of(outcome.get().value());
  }

  private static DoubleStream harm(OptionalDouble share) {
    return share.stream().filter(value -> value > 0).map(value -> 1 - value);
  }
}
