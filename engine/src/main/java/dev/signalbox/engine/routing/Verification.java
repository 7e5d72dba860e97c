package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who answers a question twice, and who decides when the answers differ. Two models that agree are
 * right more often than either; asking both pays where they are much cheaper than the best one.
 *
 * @param first the cheaper of the two
 * @param second of another model than {@code first}
 * @param best the deployment of the highest expected quality, of neither of these models
 */
public record Verification(Target first, Target second, Target best) {
  /**
   * How often the best one is spared, in percent: cheap pairs agreed on 73 % of the questions of
   * ZeroEval, and 95 % of these answers were right.
   */
  static final int AGREE_PERCENT = 73;

  /**
   * Who verifies the answer to the question of {@code decision}: of those that compete with its
   * first, whose price is known, the two cheapest models that are worth at least as much as the
   * best one. Empty where chance chose, where there are no three models, or where asking both costs
   * more than it is expected to save.
   *
   * @param snapshot what it was decided on
   */
  public static Optional<Verification> of(Decision decision, Snapshot snapshot) {
    if (decision.plan().isEmpty()
        || !decision.question().asked().failover()
        || decision.plan().getFirst().why() == PlanEntry.Why.EXPLORED) {
      return Optional.empty();
    }
    var all = Weighed.all(decision);
    return Optional.ofNullable(all.get(decision.plan().getFirst().target()))
        .map(
            leader ->
                all.values().stream()
                    .filter(each -> each.competesWith(leader))
                    .filter(each -> each.price().known())
                    .toList())
        .flatMap(rivals -> of(rivals, snapshot));
  }

  private static Optional<Verification> of(List<Weighed> rivals, Snapshot snapshot) {
    return rivals.stream()
        .max(
            Comparator.<Weighed>comparingLong(each -> each.worth().quality().value())
                .thenComparingLong(each -> -each.price().chargedNanos()))
        .flatMap(best -> of(rivals, best, snapshot));
  }

  private static Optional<Verification> of(List<Weighed> rivals, Weighed best, Snapshot snapshot) {
    List<Weighed> cheap =
        rivals.stream()
            .filter(each -> each.utility() >= best.utility())
            .filter(each -> !modelOf(each, snapshot).equals(modelOf(best, snapshot)))
            .sorted(Comparator.comparingLong(each -> each.price().chargedNanos()))
            .toList();
    if (cheap.isEmpty()) {
      return Optional.empty();
    }
    Weighed first = cheap.getFirst();
    return cheap.stream()
        .filter(each -> !modelOf(each, snapshot).equals(modelOf(first, snapshot)))
        .findFirst()
        .filter(second -> pays(first, second, best))
        .map(second -> new Verification(first.target(), second.target(), best.target()));
  }

  private static boolean pays(Weighed first, Weighed second, Weighed best) {
    long both = Saturating.sum(first.price().chargedNanos(), second.price().chargedNanos());
    return both < best.price().chargedNanos() / 100 * AGREE_PERCENT;
  }

  /** The same model at two providers agrees with itself. */
  private static String modelOf(Weighed weighed, Snapshot snapshot) {
    return snapshot
        .standing(weighed.target())
        .map(Standing::deployment)
        .flatMap(deployment -> deployment.card().map(ModelCard::id))
        .map(id -> id.substring(id.indexOf('/') + 1))
        .orElse(weighed.target().model());
  }
}
