package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Reporter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Signals for tests. */
final class Said {
  static final Sender BLUE = new Sender("blue", Optional.empty(), false);
  static final Sender RED = new Sender("red", Optional.empty(), false);
  static final Sender OPERATOR = new Sender("op", Optional.empty(), true);

  private Said() {}

  static Submission good(String decision) {
    return of(new Subject.OfDecision(decision), 1, "", OptionalLong.empty());
  }

  static Submission of(Subject subject, double value, String key, OptionalLong supersedes) {
    return new Submission(
        new Signal(
            subject,
            "",
            Reporter.USER,
            OptionalDouble.of(value),
            Facets.NONE,
            1,
            1,
            OptionalLong.empty(),
            key,
            supersedes,
            Map.of()),
        BLUE);
  }
}
