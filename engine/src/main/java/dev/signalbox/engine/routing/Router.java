package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
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
    Passage passage = new Passage(context, candidates(context));
    LAYERS.forEach(passage::through);
    Planning.Result planned = Planning.plan(context, passage.contenders());
    return new Decision(
        question,
        snapshot.revisions(),
        passage.records(),
        planned.plan(),
        planned.unplanned(),
        planned.runnerUp(),
        planned.exploration());
  }

  private static List<Candidate> candidates(RoutingLayer.Context context) {
    return switch (context.question().scope()) {
      case Question.Scope.Open _ -> all(context);
      case Question.Scope.Named(var places) -> named(context, places);
    };
  }

  private static List<Candidate> all(RoutingLayer.Context context) {
    List<Standing> standings = context.snapshot().standings();
    List<Candidate> candidates = new ArrayList<>(standings.size());
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (!standing.deployment().provider().reserved()) {
        candidates.add(candidate(context, standing, new Spot(i, candidates.size(), 0)));
      }
    }
    return candidates;
  }

  private static List<Candidate> named(RoutingLayer.Context context, List<Question.Place> places) {
    List<Candidate> candidates = new ArrayList<>(places.size());
    for (Question.Place named : places) {
      context
          .snapshot()
          .standing(named.target())
          .ifPresent(
              standing ->
                  candidates.add(
                      candidate(
                          context,
                          standing,
                          new Spot(
                              context.snapshot().placeOf(named.target()),
                              candidates.size(),
                              named.rank()))));
    }
    return candidates;
  }

  /** Where a candidate comes in. */
  private record Spot(int index, int place, int rank) {}

  private static Candidate candidate(RoutingLayer.Context context, Standing standing, Spot spot) {
    return new Candidate(
        standing,
        spot.index(),
        spot.place(),
        spot.rank(),
        CostEstimate.outputTokens(context, standing.output()));
  }
}
