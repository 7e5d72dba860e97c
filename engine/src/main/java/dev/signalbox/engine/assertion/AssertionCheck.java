package dev.signalbox.engine.assertion;

import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;

/** Holds assertions against what would be decided. */
public final class AssertionCheck {
  private AssertionCheck() {}

  /** What comes of {@code assertion}. */
  public static AssertionResult run(Assertion assertion, Rehearsal rehearsal) {
    Judgement judgement = judgement(rehearsal.of(assertion.request()), rehearsal.snapshot());
    for (Expectation expectation : assertion.expectations()) {
      Optional<String> missing = judgement.missing(expectation);
      if (missing.isPresent()) {
        return new AssertionResult(
            assertion.name(), false, missing.get() + ", but " + judgement.sentence());
      }
    }
    return new AssertionResult(assertion.name(), true, judgement.sentence());
  }

  private static Judgement judgement(Rehearsal.Outcome outcome, Snapshot snapshot) {
    return switch (outcome) {
      case Rehearsal.Outcome.Undecided(var code, var sentence, _) ->
          new Judgement.Unanswerable(code, sentence);
      case Rehearsal.Outcome.Decided(var decision) ->
          decision.plan().isEmpty()
              ? new Judgement.Refused(decision)
              : new Judgement.Planned(decision, snapshot);
    };
  }
}
