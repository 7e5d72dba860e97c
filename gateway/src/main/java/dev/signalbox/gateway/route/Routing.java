package dev.signalbox.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.routing.Topic;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.trial.Shadow;
import dev.signalbox.gateway.trial.Trial;
import dev.signalbox.gateway.wire.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Has requests routed: makes the question, lets the engine decide on the current snapshot, and
 * keeps the decision. One for the process, used by all event loops.
 */
public final class Routing {
  /** What the draws begin with, so that one tells nothing of the other. */
  private static final String CANARY = "canary ";

  private static final String SHADOW = "shadow ";

  private final Snapshots snapshots;
  private final SessionMemory sessions;
  private final DecisionArchive decisions;
  private final Questions questions;
  private final LongSupplier numbers;
  private final LongSupplier clockNanos;
  private final ExplorationCaps exploration;
  private final Trial trial;

  /**
   * What it works with.
   *
   * @param exploration what chance may still cost
   * @param trial a second policy
   * @param numbers the next number of a decision, higher than all before
   */
  public record Parts(
      Snapshots snapshots,
      SessionMemory sessions,
      DecisionArchive decisions,
      ExplorationCaps exploration,
      Trial trial,
      LongSupplier numbers) {}

  /**
   * Routing over {@code parts}.
   *
   * @param clockNanos monotonic, in nanoseconds
   */
  public Routing(Parts parts, LongSupplier clockNanos) {
    this.snapshots = parts.snapshots();
    this.sessions = parts.sessions();
    this.decisions = parts.decisions();
    this.exploration = parts.exploration();
    this.trial = parts.trial();
    this.numbers = parts.numbers();
    this.questions = new Questions(parts.sessions());
    this.clockNanos = clockNanos;
  }

  /**
   * A decision and how it is kept.
   *
   * @param place where the log keeps it
   */
  public record Route(KeptDecision kept, Decision decision, long place) {
    /** The id it is kept under. */
    public String id() {
      return kept.id();
    }

    /** What the quality of its answer is gathered under: its task, else the id of its family. */
    public String task() {
      return Topic.of(decision.question(), kept.snapshot()).key().task();
    }

    /** What its record says beside it. */
    public DecisionMeta meta() {
      return kept.record().meta();
    }

    /** The deployments to try, in order; at least one. */
    public List<Target> targets() {
      return decision.targets();
    }

    /** What {@code target} was expected to cost; empty when it was not weighed. */
    public Optional<Score.Price> priceOf(Target target) {
      for (LayerRecord layer : decision.layers()) {
        for (Score score : layer.scored()) {
          if (score instanceof Score.Price price && price.target().equals(target)) {
            return Optional.of(price);
          }
        }
      }
      return Optional.empty();
    }

    /** What a request is told when nobody can serve it; empty when somebody can. */
    public Optional<Problem> refusal() {
      return decision.plan().isEmpty()
          ? Optional.of(NoRoute.problemOf(decision))
          : Optional.empty();
    }
  }

  /**
   * Who asks for a decision without a request, and when.
   *
   * @param key label of the caller's key
   */
  public record Asker(String key, Instant at) {}

  /**
   * Decides who serves {@code ask}; whoever asks tells the end by {@link #ended}.
   *
   * @param decided told the decision, before it may turn out that nobody can serve
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when nobody can, or a profile is
   *     unknown; only in the first case is there a decision
   */
  public Route route(Ask ask, Consumer<Route> decided) {
    Route route = decide(ask, DecisionMeta.Mode.LIVE);
    decided.accept(route);
    Optional<Problem> refusal = route.refusal();
    if (refusal.isPresent()) {
      throw refusal.get().toException();
    }
    return route;
  }

  /** Decides the same without anybody being called, and keeps the decision. */
  public Route dryRun(Ask ask) {
    return decide(ask, DecisionMeta.Mode.DRY_RUN);
  }

  /**
   * Decides a question that a client put itself, and keeps the decision.
   *
   * @param names what a model name stands for
   * @throws dev.signalbox.gateway.wire.problem.ProblemException naming the field that is wrong
   */
  public Route dryRun(JsonNode question, Asker asker, Function<String, Resolution> names) {
    Snapshot snapshot = snapshots.current();
    return decide(
        new Asked(
            questions.of(question, snapshot, asker.at(), names),
            asker,
            DecisionMeta.Mode.DRY_RUN,
            ""),
        snapshot);
  }

