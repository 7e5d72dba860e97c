package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Deployment;
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
  private static final int QUOTA_LOW_PERCENT = 90;
  private static final long QUOTA_LOW = 10 * Trade.POINT;

  @Override
  String name() {
    return "filter";
  }

  @Override
  Optional<Reason> judge(Context context, Candidate candidate, Tally tally) {
    Optional<Reason> reason = reasonAgainst(context, candidate);
    if (reason.isEmpty()) {
      List<Score.Term> terms = terms(context, candidate);
      for (int i = 0; i < terms.size(); i++) {
        tally.weigh(terms.get(i).value());
      }
    }
    return reason;
  }

  @Override
  Score score(Context context, Candidate candidate) {
    return new Score.Policy(candidate.target(), candidate.rank(), terms(context, candidate));
  }

  private static Optional<Reason> reasonAgainst(Context context, Candidate candidate) {
    Deployment deployment = candidate.standing().deployment();
    Optional<Reason> reason = unavailable(context, candidate.standing());
    if (reason.isEmpty()) {
      reason = outOfService(context, deployment);
    }
    if (reason.isEmpty()) {
      reason = notPermitted(context.question(), deployment);
    }
    if (reason.isEmpty()) {
      reason = forbidden(context, candidate);
    }
    return reason.isEmpty() ? overBudget(context, candidate) : reason;
  }

  private static Optional<Reason> unavailable(Context context, Standing standing) {
    Health health = standing.health();
    Instant at = context.question().at();
    if (!standing.deployment().provider().enabled()) {
      return Optional.of(new Reason.ProviderDisabled());
    }
    if (health.draining()) {
      return Optional.of(new Reason.Draining());
    }
    if (health.isOpenAt(at)) {
      return Optional.of(new Reason.CircuitOpen(health.openUntil()));
    }
    if (bringsKey(context, standing)) {
      return Optional.empty();
    }
    if (health.isBenchedAt(at)) {
      Instant until = health.benchedUntil().orElseThrow();
      return Optional.of(
          health.rateLimited()
              ? new Reason.RateLimited(until)
              : new Reason.CredentialsBenched(until));
    }
    return health.quotaPercent() >= 100
        ? Optional.of(new Reason.QuotaExhausted(health.quotaPercent()))
        : Optional.empty();
  }

  /** Whether neither our keys nor what is left of their quota matter. */
  private static boolean bringsKey(Context context, Standing standing) {
    Set<String> ownKeys = context.question().origin().ownKeys();
    return !ownKeys.isEmpty() && ownKeys.contains(standing.deployment().provider().id());
  }

  /** A retired model is tried all the same when it was named: its maker may know better. */
  private static Optional<Reason> outOfService(Context context, Deployment deployment) {
    return context.named() || deployment.isInServiceOn(context.epochDay())
        ? Optional.empty()
        : outOfService(context, deployment.card().orElseThrow());
  }

  private static Optional<Reason> outOfService(Context context, ModelCard card) {
    if (card.kind() != ModelCard.Kind.CHAT) {
      return Optional.of(new Reason.WrongKind(card.kind().id()));
    }
    Lifecycle lifecycle = card.lifecycle();
    Lifecycle.Stage stage = lifecycle.stageOn(LocalDate.ofEpochDay(context.epochDay()));
    return switch (stage) {
      case RETIRED ->
          Optional.of(new Reason.Retired(stage, lifecycle.retired(), lifecycle.replacement()));
      case DEPRECATED ->
          Optional.of(new Reason.Retired(stage, lifecycle.deprecated(), lifecycle.replacement()));
      case ACTIVE, PREVIEW -> Optional.empty();
    };
  }

  private static Optional<Reason> notPermitted(Question question, Deployment deployment) {
    return question.scope() instanceof Question.Scope.Open(var permit)
            && !permit.isAll()
            && !permit.permits(deployment.target(), deployment.family())
        ? Optional.of(new Reason.NotAllowed("key " + question.origin().key()))
        : Optional.empty();
  }

  private static Optional<Reason> forbidden(Context context, Candidate candidate) {
    List<AppliedPolicy.Clause> clauses = context.policy().clauses();
    Deployment deployment = candidate.standing().deployment();
    for (int i = 0; i < clauses.size(); i++) {
      AppliedPolicy.Clause clause = clauses.get(i);
      if (opinion(clause, candidate) == Wishes.Opinion.BARRED) {
        return Optional.of(barred(clause, deployment));
      }
      Optional<Reason> reason = termsBroken(clause, deployment);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Wishes.Opinion opinion(AppliedPolicy.Clause clause, Candidate candidate) {
    return clause.opinions().of(candidate.index(), candidate.standing().deployment());
  }

  private static Reason barred(AppliedPolicy.Clause clause, Deployment deployment) {
    Optional<Selector> denied = matching(clause.wishes().deny(), deployment);
    if (denied.isPresent()) {
      return new Reason.Denied(clause.by(), denied.get().text());
    }
    List<Selector> pin = clause.wishes().pin();
    return !pin.isEmpty() && matching(pin, deployment).isEmpty()
        ? new Reason.PinnedElsewhere(clause.by())
        : new Reason.NotAllowed(clause.by());
  }

  private static Optional<Selector> matching(List<Selector> selectors, Deployment deployment) {
    return Selector.matching(selectors, deployment.target(), deployment.family());
  }

  private static Optional<Reason> termsBroken(AppliedPolicy.Clause clause, Deployment deployment) {
    Terms terms = clause.terms();
    if (terms.local() && !deployment.provider().local()) {
      return Optional.of(new Reason.NotLocal(clause.by()));
    }
    if (terms.keepsNothing() && deployment.keepsNothing() != Support.YES) {
      return Optional.of(new Reason.KeepsPrompts(clause.by()));
    }
    if (!terms.regions().isEmpty() && !terms.regions().containsAll(deployment.regions())) {
      return Optional.of(
          new Reason.RegionNotAllowed(
              clause.by(), List.copyOf(deployment.regions()), List.copyOf(terms.regions())));
    }
    if (!terms.regions().isEmpty() && deployment.regions().isEmpty()) {
      return Optional.of(new Reason.UnknownRegion(clause.by(), List.copyOf(terms.regions())));
    }
    return terms.clearances().isEmpty() ? Optional.empty() : uncleared(clause, deployment);
  }

  private static Optional<Reason> uncleared(AppliedPolicy.Clause clause, Deployment deployment) {
    return clause.terms().clearances().stream()
        .sorted()
        .filter(clearance -> !deployment.isCleared(clearance))
        .findFirst()
        .map(clearance -> new Reason.NotCleared(clause.by(), clearance));
  }

  private static Optional<Reason> overBudget(Context context, Candidate candidate) {
    if (context.question().budgetLeftNanos().isEmpty()) {
      return Optional.empty();
    }
    long left = context.question().budgetLeftNanos().getAsLong();
    long estimate = CostEstimate.most(context, candidate).chargedNanos();
    return estimate > left ? Optional.of(new Reason.OverBudget(estimate, left)) : Optional.empty();
  }

  private static List<Score.Term> terms(Context context, Candidate candidate) {
    boolean quotaLow =
        candidate.standing().health().quotaPercent() >= QUOTA_LOW_PERCENT
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
