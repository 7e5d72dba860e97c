package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.StandingColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers questions by the five layers. The same question and snapshot always give the same
 * decision.
 */
public final class Router {
  /** The layers, in the order candidates pass them. */
  private static final List<RoutingLayer> LAYERS =
      List.of(
          new FilterLayer(),
          new CapabilityLayer(),
          new CostLayer(),
          new LatencyLayer(),
          new QualityLayer());

  private Router() {}

  /**
   * Decides.
   *
   * @throws IllegalArgumentException if the question's profile is not in the snapshot
   */
  public static Decision decide(Question question, Snapshot snapshot) {
    RoutingLayer.Context context = RoutingLayer.Context.of(question, snapshot);
    Passage passage = new Passage(context, LAYERS, candidates(context));
    List<LayerRecord> records = passage.through();
    Planning.Result planned = Planning.plan(context, passage.contenders());
    return new Decision(
        question,
        snapshot.revisions(),
        records,
        planned.plan(),
        planned.unplanned(),
        planned.runnerUp(),
        planned.exploration());
  }

  private static List<Candidate> candidates(RoutingLayer.Context context) {
    return switch (context.question().scope()) {
      case Question.Scope.Open _ -> context.snapshot().candidates();
      case Question.Scope.Named(var places) -> named(context, places);
    };
  }

  private static List<Candidate> named(RoutingLayer.Context context, List<Question.Place> places) {
    Snapshot snapshot = context.snapshot();
    List<Candidate> candidates = new ArrayList<>(places.size());
    for (Question.Place named : places) {
      int index = snapshot.placeOf(named.target());
      snapshot
          .standing(named.target())
          .map(
              standing ->
                  new Candidate(
                      standing,
                      index < 0 ? StandingColumns.of(standing) : snapshot.columns(),
                      index,
                      candidates.size(),
                      named.rank()))
          .ifPresent(candidates::add);
    }
    return candidates;
  }
}
