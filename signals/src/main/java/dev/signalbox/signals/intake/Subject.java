package dev.signalbox.signals.intake;

import dev.signalbox.engine.naming.Target;
import java.util.Optional;
import java.util.Set;

/** What a signal is about. */
public sealed interface Subject {
  /** The answer that came of a decision. */
  record OfDecision(String id) implements Subject {}

  /** The answer to the newest request that the client calls by this id. */
  record OfRequest(String id) implements Subject {}

  /** The last answer of a conversation. */
  record OfSession(String id) implements Subject {}

  /** The answers that came of two decisions, of which the first is better. */
  record OfPair(String better, String worse) implements Subject {
    public OfPair {
      if (better.equals(worse)) {
        throw new IllegalArgumentException("`better` and `worse` must be two decisions");
      }
    }
  }

  /**
   * Many answers of a model, put together by whoever reports.
   *
   * @param task what they were at; not empty
   * @param project whose they were; empty for that of the reporter
   */
  record OfModel(Target target, String task, Optional<String> project) implements Subject {}

  /** An answer that the gateway itself gave just now. */
  record OfAnswer(Answer answer) implements Subject {}

  /** The decisions that it names. */
  default Set<String> decisions() {
    return switch (this) {
      case OfDecision(var id) -> Set.of(id);
      case OfPair(var better, var worse) -> Set.of(better, worse);
      case OfRequest _, OfSession _, OfModel _, OfAnswer _ -> Set.of();
    };
  }
}
