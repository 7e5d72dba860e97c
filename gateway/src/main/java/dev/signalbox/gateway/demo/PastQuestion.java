package dev.signalbox.gateway.demo;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.demo.Errand.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Makes the questions that the engine would have been asked in the past. */
final class PastQuestion {
  private final PastKeeper keeper;
  private final Snapshot snapshot;

  PastQuestion(PastKeeper keeper, Snapshot snapshot) {
    this.keeper = keeper;
    this.snapshot = snapshot;
  }

  /**
   * The question that {@code errand} was.
   *
   * @param last who answered the turn before
   */
  Question of(Errand errand, Instant at, Optional<Target> last) {
    Resolution meaning = keeper.meaning(errand.model(), errand.number());
    Optional<String> named =
        (meaning instanceof Resolution.Open(var profile) ? profile : Optional.<String>empty())
            .or(() -> keeper.profileOf(errand.app()));
    Assignment assignment =
        Assignment.of(
            snapshot.policy(),
            new Question.Origin(
                "",
                errand.app(),
                errand.team().project(),
                errand.source(),
                errand.task(),
                classifications(errand.kind()),
                Set.of()),
            named);
    return new Question(
        new Question.Asked(
            errand.model(), assignment.profile(), errand.door().protocol().id(), false, true),
        scopeOf(errand.model(), meaning),
        new Needs(
            capabilities(errand),
            new Needs.Tokens(errand.promptTokens(), false, OptionalLong.empty()),
            Set.of(),
            Map.of()),
        assignment.origin(),
        new Question.Session(
            errand.session(),
            last,
            last.isPresent() ? errand.promptTokens() / 2 : 0,
            Optional.empty()),
        OptionalLong.empty(),
        at,
        errand.number(),
        ClusterMix.NONE,
        false);
  }

  private static Set<String> classifications(Kind kind) {
    return switch (kind) {
      case CREDENTIAL -> Set.of("secret");
      case PERSONAL -> Set.of("personal");
      case PLAIN, TOOLS, SCHEMA, PICTURE, UNKNOWN_PROFILE, TOO_LONG, LEAVES -> Set.of();
    };
  }

  private static Question.Scope scopeOf(String model, Resolution meaning) {
    return switch (meaning) {
      case Resolution.Open _ -> new Question.Scope.Open(Permit.ALL);
      case Resolution.Resolved(var ranks, _) -> {
        List<Question.Place> places = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
          for (Target target : ranks.get(rank)) {
            places.add(new Question.Place(target, rank));
          }
        }
        yield new Question.Scope.Named(places);
      }
      case Resolution.Unknown _ ->
          throw new IllegalStateException("the demo does not serve " + model);
    };
  }

  private static Set<Capability> capabilities(Errand errand) {
    Set<Capability> needed = EnumSet.noneOf(Capability.class);
    if (errand.stream()) {
      needed.add(Capability.STREAMING);
    }
    switch (errand.kind()) {
      case TOOLS -> needed.add(Capability.TOOLS);
      case SCHEMA -> needed.add(Capability.JSON_SCHEMA);
      case PICTURE -> needed.add(Capability.VISION);
      case PLAIN, CREDENTIAL, PERSONAL, UNKNOWN_PROFILE, TOO_LONG, LEAVES -> {}
    }
    return needed;
  }

  /** What the first of the plan was expected to cost; empty when that is not known. */
  OptionalLong estimate(Decision decision) {
    Optional<Target> first = decision.targets().stream().findFirst();
    for (LayerRecord layer : decision.layers()) {
      for (Score score : layer.scored()) {
        if (score instanceof Score.Price price
            && price.known()
            && first.filter(price.target()::equals).isPresent()) {
          return OptionalLong.of(price.chargedNanos());
        }
      }
    }
    return OptionalLong.empty();
  }
}
