package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Hedge;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.RetryBudget;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.judging.Flaw;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Carries the plan of one request out: entry after entry until one answers, the next one early
 * where the profile hedges. Once the first byte went to the client there is no other attempt, and
 * once the client has left there is none either. Lives on one event loop.
 */
final class Attempts {
  private static final int MOST_CALLS = 8;

  /** Further calls of the same deployment, when there is no other. */
  private static final int MOST_RETRIES = 2;

  private final Serving serving;
  private final Execution execution;
  private final Exchange exchange;
  private final RequestWork work;
  private final Plan plan;
  private final Deque<Target> entries;
  private final List<Attempt> running = new ArrayList<>();
  private final List<HeldAnswer> held = new ArrayList<>(0);
  private final Failures failures;
  private final Findings findings;
  private final Promise<Void> done = Promise.promise();
  private Optional<Attempt> winner = Optional.empty();
  private Runnable stopWaiting = () -> {};
  private int lanes;
  private boolean over;

  /**
   * Whom to try.
   *
   * @param targets in order, at least one
   * @param hedging when the next one is called early; empty is never
   * @param holding which of several answers is given; empty gives the first
   */
  record Plan(List<Target> targets, Optional<Hedging> hedging, Optional<Holding> holding) {}

  /** A profile that hedges. */
  record Hedging(String profile, Hedge hedge) {}

  Attempts(RequestWork work, ClientFormat client, Plan plan) {
    this.work = work;
    this.serving = work.serving();
    this.execution = serving.execution();
    this.exchange = work.exchange();
    this.failures = new Failures(work, client);
    this.findings = new Findings(exchange);
    this.plan = plan;
    this.entries = new ArrayDeque<>(plan.targets());
  }

  /**
   * Begins; done when the client has an answer or has left. Fails with a {@code ProblemException}
   * when the request itself cannot be served.
   */
  Future<Void> run() {
    exchange.answer().whenGone(this::clientLeft);
    int together = plan.holding().map(Holding::lanes).orElse(1);
    for (int i = 0; i < together && !over; i++) {
      lane(false);
    }
    plan.hedging().ifPresent(this::hedgeLater);
    return done.future();
  }

  private void hedgeLater(Hedging hedging) {
    execution.hedges().request(hedging.profile(), hedging.hedge());
    if (!over && !entries.isEmpty()) {
      long timer =
          serving.vertx().setTimer(hedging.hedge().delayMillis(), _ -> hedge(hedging.profile()));
      done.future().onComplete(_ -> serving.vertx().cancelTimer(timer));
    }
  }

  private void hedge(String profile) {
    boolean wanted = winner.isEmpty() && !over && running.size() == 1 && !entries.isEmpty();
    if (wanted && execution.hedges().tryHedge(profile)) {
      execution.counters().count("hedge_started");
      lane(true);
    }
  }

  /** Works through the entries that are left; two lanes share them. */
  private void lane(boolean hedge) {
    lanes++;
    next(hedge);
  }

  private void next(boolean hedge) {
    while (!entries.isEmpty()) {
      Target target = entries.removeFirst();
      if (mayCall(target.provider())) {
        attempt(new Attempt.Entry(target, hedge), 0);
        return;
      }
    }
    laneEnded();
  }

  /** The first call of a provider is free, further ones are within its budget. */
  private boolean mayCall(String provider) {
    if (exchange.calls() >= MOST_CALLS) {
      return false;
    }
    Optional<RetryBudget> budget = execution.guards().retries(provider);
    if (!isCalled(provider)) {
      budget.ifPresent(RetryBudget::request);
      return true;
    }
    boolean allowed = budget.map(RetryBudget::tryRetry).orElse(true);
    if (!allowed) {
      execution.counters().count(Faults.RETRY_BUDGET);
    }
    return allowed;
  }

  /** Answers that are to be compared are no second tries. */
  private boolean isCalled(String provider) {
    boolean underway =
        plan.holding().isEmpty()
            && running.stream().anyMatch(each -> each.target().provider().equals(provider));
    return underway || failures.called(provider);
  }

  private void attempt(Attempt.Entry entry, int retry) {
    Attempt attempt = new Attempt(work, entry, this::claims);
    running.add(attempt);
    attempt
        .run()
        .onComplete(
            result -> {
              running.remove(attempt);
              if (result.failed() && !held.isEmpty()) {
                laneEnded();
              } else if (result.failed()) {
                over = true;
                giveUpAll(Faults.HEDGE_LOST);
                done.tryFail(result.cause());
              } else {
                ended(entry, retry, result.result());
              }
            });
  }

  /** Lets the first to come answer, and ends the other. */
  private boolean claims(Attempt attempt) {
    if (winner.isEmpty()) {
      winner = Optional.of(attempt);
      if (running.size() > 1) {
        List.copyOf(running).stream()
            .filter(other -> !other.equals(attempt))
            .forEach(other -> other.giveUp(Faults.HEDGE_LOST));
      }
    }
    return winner.get().equals(attempt);
  }

  private void ended(Attempt.Entry entry, int retry, Attempt.End end) {
    switch (end) {
      case Attempt.End.Delivered(var fault, var flaws) -> {
        findings.flawed(entry.target(), flaws);
        delivered(fault);
      }
      case Attempt.End.Held(var answer) -> {
        held.add(answer);
        findings.flawed(answer.target(), answer.flaws());
        ruled(entry, plan.holding().orElseThrow());
      }
      case Attempt.End.GivenUp _ -> laneEnded();
      case Attempt.End.Failed(var failure) -> {
        failures.add(failure);
        onward(entry, retry, failure);
      }
    }
  }

