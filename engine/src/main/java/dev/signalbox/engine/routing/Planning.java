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

  /** The plan, who found it full, and who came second. */
  record Result(
      List<PlanEntry> plan, List<LayerRecord.Dropped> unplanned, Optional<RunnerUp> runnerUp) {}

  static Result plan(
      RoutingLayer.Context context, List<Contender> contenders, List<LayerRecord> records) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.sort(order);
    Optional<RunnerUp> runnerUp = Challenge.runnerUp(order, records.get(COST).scored(), context);
    boolean moved = preferOtherProvider(order);
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
            new PlanEntry(target, contender.utility(), why(order, i, moved), PlanEntry.CERTAIN));
      } else {
        unplanned.add(new LayerRecord.Dropped(target, new Reason.PlanFull(i + 1, most)));
      }
    }
    return new Result(plan, unplanned, runnerUp);
  }

  private static PlanEntry.Why why(List<Contender> order, int place, boolean moved) {
    if (place == 0) {
      return PlanEntry.Why.BEST;
    }
    if (place == 1 && moved) {
      return PlanEntry.Why.OTHER_PROVIDER;
    }
    if (order.get(place).rank() > order.getFirst().rank()) {
      return PlanEntry.Why.NAMED_LATER;
    }
    return order.get(place).setbacks() > order.getFirst().setbacks()
        ? PlanEntry.Why.LOSES_MORE
        : PlanEntry.Why.NEXT;
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
