package dev.signalbox.gateway.plan;

import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.route.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a recorded question again, as the same request would come out under another configuration:
 * names stand for what they stand for there, and profile and task are assigned anew where the
 * request had not named them itself. What a question does not tell is inferred: a profile or task
 * that rules would have given then is taken to have been given by them. Chance takes no part.
 */
final class Reasking {
  /** The task of requests that bring tools and name none. */
  private static final String TOOLS = "tools";

  private final Question asked;
  private final Snapshot.Policy then;
  private final long draw;

  /** What becomes of it. */
  sealed interface Outcome {
    /** A question to decide. */
    record Asked(Question question) implements Outcome {}

    /** There is nothing to decide, for a reason of {@link Rehearsal}. */
    record Unanswerable(String code) implements Outcome {}
  }

  /**
   * The question {@code asked}.
   *
   * @param then the policy it was asked under
   * @param request id of its request
   */
  Reasking(Question asked, Snapshot.Policy then, String request) {
    this.asked = asked;
    this.then = then;
    String session = asked.session().id();
    this.draw = Spread.of(session.isEmpty() ? request : session);
  }

  /** The question as it would be under {@code side}. */
  Outcome under(Side side, Side current) {
    Resolution meaning = side.names().resolve(asked.origin().app(), asked.asked().model(), draw);
    return switch (meaning) {
      case Resolution.Unknown _ -> new Outcome.Unanswerable(Rehearsal.UNKNOWN_MODEL);
      case Resolution.Open(var named) ->
          assigned(side, open(), named.or(() -> namedProfile(current)));
      case Resolution.Resolved(var ranks, _) ->
          assigned(side, scope(meaning, ranks, current), namedProfile(current));
    };
  }

  private Question.Scope open() {
    return asked.scope() instanceof Question.Scope.Open open
        ? open
        : new Question.Scope.Open(Permit.ALL);
  }

  /** A name that means what it means now keeps what the caller might use of it then. */
  private Question.Scope scope(Resolution meaning, List<List<Target>> ranks, Side current) {
    return asked.scope() instanceof Question.Scope.Named named
            && meaning.equals(
                current.names().resolve(asked.origin().app(), asked.asked().model(), draw))
        ? named
        : new Question.Scope.Named(places(ranks));
  }

  private static List<Question.Place> places(List<List<Target>> ranks) {
    List<Question.Place> places = new ArrayList<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      for (Target target : ranks.get(rank)) {
        places.add(new Question.Place(target, rank));
      }
    }
    return places;
  }

  /** The profile that the request named, as far as can be told. */
  private Optional<String> namedProfile(Side current) {
    String profile = asked.asked().profile();
    boolean given = Assignment.of(then, asked.origin(), Optional.empty()).profile().equals(profile);
    boolean ofTheApp =
        current.names().profile(asked.origin().app()).filter(profile::equals).isPresent();
    return given || ofTheApp ? Optional.empty() : Optional.of(profile);
  }

  private Outcome assigned(Side side, Question.Scope scope, Optional<String> named) {
    Optional<String> profile =
        side.profile().or(() -> named).or(() -> side.names().profile(asked.origin().app()));
    Assignment assignment = assignment(side.snapshot().policy(), profile);
    if (side.snapshot().profile(assignment.profile()).isEmpty()) {
      return new Outcome.Unanswerable(Rehearsal.UNKNOWN_PROFILE);
    }
    return new Outcome.Asked(
        new Question(
            new Question.Asked(
                asked.asked().model(),
                assignment.profile(),
                asked.asked().format(),
                asked.asked().strict(),
                asked.asked().failover()),
            scope,
            asked.needs(),
            assignment.origin(),
            asked.session(),
            asked.budgetLeftNanos(),
            asked.at(),
            asked.seed(),
            asked.clusters(),
            false));
  }

  private Assignment assignment(Snapshot.Policy policy, Optional<String> profile) {
    Question.Origin origin = asked.origin();
    Question.Origin bare = origin.withTask("");
    boolean tools = asked.needs().capabilities().contains(Capability.TOOLS);
    boolean inferred = tools && origin.task().equals(TOOLS);
    boolean given =
        Assignment.of(then, bare, Optional.empty()).origin().task().equals(origin.task());
    Assignment said = Assignment.of(policy, inferred || given ? bare : origin, profile);
    return said.origin().task().isEmpty() && tools
        ? Assignment.of(policy, origin.withTask(TOOLS), profile)
        : said;
  }
}