  private Route decide(Ask ask, DecisionMeta.Mode mode) {
    Snapshot inForce = snapshots.current();
    boolean live = mode == DecisionMeta.Mode.LIVE;
    boolean canary = live && trial.canary().takes(drawn(ask));
    Snapshot snapshot = canary ? trial.under(inForce) : inForce;
    Route route =
        decide(
            new Asked(
                questions.of(ask, snapshot, live && exploration.open(ask.at())),
                new Asker(ask.who().key(), ask.at()),
                mode,
                canary ? Canary.POLICY : ""),
            snapshot);
    if (live && !canary && trial.shadow().takes(Spread.of(SHADOW + ask.chance()))) {
      shadow(ask, route, trial.under(inForce));
    }
    return route;
  }

  /** A number that is the same for all of a conversation, else for the request alone. */
  private static long drawn(Ask ask) {
    String session = Questions.sessionOf(ask);
    return Spread.of(CANARY + (session.isEmpty() ? String.valueOf(ask.chance()) : session));
  }

  private void shadow(Ask ask, Route route, Snapshot snapshot) {
    trial
        .shadow()
        .compare(
            new Shadow.Decided(
                route.kept().record().number(),
                route.id(),
                route.decision(),
                questions.of(ask, snapshot, false),
                snapshot));
  }

  /**
   * What is decided.
   *
   * @param policy what it is decided by, where that is not the policy in force; else empty text
   */
  private record Asked(Question question, Asker asker, DecisionMeta.Mode mode, String policy) {}

  private Route decide(Asked asked, Snapshot snapshot) {
    long started = clockNanos.getAsLong();
    Decision decision = Router.decide(asked.question(), snapshot);
    long micros = (clockNanos.getAsLong() - started) / 1_000;
    DecisionMeta meta =
        new DecisionMeta(
            Ids.decision(),
            asked.asker().at(),
            asked.mode(),
            micros,
            Optional.empty(),
            asked.policy());
    KeptDecision kept =
        new KeptDecision(
            new DecisionRecord(
                numbers.getAsLong(),
                meta,
                asked.asker().key(),
                asked.question(),
                snapshot.revisions(),
                decision.plan()),
            snapshot);
    long place =
        switch (asked.mode()) {
          case LIVE -> {
            decision
                .exploration()
                .ifPresent(chance -> exploration.took(chance, asked.asker().at()));
            yield decisions.begun(kept);
          }
          case DRY_RUN, REPLAY -> decisions.made(kept, decision);
        };
    return new Route(kept, decision, place);
  }

  /**
   * What became of a request.
   *
   * @param request number of its record
   * @param millis from its arrival to its end
   * @param nanos what it cost; empty when that is not known
   * @param at when it arrived
   */
  public record Ended(
      DecisionMeta.Outcome outcome, long request, long millis, OptionalLong nanos, Instant at) {}

  /** Notes what became of a routed request, and keeps the decision. Once for each. */
  public void ended(Route route, Ended ended) {
    decisions.ended(route, ended.outcome(), ended.request());
    trial
        .canary()
        .ended(
            new Canary.End(
                route.id(),
                route.meta().policy().equals(Canary.POLICY),
                ended.outcome().result(),
                ended.millis(),
                ended.nanos(),
                ended.at()));
  }

  /**
   * Notes who answered a routed request of a conversation.
   *
   * @param promptTokens tokens of its prompt by the provider's count; 0 when unknown
   */
  public void answered(Route route, Target served, long promptTokens) {
    continues(route, route.decision().question().session().id(), served, promptTokens);
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

  /** The policy that is tried before it is applied. */
  public Trial trial() {
    return trial;
  }

  /** What exploration is expected to have cost. */
  public ExplorationCaps exploration() {
    return exploration;
  }

  /** The kept decisions. */
  public DecisionArchive decisions() {
    return decisions;
  }

  /** The snapshot that is decided on now. */
  public Snapshot snapshot() {
    return snapshots.current();
  }
}
