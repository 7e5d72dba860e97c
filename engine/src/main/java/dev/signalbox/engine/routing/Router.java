package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.util.List;
import java.util.Optional;

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
    Passage passage = new Passage(LAYERS, context, candidates(question, snapshot));
    takeThrough(context, passage);
    List<LayerRecord> records = passage.records();
    Planning.Result planned = Planning.plan(context, passage.contenders(), records);
    return new Decision(
        question,
        snapshot.revisions(),
        records,
        planned.plan(),
        planned.unplanned(),
        planned.runnerUp(),
        planned.exploration());
  }

  /** How many candidates there are at most. */
  private static int candidates(Question question, Snapshot snapshot) {
    return switch (question.scope()) {
      case Question.Scope.Open _ -> snapshot.standings().size();
      case Question.Scope.Named(var places) -> places.size();
    };
  }

  private static void takeThrough(RoutingLayer.Context context, Passage passage) {
    Snapshot snapshot = context.snapshot();
    int place = 0;
    switch (context.question().scope()) {
      case Question.Scope.Open _ -> {
        List<Standing> standings = snapshot.standings();
        for (int i = 0; i < standings.size(); i++) {
          Standing standing = standings.get(i);
          if (!standing.deployment().provider().reserved()) {
            passage.pass(candidate(context, standing, new Spot(i, place++, 0)));
          }
        }
      }
      case Question.Scope.Named(var places) -> {
        for (Question.Place named : places) {
          Optional<Standing> standing = snapshot.standing(named.target());
          if (standing.isPresent()) {
            passage.pass(
                candidate(
                    context,
                    standing.get(),
                    new Spot(snapshot.placeOf(named.target()), place++, named.rank())));
          }
        }
      }
    }
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
