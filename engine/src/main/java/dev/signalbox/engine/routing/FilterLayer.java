package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.DeploymentColumns;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops deployments that cannot or may not be called now: provider, health, rules, region,
 * clearance, lifecycle and budget. Adds what preferences and a nearly used quota weigh.
 */
final class FilterLayer extends RoutingLayer {
  private static final long QUOTA_LOW = 10 * Trade.POINT;

  @Override
  String name() {
    return "filter";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    Optional<Drop> drop = dropOf(context, candidate);
    if (drop.isEmpty()) {
      List<Score.Term> terms = terms(context, candidate);
      for (int i = 0; i < terms.size(); i++) {
        tally.weigh(terms.get(i).value());
      }
    }
    return drop;
  }

  @Override
  Score score(Context context, Candidate candidate) {
    return new Score.Policy(candidate.target(), candidate.rank(), terms(context, candidate));
  }

  private static Optional<Drop> dropOf(Context context, Candidate candidate) {
    Optional<Drop> drop =
        candidate.columns().isSound(candidate.row())
            ? Optional.empty()
            : unavailable(context, candidate.standing());
    if (drop.isEmpty()) {
      drop = outOfService(context, candidate);
    }
    if (drop.isEmpty() && !context.permit().isAll()) {
      drop = notPermitted(context, candidate.standing().deployment());
    }
    if (drop.isEmpty()) {
      drop = forbidden(context, candidate);
    }
    return drop.isEmpty() && context.question().budgetLeftNanos().isPresent()
        ? overBudget(context, candidate)
        : drop;
  }

  private static Optional<Drop> unavailable(Context context, Standing standing) {
    Health health = standing.health();
    Instant at = context.question().at();
    if (!standing.deployment().provider().enabled()) {
      return Drop.of(ReasonCode.PROVIDER_DISABLED, () -> new Reason.ProviderDisabled());
    }
    if (health.draining()) {
      return Drop.of(ReasonCode.DRAINING, () -> new Reason.Draining());
    }
    if (health.isOpenAt(at)) {
      return Drop.of(ReasonCode.CIRCUIT_OPEN, () -> new Reason.CircuitOpen(health.openUntil()));
    }
    if (bringsKey(context, standing)) {
      return Optional.empty();
    }
    if (health.isBenchedAt(at)) {
      Instant until = health.benchedUntil().orElseThrow();
      return health.rateLimited()
          ? Drop.of(ReasonCode.RATE_LIMITED, () -> new Reason.RateLimited(until))
          : Drop.of(ReasonCode.CREDENTIALS_BENCHED, () -> new Reason.CredentialsBenched(until));
    }
    return health.quotaPercent() >= 100
        ? Drop.of(
            ReasonCode.QUOTA_EXHAUSTED, () -> new Reason.QuotaExhausted(health.quotaPercent()))
        : Optional.empty();
  }

  /** Whether neither our keys nor what is left of their quota matter. */
  private static boolean bringsKey(Context context, Standing standing) {
    Set<String> ownKeys = context.question().origin().ownKeys();
    return !ownKeys.isEmpty() && ownKeys.contains(standing.deployment().provider().id());
  }

  /** A retired model is tried all the same when it was named: its maker may know better. */
  private static Optional<Drop> outOfService(Context context, Candidate candidate) {
    DeploymentColumns columns = candidate.columns().deployments();
    if (context.named()) {
      return Optional.empty();
    }
    if (!columns.answersWithText(candidate.row())) {
      return Drop.of(
          ReasonCode.WRONG_KIND, () -> new Reason.WrongKind(card(candidate).kind().id()));
    }
    return columns.hasEnded(context.epochDay(), candidate.row())
        ? Drop.of(ReasonCode.RETIRED, () -> retired(card(candidate).lifecycle(), context))
        : Optional.empty();
  }

  private static ModelCard card(Candidate candidate) {
    return candidate.standing().deployment().card().orElseThrow();
  }

  private static Reason retired(Lifecycle lifecycle, Context context) {
    Lifecycle.Stage stage = lifecycle.stageOn(LocalDate.ofEpochDay(context.epochDay()));
    return new Reason.Retired(
        stage,
        stage == Lifecycle.Stage.RETIRED ? lifecycle.retired() : lifecycle.deprecated(),
        lifecycle.replacement());
  }

  private static Optional<Drop> notPermitted(Context context, Deployment deployment) {
    return context.permit().permits(deployment.target(), deployment.family())
        ? Optional.empty()
        : Drop.of(
            ReasonCode.NOT_ALLOWED,
            () -> new Reason.NotAllowed("key " + context.question().origin().key()));
  }

