package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.DeploymentColumns;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.StandingColumns;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of the five layers: keeps or drops each candidate, and says why. */
abstract sealed class RoutingLayer
    permits FilterLayer, CapabilityLayer, CostLayer, LatencyLayer, QualityLayer {
  /** Its name in decisions. */
  abstract String name();

  /**
   * Why {@code candidate} is dropped; empty if it is kept. Depends on nothing but the first two
   * arguments.
   *
   * @param tally told what counts of one that is kept
   */
  abstract Optional<Drop> judge(Context context, Candidate candidate, Tally tally);

  /**
   * What there is to say of {@code candidate}, which it keeps: what the tally was told, and why.
   */
  abstract Score score(Context context, Candidate candidate);

  /**
   * What a decision is made from.
   *
   * @param policy what the question's profile and the rules that match it ask for together
   * @param needs what the question, the profile and those rules need, each once
   * @param needBits the same, see {@link DeploymentColumns#bits}
   * @param qualities what is expected of answers to this kind of request
   * @param forgoneNanos what the prefix that the session's last deployment has cached would save on
   *     its next turn
   * @param named whether the client named what it wants, so that it is given that if at all
   *     possible
   * @param verdicts what the filter says of deployments whatever their health
   */
  record Context(
      Question question,
      Snapshot snapshot,
      AppliedPolicy policy,
      List<Capability> needs,
      long needBits,
      QualityTable.View qualities,
      long forgoneNanos,
      boolean named,
      Verdicts verdicts) {
    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    /** The context of {@code question}. */
    static Context of(Question question, Snapshot snapshot) {
      AppliedPolicy policy = AppliedPolicy.of(question, snapshot);
      List<Capability> needs = needs(question, policy);
      return new Context(
          question,
          snapshot,
          policy,
          needs,
          DeploymentColumns.bits(needs),
          snapshot
              .quality()
              .view(policy.topic().key(), policy.topic().family(), question.clusters()),
          CostEstimate.savedByPrefix(question, snapshot),
          question.scope() instanceof Question.Scope.Named,
          verdicts(question, policy, snapshot));
    }

    /** Everything is permitted where the client has named it, as that was asked before. */
    private static Verdicts verdicts(Question question, AppliedPolicy policy, Snapshot snapshot) {
      return Verdicts.of(
          new Verdicts.Key(
              policy.clauses().key(),
              Math.floorDiv(question.at().getEpochSecond(), SECONDS_PER_DAY),
              question.scope() instanceof Question.Scope.Named,
              question.scope() instanceof Question.Scope.Open(var permit) ? permit : Permit.ALL),
          policy.clauses(),
          snapshot);
    }

    private static List<Capability> needs(Question question, AppliedPolicy policy) {
      Set<Capability> needs = new LinkedHashSet<>(question.needs().capabilities());
      needs.addAll(policy.clauses().capabilities());
      return List.copyOf(needs);
    }

    /** How good {@code candidate} is expected to be at this kind of task. */
    Quality qualityOf(Candidate candidate) {
      return qualities.of(candidate.standing());
    }

    /** The expected length of the answer of {@code candidate}. */
    long outputTokens(Candidate candidate) {
      StandingColumns columns = candidate.columns();
      TaskFamily family = policy.topic().family();
      long expected =
          columns.hasTaskLengths(candidate.row())
              ? candidate.standing().output().expectedTokens(policy.topic().key().task(), family)
              : columns.expectedTokens(family, candidate.row());
      return Math.min(expected, question.needs().tokens().maxOutput().orElse(Long.MAX_VALUE));
    }

    /** Whether nothing of the request may be lost. */
    boolean strict() {
      return question.asked().strict() || policy.profile().handling().strict();
    }

    /** The value of {@link #qualityOf}, in billionths. */
    long qualityValueOf(Candidate candidate) {
      return qualities.valueOf(
          candidate.standing(),
          candidate.index(),
          candidate.columns().quality(policy.topic().family(), candidate.row()));
    }
  }
}
