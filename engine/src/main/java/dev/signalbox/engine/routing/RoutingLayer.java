package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

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
          kept.add(candidate.plus(score.term()));
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
   */
  record Context(Question question, Snapshot snapshot, AppliedPolicy policy) {}
}