  private void ruled(Attempt.Entry entry, Holding holding) {
    if (over || winner.isPresent()) {
      return;
    }
    Holding.State state =
        new Holding.State(
            held,
            !running.isEmpty(),
            Optional.ofNullable(entries.peekFirst()),
            work.deadline().leftMillis());
    switch (holding.rule(state)) {
      case Holding.Ruling.Give give -> give(give);
      case Holding.Ruling.Wait _ -> laneEnded();
      case Holding.Ruling.Further _ -> next(entry.hedge());
    }
  }

  private void give(Holding.Ruling.Give given) {
    over = true;
    giveUpAll(Faults.HEDGE_LOST);
    if (!given.how().isEmpty()) {
      exchange.answer().header(plan.holding().orElseThrow().header(), given.how());
      exchange.verified(given.how());
    }
    given
        .answer()
        .delivery()
        .deliver()
        .onFailure(done::tryFail)
        .onSuccess(_ -> delivered(Optional.empty()));
  }

  private void delivered(Optional<Fault> fault) {
    fault.map(Fault::problem).ifPresent(exchange::told);
    exchange.finish(fault.map(found -> ProblemAnswer.codeOf(found.problem())).orElse("ok"));
    failures.broken().forEach(target -> findings.flawed(target, List.of(Flaw.FAILOVER)));
    finished();
  }

  private void onward(Attempt.Entry entry, int retry, Attempt.Failure failure) {
    if (over || winner.isPresent()) {
      return;
    }
    Fault fault = failure.fault();
    if (fault.kind() == FaultClass.CLIENT || work.deadline().over()) {
      if (held.isEmpty()) {
        answer(failure);
      } else {
        laneEnded();
      }
    } else if (exchange.origin().noFailover()) {
      laneEnded();
    } else if (hasOtherKey(failure) && mayCall(entry.target().provider())) {
      attempt(entry, retry);
    } else if (!entries.isEmpty()) {
      next(entry.hedge());
    } else if (worthRepeating(failure, retry)) {
      repeat(entry, retry, failure);
    } else {
      laneEnded();
    }
  }

  /** Whether the key was at fault, and the same deployment has another one. */
  private boolean hasOtherKey(Attempt.Failure failure) {
    return failure.called()
        && failure.fault().kind().bench() != FaultClass.Bench.NOTHING
        && work.upstream(failure.target())
            .filter(upstream -> work.ownKey(upstream).isEmpty())
            .filter(upstream -> upstream.hasKeyFor(failure.target().model()))
            .isPresent();
  }

  /** A busy provider is asked again only when nobody else could be asked at all. */
  private boolean worthRepeating(Attempt.Failure failure, int retry) {
    boolean nobodyElse = held.isEmpty() && lanes == 1 && failures.onlyOf(failure.target());
    return nobodyElse
        && failure.raw().isPresent()
        && failure.fault().kind() == FaultClass.TRANSIENT
        && retry < MOST_RETRIES
        && waitMillis(failure, retry) < work.deadline().leftMillis();
  }

  private void repeat(Attempt.Entry entry, int retry, Attempt.Failure failure) {
    if (!mayCall(entry.target().provider())) {
      laneEnded();
      return;
    }
    long timer =
        serving
            .vertx()
            .setTimer(
                Math.max(1, waitMillis(failure, retry)),
                _ -> {
                  stopWaiting = () -> {};
                  execution.counters().count("retried");
                  attempt(entry, retry + 1);
                });
    stopWaiting = () -> serving.vertx().cancelTimer(timer);
  }

  /** The wait the provider asks for, else the usual one; longer waits are the client's business. */
  private long waitMillis(Attempt.Failure failure, int retry) {
    long asked = failure.fault().problem().retryAfterSeconds().orElse(0) * 1_000;
    long longest = execution.backOff().settings().maxBackOff().toMillis();
    if (asked > longest) {
      return Long.MAX_VALUE;
    }
    return asked > 0 ? asked : execution.backOff().millis(retry);
  }

  private void laneEnded() {
    lanes--;
    if (lanes == 0 && winner.isEmpty() && !over) {
      if (held.isEmpty()) {
        answer(failures.mostTelling());
      } else {
        give(plan.holding().orElseThrow().last(held));
      }
    }
  }

  private void answer(Attempt.Failure failure) {
    over = true;
    giveUpAll(Faults.HEDGE_LOST);
    failures
        .tell(failure)
        .onComplete(
            sent -> {
              if (sent.failed()) {
                done.tryFail(sent.cause());
              } else {
                done.tryComplete();
              }
            });
  }

  private void giveUpAll(String outcome) {
    stopWaiting.run();
    List.copyOf(running).forEach(attempt -> attempt.giveUp(outcome));
  }

  private void clientLeft() {
    if (done.future().isComplete()) {
      return;
    }
    over = true;
    giveUpAll(Faults.CLIENT_CLOSED);
    exchange.finish(Faults.CLIENT_CLOSED);
    winner
        .filter(_ -> exchange.streams())
        .ifPresent(attempt -> findings.flawed(attempt.target(), List.of(Flaw.ABORT)));
    finished();
  }

  private void finished() {
    findings.tell(serving.signals());
    done.tryComplete();
  }
}
