package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes the failover chain of the candidates that passed all layers: by rank, then by what would be
 * lost, then by utility, equal ones in the order of the config; the second entry from another
 * provider where there is one that loses no more.
 */
final class Planning {
  /** Place of the cost layer among the five. */
  private static final int COST = 2;

  private Planning() {}

  /** The plan, who found it full, who came second by utility, and what chance did. */
  record Result(
      List<PlanEntry> plan,
      List<LayerRecord.Dropped> unplanned,
      Optional<RunnerUp> runnerUp,
      Optional<Exploration> exploration) {}

  static Result plan(
      RoutingLayer.Context context, List<Contender> contenders, List<LayerRecord> records) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.sort(order);
    Optional<RunnerUp> runnerUp = Challenge.runnerUp(order, records.get(COST).scored(), context);
    Optional<Draw> draw = Draw.among(order, context);
    Ranking ranking = ranking(order, draw.map(Draw::exploration));
    int most =
        context.question().asked().failover()
            ? context.policy().profile().handling().maxAttempts()
            : 1;
    List<PlanEntry> plan = new ArrayList<>(Math.min(most, order.size()));
    List<LayerRecord.Dropped> unplanned = new ArrayList<>(Math.max(0, order.size() - most));
    for (int i = 0; i < order.size(); i++) {
      Contender contender = order.get(i);
      Target target = contender.target();
      if (i < most) {
        plan.add(
            new PlanEntry(
                target, contender.utility(), ranking.why(i), propensity(i, contender, draw)));
      } else {
        unplanned.add(new LayerRecord.Dropped(target, new Reason.PlanFull(i + 1, most)));
      }
    }
    return new Result(plan, unplanned, runnerUp, draw.map(Draw::exploration));
  }

  /** Puts {@code order} in the order of the plan. */
  private static Ranking ranking(List<Contender> order, Optional<Exploration> exploration) {
    if (order.isEmpty()) {
      return new Ranking(order, Optional.empty(), false);
    }
    Contender best = order.getFirst();
    exploration.filter(Exploration::isElsewhere).ifPresent(chance -> lead(chance.drawn(), order));
    return new Ranking(order, Optional.of(best), preferOtherProvider(order));
  }

  private static void lead(Target drawn, List<Contender> order) {
    for (int i = 1; i < order.size(); i++) {
      if (order.get(i).target().equals(drawn)) {
        order.addFirst(order.remove(i));
        return;
      }
    }
  }

  private static int propensity(int place, Contender contender, Optional<Draw> draw) {
    return draw.map(chance -> chance.propensityOf(contender))
        .orElse(place == 0 ? PlanEntry.CERTAIN : 0);
  }

  /**
   * Who comes after whom, and why.
   *
   * @param best by utility; empty when there is nobody
   * @param moved whether the second place was given to another provider
   */
  private record Ranking(List<Contender> order, Optional<Contender> best, boolean moved) {
    PlanEntry.Why why(int place) {
      Contender contender = order.get(place);
      if (best.isPresent() && best.get().place() == contender.place()) {
        return PlanEntry.Why.BEST;
      }
      if (place == 0) {
        return PlanEntry.Why.EXPLORED;
      }
      if (place == 1 && moved) {
        return PlanEntry.Why.OTHER_PROVIDER;
      }
      if (contender.rank() > order.getFirst().rank()) {
        return PlanEntry.Why.NAMED_LATER;
      }
      return contender.setbacks() > order.getFirst().setbacks()
          ? PlanEntry.Why.LOSES_MORE
          : PlanEntry.Why.NEXT;
    }
  }

  /**
   * Moves the best candidate of another provider to the second place, of those that compete with
   * the first; whether one moved.
   */
  private static boolean preferOtherProvider(List<Contender> order) {
    for (int i = 1; i < order.size() && order.get(i).competesWith(order.getFirst()); i++) {
      if (!order.get(i).provider().equals(order.getFirst().provider())) {
        order.add(1, order.remove(i));
        return i > 1;
      }
    }
    return false;
  }
}
