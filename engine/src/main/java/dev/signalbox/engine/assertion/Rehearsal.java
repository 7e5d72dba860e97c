package dev.signalbox.engine.assertion;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.text.NearMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides requests that nobody sent, on one snapshot.
 *
 * @param at the moment prices are taken at
 */
public record Rehearsal(Snapshot snapshot, Names names, Instant at) {
  /** The code of a refusal because nothing serves the model name. */
  public static final String UNKNOWN_MODEL = "unknown_model";

  /** The code of a refusal because there is no such profile. */
  public static final String UNKNOWN_PROFILE = "unknown_profile";

  /** What model names stand for, and what else an app says of its requests. */
  @FunctionalInterface
  public interface Names {
    /**
     * What {@code model} stands for.
     *
     * @param app name of the app the request comes through; empty text for none
     */
    Resolution resolve(String app, String model);

    /** The profile that {@code app} has for requests that name none. */
    default Optional<String> profile(String app) {
      return Optional.empty();
    }
  }

  /** What comes of a request. */
  public sealed interface Outcome {
    /**
     * There was nothing to decide.
     *
     * @param code {@link #UNKNOWN_MODEL} or {@link #UNKNOWN_PROFILE}
     * @param sentence lower case, without a full stop
     * @param near names that do exist and look alike, best first
     */
    record Undecided(String code, String sentence, List<String> near) implements Outcome {
      public Undecided {
        near = List.copyOf(near);
      }
    }

    /** The decision; its plan is empty where nobody may answer. */
    record Decided(Decision decision) implements Outcome {}
  }

  /** What would come of {@code request}. */
  public Outcome of(Assertion.Request request) {
    return switch (names.resolve(request.origin().app(), request.model())) {
      case Resolution.Unknown(var name, var near) ->
          new Outcome.Undecided(UNKNOWN_MODEL, "nothing serves the model `" + name + "`", near);
      case Resolution.Open(var profile) ->
          decide(request, new Question.Scope.Open(), profile.or(request::profile));
      case Resolution.Resolved(var ranks, _) -> decide(request, named(ranks), request.profile());
    };
  }

  private static Question.Scope named(List<List<Target>> ranks) {
    List<Question.Place> places = new ArrayList<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      for (Target target : ranks.get(rank)) {
        places.add(new Question.Place(target, rank));
      }
    }
    return new Question.Scope.Named(places);
  }

  private Outcome decide(
      Assertion.Request request, Question.Scope scope, Optional<String> profile) {
    Assignment assignment =
        Assignment.of(
            snapshot.policy(),
            request.origin(),
            profile.or(() -> names.profile(request.origin().app())));
    if (snapshot.profile(assignment.profile()).isEmpty()) {
      return new Outcome.Undecided(
          UNKNOWN_PROFILE,
          "there is no profile `" + assignment.profile() + "`",
          NearMatch.of(assignment.profile(), snapshot.policy().profiles().keySet()));
    }
    Question question =
        new Question(
            new Question.Asked(
                request.model(), assignment.profile(), request.format(), request.strict(), true),
            scope,
            request.needs(),
            assignment.origin(),
            Question.Session.NONE,
            OptionalLong.empty(),
            at,
            0,
            ClusterMix.NONE,
            false);
    return new Outcome.Decided(Router.decide(question, snapshot));
  }
}