  private static Optional<Drop> forbidden(Context context, Candidate candidate) {
    List<AppliedPolicy.Clause> clauses = context.policy().clauses();
    for (int i = 0; i < clauses.size(); i++) {
      AppliedPolicy.Clause clause = clauses.get(i);
      if (opinion(clause, candidate) == Wishes.Opinion.BARRED) {
        return barred(clause, candidate.standing().deployment());
      }
      if (clause.conditional()) {
        Optional<Drop> drop = termsBroken(clause, candidate.standing().deployment());
        if (drop.isPresent()) {
          return drop;
        }
      }
    }
    return Optional.empty();
  }

  private static Wishes.Opinion opinion(AppliedPolicy.Clause clause, Candidate candidate) {
    return clause.opinions().of(candidate.index(), candidate.standing());
  }

  private static Optional<Drop> barred(AppliedPolicy.Clause clause, Deployment deployment) {
    Optional<Selector> denied = matching(clause.wishes().deny(), deployment);
    if (denied.isPresent()) {
      String selector = denied.get().text();
      return Drop.of(ReasonCode.DENIED, () -> new Reason.Denied(clause.by(), selector));
    }
    List<Selector> pin = clause.wishes().pin();
    return !pin.isEmpty() && matching(pin, deployment).isEmpty()
        ? Drop.of(ReasonCode.PINNED_ELSEWHERE, () -> new Reason.PinnedElsewhere(clause.by()))
        : Drop.of(ReasonCode.NOT_ALLOWED, () -> new Reason.NotAllowed(clause.by()));
  }

  private static Optional<Selector> matching(List<Selector> selectors, Deployment deployment) {
    return Selector.matching(selectors, deployment.target(), deployment.family());
  }

  private static Optional<Drop> termsBroken(AppliedPolicy.Clause clause, Deployment deployment) {
    Terms terms = clause.terms();
    if (terms.local() && !deployment.provider().local()) {
      return Drop.of(ReasonCode.NOT_LOCAL, () -> new Reason.NotLocal(clause.by()));
    }
    if (terms.keepsNothing() && deployment.keepsNothing() != Support.YES) {
      return Drop.of(ReasonCode.KEEPS_PROMPTS, () -> new Reason.KeepsPrompts(clause.by()));
    }
    if (!terms.regions().isEmpty() && !terms.regions().containsAll(deployment.regions())) {
      return Drop.of(
          ReasonCode.REGION_NOT_ALLOWED,
          () ->
              new Reason.RegionNotAllowed(
                  clause.by(), List.copyOf(deployment.regions()), List.copyOf(terms.regions())));
    }
    if (!terms.regions().isEmpty() && deployment.regions().isEmpty()) {
      return Drop.of(
          ReasonCode.UNKNOWN_REGION,
          () -> new Reason.UnknownRegion(clause.by(), List.copyOf(terms.regions())));
    }
    return terms.clearances().isEmpty() ? Optional.empty() : uncleared(clause, deployment);
  }

  private static Optional<Drop> uncleared(AppliedPolicy.Clause clause, Deployment deployment) {
    return clause.terms().clearances().stream()
        .sorted()
        .filter(clearance -> !deployment.isCleared(clearance))
        .findFirst()
        .map(
            clearance ->
                new Drop(
                    ReasonCode.NOT_CLEARED, () -> new Reason.NotCleared(clause.by(), clearance)));
  }

  private static Optional<Drop> overBudget(Context context, Candidate candidate) {
    long left = context.question().budgetLeftNanos().orElseThrow();
    long estimate = CostEstimate.most(context, candidate).chargedNanos();
    return estimate > left
        ? Drop.of(ReasonCode.OVER_BUDGET, () -> new Reason.OverBudget(estimate, left))
        : Optional.empty();
  }

  private static List<Score.Term> terms(Context context, Candidate candidate) {
    boolean quotaLow =
        !candidate.columns().isSound(candidate.row())
            && candidate.standing().health().isQuotaLow()
            && !bringsKey(context, candidate.standing());
    List<AppliedPolicy.Clause> preferring = context.policy().preferring();
    if (!quotaLow && preferring.isEmpty()) {
      return List.of();
    }
    List<Score.Term> terms = new ArrayList<>(1);
    if (quotaLow) {
      terms.add(new Score.Term("quota", -QUOTA_LOW));
    }
    for (AppliedPolicy.Clause clause : preferring) {
      switch (opinion(clause, candidate)) {
        case PREFERRED -> terms.add(clause.preferred());
        case AVOIDED -> terms.add(clause.avoided());
        case NONE, BARRED -> {}
      }
    }
    return terms;
  }
}
