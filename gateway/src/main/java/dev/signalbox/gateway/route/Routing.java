package dev.signalbox.gateway.route;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.NearMatch;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has requests routed: makes the question, lets the engine decide on the current snapshot, and
 * keeps the decision. One for the process, used by all event loops.
 */
public final class Routing {
  /** The task of requests that bring tools and name none. */
  private static final String TOOLS = "tools";

  private final Snapshots snapshots;
  private final SessionMemory sessions;
  private final DecisionLog log;
  private final LongSupplier clockNanos;

  /** What it works with. */
  public record Parts(Snapshots snapshots, SessionMemory sessions, DecisionLog log) {}

  /**
   * Routing over {@code parts}.
   *
   * @param clockNanos monotonic, in nanoseconds
   */
  public Routing(Parts parts, LongSupplier clockNanos) {
    this.snapshots = parts.snapshots();
    this.sessions = parts.sessions();
    this.log = parts.log();
    this.clockNanos = clockNanos;
  }

  /** A decision and the id it is kept under. */
  public record Route(String id, Decision decision) {
    /** The deployments to try, in order; at least one. */
    public List<Target> targets() {
      return decision.targets();
    }
  }

  /**
   * Decides who serves {@code ask} and keeps the decision.
   *
   * @param decided told the decision, before it may turn out that nobody can serve
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when nobody can, or a profile is
   *     unknown; the decision is kept then too
   */
  public Route route(Ask ask, Consumer<Route> decided) {
    Route route = decide(ask, KeptDecision.Mode.LIVE);
    decided.accept(route);
    if (route.decision().plan().isEmpty()) {
      Problem problem = NoRoute.problemOf(route.decision());
      log.finished(route.id(), new KeptDecision.Outcome("", 0, problem.code().orElse("no_route")));
      throw problem.toException();
    }
    return route;
  }

  /** Decides without anybody being called, and keeps the decision. */
  public Route decide(Ask ask, KeptDecision.Mode mode) {
    Snapshot snapshot = snapshots.current();
    Question question = question(ask, snapshot);
    return decide(question, mode);
  }

  /** Answers {@code question} on the current snapshot and keeps the decision. */
  public Route decide(Question question, KeptDecision.Mode mode) {
    Snapshot snapshot = snapshots.current();
    long started = clockNanos.getAsLong();
    Decision decision = Router.decide(question, snapshot);
    long micros = (clockNanos.getAsLong() - started) / 1_000;
    String id = Ids.decision();
    log.put(
        new KeptDecision(
            id,
            question.at(),
            mode,
            micros,
            question,
            snapshot,
            decision.plan(),
            Optional.empty()));
    return new Route(id, decision);
  }

  /**
   * Notes what became of a routed request.
   *
   * @param promptTokens tokens of its prompt by the provider's count; 0 when unknown
   */
  public void finished(
      Route route, KeptDecision.Outcome outcome, Optional<Target> served, long promptTokens) {
    log.finished(route.id(), outcome);
    Question question = route.decision().question();
    served.ifPresent(
        target ->
            sessions.answered(
                new SessionMemory.Of(
                    question.origin().key(), question.session().id(), question.at()),
                target,
                promptTokens));
  }

  /**
   * Notes that the next turn of a routed request's conversation may call itself {@code session}.
   *
   * @param promptTokens tokens of its prompt by the provider's count; 0 when unknown
   */
  public void continues(Route route, String session, Target served, long promptTokens) {
    Question question = route.decision().question();
    sessions.answered(
        new SessionMemory.Of(question.origin().key(), session, question.at()),
        served,
        promptTokens);
  }

  /** The decision kept under this id. */
  public Optional<KeptDecision> find(String id) {
    return log.find(id);
  }

  /** The snapshot that is decided on now. */
  public Snapshot snapshot() {
    return snapshots.current();
  }

  private Question question(Ask ask, Snapshot snapshot) {
    Ask.Who who = ask.who();
    Question.Origin origin =
        new Question.Origin(
            who.key(), who.app(), who.project(), who.source(), who.task(), Set.of());
    Assignment assignment = assignment(ask, origin, snapshot);
    String session = who.session().isEmpty() ? ask.needs().session().orElse("") : who.session();
    return new Question(
        new Question.Asked(
            ask.model(),
            assignment.profile(),
            ask.format().id(),
            ask.options().strict(),
            ask.options().failover()),
        scopeOf(ask.meaning()),
        needsOf(ask),
        assignment.origin(),
        sessions.tieOf(new SessionMemory.Of(who.key(), session, ask.at()), ask.needs().signed()),
        ask.options().budgetLeftNanos(),
        ask.at(),
        0);
  }

  /** The task is named, or said by a rule, or seen from the tools the request brings. */
  private static Assignment assignment(Ask ask, Question.Origin origin, Snapshot snapshot) {
    Optional<String> profile = namedProfile(ask, snapshot);
    Assignment said = Assignment.of(snapshot.policy(), origin, profile);
    return said.origin().task().isEmpty() && ask.needs().capabilities().contains(Capability.TOOLS)
        ? Assignment.of(snapshot.policy(), origin.withTask(TOOLS), profile)
        : said;
  }

  private static Question.Scope scopeOf(Resolution meaning) {
    return switch (meaning) {
      case Resolution.Open _ -> new Question.Scope.Open();
      case Resolution.Resolved(var ranks, _) -> {
        List<Question.Place> places = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
          for (Target target : ranks.get(rank)) {
            places.add(new Question.Place(target, rank));
          }
        }
        yield new Question.Scope.Named(places);
      }
      case Resolution.Unknown unknown -> throw UnknownModel.problemOf(unknown).toException();
    };
  }

  private static Needs needsOf(Ask ask) {
    RequestNeeds needs = ask.needs();
    Set<Needs.Parameter> parameters = EnumSet.noneOf(Needs.Parameter.class);
    if (needs.temperature()) {
      parameters.add(Needs.Parameter.TEMPERATURE);
    }
    if (needs.stop()) {
      parameters.add(Needs.Parameter.STOP);
    }
    return new Needs(
        needs.capabilities(),
        new Needs.Tokens(needs.inputTokens(), needs.exact(), needs.maxOutputTokens()),
        parameters,
        ask.losses());
  }

  /** The profile that the request names: by the model name, else by the header. */
  private static Optional<String> namedProfile(Ask ask, Snapshot snapshot) {
    if (ask.meaning() instanceof Resolution.Open(var named) && named.isPresent()) {
      return Optional.of(known(named.get(), "model", snapshot));
    }
    return Optional.of(ask.options().profile())
        .filter(profile -> !profile.isEmpty())
        .map(profile -> known(profile, "x-profile", snapshot));
  }

  private static String known(String profile, String where, Snapshot snapshot) {
    if (snapshot.profile(profile).isPresent()) {
      return profile;
    }
    List<String> near = NearMatch.of(profile, snapshot.policy().profiles().keySet());
    String hint =
        near.isEmpty()
            ? "there are "
                + String.join(
                    ", ", snapshot.policy().profiles().keySet().stream().sorted().toList())
            : "did you mean `" + String.join("`, `", near) + "`?";
    String name = profile.length() <= 64 ? profile : profile.substring(0, 64) + "…";
    ProblemKind kind =
        where.equals("model") ? ProblemKind.MODEL_NOT_FOUND : ProblemKind.INVALID_REQUEST;
    throw Problem.of(kind, "there is no profile `%s`; %s".formatted(name, hint))
        .withCode("profile_not_found")
        .withParam(where)
        .toException();
  }
}
