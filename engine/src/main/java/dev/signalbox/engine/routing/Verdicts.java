package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the filter says of deployments whatever their health: kind and lifecycle, what a key may
 * use, and what profile and rules forbid or prefer. It is the same for all questions of a {@link
 * Key}, and found once for all deployments that are known beforehand.
 */
final class Verdicts {
  private final Key key;
  private final Clauses clauses;
  private final Verdict[] known;

  /**
   * What verdicts depend on beside the policy and the deployments.
   *
   * @param clauses those that apply
   * @param epochDay in UTC, counted from 1970
   * @param named whether the client names what it wants
   * @param permit what whoever asks may use
   */
  record Key(Clauses.Key clauses, long epochDay, boolean named, Permit permit) {}

  /**
   * What there is to say of one deployment.
   *
   * @param drop why it is dropped; empty if it is kept, or if {@code permitted} says enough
   * @param permitted whether whoever asks may use it
   * @param terms what clauses add to its utility
   * @param weight the sum of those
   */
  record Verdict(Optional<Drop> drop, boolean permitted, List<Score.Term> terms, long weight) {
    private static final Verdict KEPT = new Verdict(Optional.empty(), true, List.of(), 0);
    private static final Verdict NOT_PERMITTED = new Verdict(Optional.empty(), false, List.of(), 0);

    static Verdict dropped(Drop drop) {
      return new Verdict(Optional.of(drop.explained()), true, List.of(), 0);
    }

    static Verdict kept(List<Score.Term> terms) {
      return terms.isEmpty()
          ? KEPT
          : new Verdict(
              Optional.empty(), true, terms, terms.stream().mapToLong(Score.Term::value).sum());
    }
  }

  private Verdicts(Key key, Clauses clauses, List<Standing> standings) {
    this.key = key;
    this.clauses = clauses;
    this.known = standings.stream().map(each -> verdict(each.deployment())).toArray(Verdict[]::new);
  }

  /** Those of {@code key} for the deployments of {@code snapshot}. */
  static Verdicts of(Key key, Clauses clauses, Snapshot snapshot) {
    return snapshot.derived(
        Verdicts.class, key, () -> new Verdicts(key, clauses, snapshot.standings()));
  }

  /** What there is to say of {@code candidate}. */
  Verdict of(Candidate candidate) {
    return candidate.index() >= 0
        ? known[candidate.index()]
        : verdict(candidate.standing().deployment());
  }

  private Verdict verdict(Deployment deployment) {
    Optional<Drop> drop = key.named() ? Optional.empty() : outOfService(deployment);
    if (drop.isEmpty() && !key.permit().permits(deployment.target(), deployment.family())) {
      return Verdict.NOT_PERMITTED;
    }
    return drop.or(() -> forbidden(deployment))
        .map(Verdict::dropped)
        .orElseGet(() -> Verdict.kept(terms(deployment)));
  }

  /** A retired model is tried all the same when it was named: its maker may know better. */
  private Optional<Drop> outOfService(Deployment deployment) {
    return deployment.card().flatMap(this::outOfService);
  }

  private Optional<Drop> outOfService(ModelCard card) {
    if (card.kind() != ModelCard.Kind.CHAT) {
      return Drop.of(ReasonCode.WRONG_KIND, () -> new Reason.WrongKind(card.kind().id()));
    }
    long day = key.epochDay();
    return day >= card.lifecycle().endDay()
        ? Drop.of(ReasonCode.RETIRED, () -> retired(card.lifecycle(), day))
        : Optional.empty();
  }

  private static Reason retired(Lifecycle lifecycle, long epochDay) {
    Lifecycle.Stage stage = lifecycle.stageOn(LocalDate.ofEpochDay(epochDay));
    return new Reason.Retired(
        stage,
        stage == Lifecycle.Stage.RETIRED ? lifecycle.retired() : lifecycle.deprecated(),
        lifecycle.replacement());
  }

  private Optional<Drop> forbidden(Deployment deployment) {
    for (Clauses.Clause clause : clauses.all()) {
      Optional<Drop> drop =
          opinion(clause, deployment) == Wishes.Opinion.BARRED
              ? barred(clause, deployment)
              : termsBroken(clause, deployment);
      if (drop.isPresent()) {
        return drop;
      }
    }
    return Optional.empty();
  }

  private static Wishes.Opinion opinion(Clauses.Clause clause, Deployment deployment) {
    return clause.wishes().of(deployment.target(), deployment.family());
  }

  private static Optional<Drop> barred(Clauses.Clause clause, Deployment deployment) {
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

  private static Optional<Drop> termsBroken(Clauses.Clause clause, Deployment deployment) {
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

  private static Optional<Drop> uncleared(Clauses.Clause clause, Deployment deployment) {
    return clause.terms().clearances().stream()
        .sorted()
        .filter(clearance -> !deployment.isCleared(clearance))
        .findFirst()
        .map(
            clearance ->
                new Drop(
                    ReasonCode.NOT_CLEARED, () -> new Reason.NotCleared(clause.by(), clearance)));
  }

  private List<Score.Term> terms(Deployment deployment) {
    List<Score.Term> terms = new ArrayList<>();
    for (Clauses.Clause clause : clauses.all()) {
      switch (opinion(clause, deployment)) {
        case PREFERRED -> terms.add(clause.preferred());
        case AVOIDED -> terms.add(clause.avoided());
        case NONE, BARRED -> {}
      }
    }
    return List.copyOf(terms);
  }
}
