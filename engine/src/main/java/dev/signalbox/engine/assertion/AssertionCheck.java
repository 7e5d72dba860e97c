package dev.signalbox.engine.assertion;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs assertions against one snapshot. */
public final class AssertionCheck {
  /** The code of a refusal because nothing serves the model name. */
  public static final String UNKNOWN_MODEL = "unknown_model";

  /** The code of a refusal because there is no such profile. */
  public static final String UNKNOWN_PROFILE = "unknown_profile";

  private final Snapshot snapshot;
  private final Names names;
  private final Instant at;

  /** What model names stand for. */
  @FunctionalInterface
  public interface Names {
    /**
     * What {@code model} stands for.
     *
     * @param app name of the app the request comes through; empty text for none
     */
    Resolution resolve(String app, String model);
  }

  /**
   * A check against {@code snapshot}.
   *
   * @param at the moment prices are taken at
   */
  public AssertionCheck(Snapshot snapshot, Names names, Instant at) {
    this.snapshot = snapshot;
    this.names = names;
    this.at = at;
  }

  /** What comes of {@code assertion}. */
  public AssertionResult run(Assertion assertion) {
    Finding finding = find(assertion.request());
    for (Expectation expectation : assertion.expectations()) {
      Optional<String> missed = finding.missing(expectation);
      if (missed.isPresent()) {
        return new AssertionResult(
            assertion.name(), false, missed.get() + ", but " + finding.sentence());
      }
    }
    return new AssertionResult(assertion.name(), true, finding.sentence());
  }

  private Finding find(Assertion.Request request) {
    return switch (names.resolve(request.origin().app(), request.model())) {
      case Resolution.Unknown(var name, _) ->
          new Finding.Unanswerable(UNKNOWN_MODEL, "nothing serves the model `" + name + "`");
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

  private Finding decide(
      Assertion.Request request, Question.Scope scope, Optional<String> profile) {
    Assignment assignment = Assignment.of(snapshot.policy(), request.origin(), profile);
    if (snapshot.profile(assignment.profile()).isEmpty()) {
      return new Finding.Unanswerable(
          UNKNOWN_PROFILE, "there is no profile `" + assignment.profile() + "`");
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
            0);
    Decision decision = Router.decide(question, snapshot);
    return decision.plan().isEmpty()
        ? new Finding.Refused(decision)
        : new Finding.Planned(decision, snapshot);
  }
}
