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
  private final Semaphore turn;

  /**
   * A desk of one configuration.
   *
   * @param turn of one, shared by the desks of all configurations of a process
   */
  public PlanDesk(Vertx vertx, Planning planning, Proposals proposals, Semaphore turn) {
    this.vertx = vertx;
    this.planning = planning;
    this.proposals = proposals;
    this.turn = turn;
  }

  /**
   * What a proposal comes to. Fails with a {@link ProblemException} when it is wrong, or when
   * another is being worked out.
   */
  public Future<ObjectNode> plan(Function<Proposals, Proposal> made, Planning.Order order) {
    return inTurn(() -> planning.plan(proposals.current(), proposal(made), order));
  }

  private Proposal proposal(Function<Proposals, Proposal> made) {
    try {
      return made.apply(proposals);
    } catch (ConfigException e) {
      throw invalid(e);
    }
  }

  /** What the choices so far were worth; fails like {@link #plan}. */
  public Future<ObjectNode> gain(Planning.Order order) {
    return inTurn(() -> planning.gain(proposals.current(), order));
  }

  private Future<ObjectNode> inTurn(Callable<ObjectNode> work) {
    if (!turn.tryAcquire()) {
      return Future.failedFuture(busy());
    }
    return vertx
        .executeBlocking(work, false)
        .onComplete(_ -> turn.release())
        .map(result -> Objects.requireNonNull(result));
  }

  private static ProblemException invalid(ConfigException wrong) {
    String told =
        wrong.problems().stream().map(each -> each.message()).collect(Collectors.joining("\n"));
    return Problem.of(
            ProblemKind.INVALID_REQUEST,
            wrong.untold() == 0 ? told : told + "\nand " + wrong.untold() + " more")
        .withCode("config_invalid")
        .withParam("config")
        .toException();
  }

  private static ProblemException busy() {
    return Problem.of(ProblemKind.OVERLOADED, "another plan is being worked out")
        .withCode("plan_busy")
        .withRetryAfter(RETRY_SECONDS)
        .toException();
  }
}
