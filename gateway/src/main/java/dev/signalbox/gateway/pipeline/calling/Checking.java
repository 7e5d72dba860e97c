package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Verification;
import dev.signalbox.gateway.pipeline.judging.Expectation;
import dev.signalbox.gateway.pipeline.taking.Wanted;
import dev.signalbox.gateway.route.Routing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How the answer to one request is made sure of, as its profile has it.
 *
 * @param pair who answers twice; empty where nobody does
 * @param skipped why nobody does although the profile asks for it; empty text otherwise
 * @param retry whether another one is asked after an answer without the shape that was asked for
 */
record Checking(
    Routing.Route route, Trade trade, Optional<Verification> pair, String skipped, boolean retry) {
  /** Calls of a request that is verified: two, and the best one. */
  private static final int VERIFYING_CALLS = 3;

  static Checking of(Routing.Route route, Expectation expected, boolean stream) {
    Decision decision = route.decision();
    Profile profile =
        route.kept().snapshot().profile(decision.question().asked().profile()).orElseThrow();
    Checks checks = Optional.of(profile).map(Profile::handling).map(Handling::checks).orElseThrow();
    boolean retry =
        checks.retry() && !stream && expected.asksForShape() && decision.plan().size() > 1;
    if (!checks.agreement()) {
      return new Checking(route, profile.trade(), Optional.empty(), "", retry);
    }
    Optional<Verification> pair =
        stream || !expected.isShort()
            ? Optional.empty()
            : Verification.of(decision, route.kept().snapshot());
    String skipped =
        pair.isPresent() ? "" : stream ? "stream" : expected.isShort() ? "no pair" : "long answer";
    return new Checking(route, profile.trade(), pair, skipped, retry);
  }

  /** What it may come to; where there is no money for all of it, one call at a time will do. */
  Wanted wanted(boolean hedged) {
    Wanted plan = Wanted.plan(route, hedged);
    if (pair.isPresent()) {
      return plan.with(agreement(pair.get()).order(plan.targets()), VERIFYING_CALLS);
    }
    return retry ? plan.with(plan.targets(), 2) : plan;
  }

  /** How answers are held, when {@code taken} is what there is room and money for. */
  Optional<Holding> holding(Wanted taken) {
    if (pair.isPresent()
        && taken.calls() == VERIFYING_CALLS
        && new HashSet<>(taken.targets())
            .containsAll(List.of(pair.get().first(), pair.get().second(), pair.get().best()))) {
      return Optional.of(agreement(pair.get()));
    }
    return retry && taken.calls() > 1
        ? Optional.of(new ValidatorRetry(route.decision(), trade))
        : Optional.empty();
  }

  /** Whom to try, in order, when {@code taken} is what there is room and money for. */
  List<Target> order(Wanted taken) {
    if (pair.isEmpty() || holding(taken).filter(Agreement.class::isInstance).isPresent()) {
      return taken.targets();
    }
    List<Target> planned = route.targets().stream().filter(taken.targets()::contains).toList();
    return planned.isEmpty() ? taken.targets() : planned;
  }

  /** Why nothing is verified although the profile asks for it; empty text otherwise. */
  String skippedFor(Wanted taken) {
    boolean verified = holding(taken).filter(Agreement.class::isInstance).isPresent();
    return pair.isPresent() && !verified ? "limits" : skipped;
  }

  private Agreement agreement(Verification verification) {
    return new Agreement(verification, route.decision(), trade);
  }
}
