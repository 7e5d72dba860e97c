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

  /** The names of the layers, in order. */
  public static List<String> layerNames() {
    return LAYERS.stream().map(RoutingLayer::name).toList();
  }

  /**
   * Decides.
   *
   * @throws IllegalArgumentException if the question's profile is not in the snapshot
   */
  public static Decision decide(Question question, Snapshot snapshot) {
    RoutingLayer.Context context = RoutingLayer.Context.of(question, snapshot);
    List<Candidate> candidates = candidates(question, snapshot);
    List<LayerRecord> records = new ArrayList<>(LAYERS.size());
    for (RoutingLayer layer : LAYERS) {
      RoutingLayer.Verdict verdict = layer.apply(context, candidates);
      candidates = verdict.kept();
      records.add(verdict.entry());
    }
    Planning.Result planned = Planning.plan(context, candidates, records);
    return new Decision(
        question,
        snapshot.revisions(),
        records,
        planned.plan(),
        planned.unplanned(),
        planned.runnerUp());
  }

  private static List<Candidate> candidates(Question question, Snapshot snapshot) {
    List<Candidate> candidates = new ArrayList<>(snapshot.standings().size());
    switch (question.scope()) {
      case Question.Scope.Open _ -> {
        for (Standing standing : snapshot.standings()) {
          candidates.add(Candidate.of(standing, candidates.size(), 0));
        }
      }
      case Question.Scope.Named(var places) -> {
        for (Question.Place place : places) {
          snapshot
              .standing(place.target())
              .map(standing -> Candidate.of(standing, candidates.size(), place.rank()))
              .ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }
}
