package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One of the five layers: keeps or drops each candidate, and says why. */
interface RoutingLayer {
  /** Its name in decisions. */
  String name();

  /** Looks at one candidate; depends on nothing but the arguments. */
  Outcome judge(Context context, Candidate candidate);

  /** What a layer makes of a candidate. */
  sealed interface Outcome {
    /** It goes on with this score. */
    record Kept(Score score) implements Outcome {}

    /** It goes no further. */
    record Dropped(Reason reason) implements Outcome {}
  }

  /** Looks at all {@code candidates}. */
  default Verdict apply(Context context, List<Candidate> candidates) {
    List<Candidate> kept = new ArrayList<>(candidates.size());
    List<Score> scores = new ArrayList<>(candidates.size());
    List<LayerRecord.Dropped> dropped = new ArrayList<>();
    for (Candidate candidate : candidates) {
      switch (judge(context, candidate)) {
        case Outcome.Kept(var score) -> {
          kept.add(candidate.plus(score));
          scores.add(score);
        }
        case Outcome.Dropped(var reason) ->
            dropped.add(
                new LayerRecord.Dropped(candidate.standing().deployment().target(), reason));
      }
    }
    return new Verdict(kept, new LayerRecord(name(), candidates.size(), dropped, scores));
  }

  /** The candidates that go on, and what to record. */
  record Verdict(List<Candidate> kept, LayerRecord entry) {}

  /**
   * What a decision is made from.
   *
   * @param policy what the question's profile and the rules that match it ask for together
   * @param day of the question, in UTC
   * @param forgoneNanos what the prefix that the session's last deployment has cached would save on
   *     its next turn
   */
  record Context(
      Question question,
      Snapshot snapshot,
      AppliedPolicy policy,
      LocalDate day,
      long forgoneNanos) {
    /** The context of {@code question}. */
    static Context of(Question question, Snapshot snapshot) {
      return new Context(
          question,
          snapshot,
          AppliedPolicy.of(question, snapshot),
          LocalDate.ofInstant(question.at(), ZoneOffset.UTC),
          CostEstimate.savedByPrefix(question, snapshot));
    }

    /** How good {@code standing} is expected to be at this kind of task. */
    Quality qualityOf(Standing standing) {
      return Objects.requireNonNull(standing.quality().get(policy.family()));
    }

    /** Whether the client named what it wants, so that it is given that if at all possible. */
    boolean named() {
      return question.scope() instanceof Question.Scope.Named;
    }
  }
}
