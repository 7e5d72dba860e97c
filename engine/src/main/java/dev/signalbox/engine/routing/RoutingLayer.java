package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Snapshot;
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
  abstract Optional<Reason> judge(Context context, Candidate candidate, Tally tally);

  /**
   * What there is to say of {@code candidate}, which it keeps: what the tally was told, and why.
   */
  abstract Score score(Context context, Candidate candidate);

  /**
   * What a decision is made from.
   *
   * @param policy what the question's profile and the rules that match it ask for together
   * @param needs what the question, the profile and those rules need, each once
   * @param qualities what is expected of answers to this kind of request
   * @param epochDay of the question in UTC, counted from 1970
   * @param forgoneNanos what the prefix that the session's last deployment has cached would save on
   *     its next turn
   */
  record Context(
      Question question,
      Snapshot snapshot,
      AppliedPolicy policy,
      List<Capability> needs,
      QualityTable.View qualities,
      long epochDay,
      long forgoneNanos) {
    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    /** The context of {@code question}. */
    static Context of(Question question, Snapshot snapshot) {
      AppliedPolicy policy = AppliedPolicy.of(question, snapshot);
      return new Context(
          question,
          snapshot,
          policy,
          needs(question, policy),
          snapshot
              .quality()
              .view(policy.topic().key(), policy.topic().family(), question.clusters()),
          Math.floorDiv(question.at().getEpochSecond(), SECONDS_PER_DAY),
          CostEstimate.savedByPrefix(question, snapshot));
    }

    private static List<Capability> needs(Question question, AppliedPolicy policy) {
      Set<Capability> needs = new LinkedHashSet<>(question.needs().capabilities());
      policy.clauses().forEach(clause -> needs.addAll(clause.terms().capabilities()));
      return List.copyOf(needs);
    }

    /** How good {@code candidate} is expected to be at this kind of task. */
    Quality qualityOf(Candidate candidate) {
      return qualities.at(candidate.index(), candidate.standing());
    }

    /** Whether nothing of the request may be lost. */
    boolean strict() {
      return question.asked().strict() || policy.profile().handling().strict();
    }

    /** Whether the client named what it wants, so that it is given that if at all possible. */
    boolean named() {
      return question.scope() instanceof Question.Scope.Named;
    }
  }
}
