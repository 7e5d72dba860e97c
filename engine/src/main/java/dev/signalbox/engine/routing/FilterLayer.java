package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops deployments that cannot or may not be called now: provider, health, rules, region,
 * clearance, lifecycle and budget. Adds what preferences and a nearly used quota weigh.
 */
final class FilterLayer extends RoutingLayer {
  private static final Score.Term QUOTA_LOW = new Score.Term("quota", -10 * Trade.POINT);

  @Override
  String name() {
    return "filter";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    boolean sound = candidate.columns().isSound(candidate.row());
    Optional<Drop> drop = sound ? Optional.empty() : unavailable(context, candidate.standing());
    Verdicts.Verdict verdict = context.verdicts().of(candidate);
    if (drop.isEmpty()) {
      drop = verdict.permitted() ? verdict.drop() : notPermitted(context);
    }
    if (drop.isEmpty() && context.question().budgetLeftNanos().isPresent()) {
      drop = overBudget(context, candidate);
    }
    if (drop.isEmpty()) {
      tally.weigh(verdict.weight());
      if (!sound && isQuotaLow(context, candidate.standing())) {
        tally.weigh(QUOTA_LOW.value());
      }
    }
    return drop;
  }

  @Override
  Score score(Context context, Candidate candidate) {
    List<Score.Term> terms = context.verdicts().of(candidate).terms();
    if (isQuotaLow(context, candidate.standing())) {
      List<Score.Term> all = new ArrayList<>(List.of(QUOTA_LOW));
      all.addAll(terms);
      terms = all;
    }
    return new Score.Policy(candidate.target(), candidate.rank(), terms);
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

  private static Optional<Drop> notPermitted(Context context) {
    return Drop.of(
        ReasonCode.NOT_ALLOWED,
        () -> new Reason.NotAllowed("key " + context.question().origin().key()));
  }

  private static boolean isQuotaLow(Context context, Standing standing) {
    return standing.health().isQuotaLow() && !bringsKey(context, standing);
  }

  private static Optional<Drop> overBudget(Context context, Candidate candidate) {
    long left = context.question().budgetLeftNanos().orElseThrow();
    long estimate = CostEstimate.most(context, candidate).chargedNanos();
    return estimate > left
        ? Drop.of(ReasonCode.OVER_BUDGET, () -> new Reason.OverBudget(estimate, left))
        : Optional.empty();
  }
}
