package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has plans and gains worked out on worker threads, one at a time in a process: each reads and
 * decides thousands of requests. Safe for all event loops; the semaphore is what they share.
 */
public final class PlanDesk {
  private static final long RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final Planning planning;
  private final Proposals proposals;
  private final Turns turns;

  /**
   * How much is worked out at once; shared by the desks of all configurations of a process.
   *
   * @param plans of one: a plan takes its time
   * @param previews of a few that are over in a moment, which no plan keeps waiting
   */
  public record Turns(Semaphore plans, Semaphore previews) {
    private static final int MOST_PREVIEWS = 2;

    /** Nothing is worked out yet. */
    public Turns() {
      this(new Semaphore(1), new Semaphore(MOST_PREVIEWS));
    }
  }

  /** A desk of one configuration. */
  public PlanDesk(Vertx vertx, Planning planning, Proposals proposals, Turns turns) {
    this.vertx = vertx;
    this.planning = planning;
    this.proposals = proposals;
    this.turns = turns;
  }

  /**
   * What a proposal comes to. Fails with a {@link ProblemException} when it is wrong, or when
   * another is being worked out.
   */
  public Future<ObjectNode> plan(Function<Proposals, Proposal> made, Planning.Order order) {
    return inTurn(
        turns.plans(), () -> planning.plan(proposals.current(), proposal(made, "config"), order));
  }

  /** What a proposal does to each of a few requests; fails like {@link #plan}. */
  public Future<ObjectNode> preview(Function<Proposals, Proposal> made, Planning.Order order) {
    return inTurn(
        turns.previews(),
        () -> planning.preview(proposals.current(), proposal(made, "profile"), order));
  }

  private Proposal proposal(Function<Proposals, Proposal> made, String field) {
    try {
      return made.apply(proposals);
    } catch (ConfigException e) {
      throw invalid(e, field);
    }
  }

  /** What the choices so far were worth; fails like {@link #plan}. */
  public Future<ObjectNode> gain(Planning.Order order) {
    return inTurn(turns.plans(), () -> planning.gain(proposals.current(), order));
  }

  private Future<ObjectNode> inTurn(Semaphore turn, Callable<ObjectNode> work) {
    if (!turn.tryAcquire()) {
      return Future.failedFuture(busy());
    }
    return vertx
        .executeBlocking(work, false)
        .onComplete(_ -> turn.release())
        .map(result -> Objects.requireNonNull(result));
  }

  private static ProblemException invalid(ConfigException wrong, String field) {
    String told =
        wrong.problems().stream().map(each -> each.message()).collect(Collectors.joining("\n"));
    return Problem.of(
            ProblemKind.INVALID_REQUEST,
            wrong.untold() == 0 ? told : told + "\nand " + wrong.untold() + " more")
        .withCode(field + "_invalid")
        .withParam(field)
        .toException();
  }

  private static ProblemException busy() {
    return Problem.of(
            ProblemKind.OVERLOADED,
            "another plan is being worked out, one at a time; try again in %d s"
                .formatted(RETRY_SECONDS))
        .withCode("plan_busy")
        .withRetryAfter(RETRY_SECONDS)
        .toException();
  }
}
