package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes the failover chain of the candidates that passed all layers: by utility, equal ones in the
 * order of the config, the second entry from another provider where there is one.
 */
final class Planning {
  private static final Comparator<Candidate> BY_UTILITY =
      Comparator.comparingLong(Candidate::utility).reversed();

  private Planning() {}

  /** The plan, who found it full, and who came second. */
  record Result(
      List<PlanEntry> plan, List<LayerRecord.Dropped> unplanned, Optional<RunnerUp> runnerUp) {}

  static Result plan(
      RoutingLayer.Context context, List<Candidate> candidates, List<LayerRecord> records) {
    List<Candidate> order = new ArrayList<>(candidates);
    order.sort(BY_UTILITY);
    Optional<RunnerUp> runnerUp =
        order.size() < 2
            ? Optional.empty()
            : Optional.of(runnerUp(context, order.get(0), order.get(1), records));
    boolean moved = preferOtherProvider(order);
    int most =
        context.question().asked().failover()
            ? context.policy().profile().handling().maxAttempts()
            : 1;
    List<PlanEntry> plan = new ArrayList<>(Math.min(most, order.size()));
    List<LayerRecord.Dropped> unplanned = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Candidate candidate = order.get(i);
      Target target = candidate.standing().deployment().target();
      if (i < most) {
        plan.add(
            new PlanEntry(target, candidate.utility(), why(order, i, moved), PlanEntry.CERTAIN));
      } else {
        unplanned.add(new LayerRecord.Dropped(target, new Reason.PlanFull(i + 1, most)));
      }
    }
    return new Result(plan, unplanned, runnerUp);
  }

  private static PlanEntry.Why why(List<Candidate> order, int place, boolean moved) {
    if (place == 0) {
      return PlanEntry.Why.BEST;
    }
    if (place == 1 && moved) {
      return PlanEntry.Why.OTHER_PROVIDER;
    }
    return order.get(place).rank() > order.get(0).rank()
        ? PlanEntry.Why.NAMED_LATER
        : PlanEntry.Why.NEXT;
  }

  /**
   * Moves the best candidate of another provider to the second place, within the rank of the first;
   * whether one moved.
   */
  private static boolean preferOtherProvider(List<Candidate> order) {
    if (order.size() < 3) {
      return false;
    }
    Candidate first = order.get(0);
    for (int i = 1; i < order.size() && order.get(i).rank() == first.rank(); i++) {
      if (!providerOf(order.get(i)).equals(providerOf(first))) {
        order.add(1, order.remove(i));
        return i > 1;
      }
    }
    return false;
  }

  private static String providerOf(Candidate candidate) {
    return candidate.standing().deployment().provider().id();
  }

  private static RunnerUp runnerUp(
      RoutingLayer.Context context, Candidate first, Candidate second, List<LayerRecord> records) {
    long gap = Candidate.saturated(first.utility(), -second.utility());
    Score.Price mine = priceOf(second, records);
    Score.Price best = priceOf(first, records);
    Trade trade = context.policy().profile().trade();
    // Without cost, both have these utilities: u' = u − term, and u = u' − cost × POINT ÷ worth.
    long mineFree = Candidate.saturated(second.utility(), -mine.term());
    long bestFree = Candidate.saturated(first.utility(), -best.term());
    long dearer = mine.chargedNanos() - best.chargedNanos();
    OptionalLong worth = turningWorth(dearer, Candidate.saturated(mineFree, -bestFree));
    long allowed = Candidate.saturated(mineFree, -first.utility());
    return new RunnerUp(
        second.standing().deployment().target(),
        gap,
        gap,
        dearer > 0 ? worth : OptionalLong.empty(),
        dearer < 0 ? worth : OptionalLong.empty(),
        allowed > 0 && trade.pointNanos() != Trade.PRICELESS
            ? OptionalLong.of(Trade.scaled(allowed, trade.pointNanos(), Trade.POINT))
            : OptionalLong.empty());
  }

  /** The worth of a point at which a cost difference outweighs a difference of the rest. */
  private static OptionalLong turningWorth(long dearerNanos, long better) {
    return dearerNanos != 0 && better != 0 && (dearerNanos > 0) == (better > 0)
        ? OptionalLong.of(Trade.scaled(Math.abs(dearerNanos), Trade.POINT, Math.abs(better)))
        : OptionalLong.empty();
  }

  private static Score.Price priceOf(Candidate candidate, List<LayerRecord> records) {
    Target target = candidate.standing().deployment().target();
    for (Score score : records.get(2).scored()) {
      if (score instanceof Score.Price price && price.target().equals(target)) {
        return price;
      }
    }
    throw new IllegalStateException("the cost layer scored every candidate it kept");
  }
}
