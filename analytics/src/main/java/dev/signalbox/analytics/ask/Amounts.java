package dev.signalbox.analytics.ask;

import java.math.BigDecimal;
import java.util.Optional;

/** Finds out what a number in a question is for. */
final class Amounts {
  private Amounts() {}

  static void read(Draft draft, Numbers.Written number) {
    if (number.unit().equals("day")) {
      draft.window = Optional.of(number.number().intValue());
      return;
    }
    if (!draft.bounds.isEmpty() && draft.bounds.getLast().number.isEmpty()) {
      bound(draft, draft.bounds.getLast(), number);
      return;
    }
    Optional<Integer> count = Numbers.count(number.number().toPlainString(), 1_000);
    if (!number.isPlain() || count.isEmpty() || draft.count.isPresent()) {
      draft.problems.add(
          "it is unclear what the number %s is for".formatted(number.number().toPlainString()));
      return;
    }
    draft.count = count;
  }

  private static void bound(Draft draft, Draft.OpenBound bound, Numbers.Written number) {
    BigDecimal plain = number.number();
    Optional<Measure> measure =
        switch (number.unit()) {
          case "$", "ct" -> Optional.of(Measure.COST);
          case "ms", "s", "min" -> Optional.of(levelNamed(draft));
          default -> Optional.empty();
        };
    bound.number =
        Optional.of(
            switch (number.unit()) {
              case "ct" -> plain.movePointLeft(2);
              case "s" -> plain.movePointRight(3);
              case "min" -> plain.multiply(BigDecimal.valueOf(60_000));
              case "%" -> plain.movePointLeft(2);
              default -> plain;
            });
    boolean open = bound.measure.isEmpty() && bound.metric.isEmpty();
    if (measure.isPresent() && open) {
      bound.measure = measure;
    } else if (number.unit().equals("%") && open && !draft.metrics.isEmpty()) {
      bound.metric = Optional.of(draft.metrics.getLast());
    }
  }

  /** The time that was spoken of last. */
  private static Measure levelNamed(Draft draft) {
    return !draft.metrics.isEmpty()
            && draft.metrics.getLast() instanceof Metric.Of(Measure measure, _, _)
            && measure.unit().equals("ms")
        ? measure
        : Measure.LATENCY;
  }
}
