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
  private Planning() {}

  /** The plan, who found it full, who came second by utility, and what chance did. */
  record Result(
      List<PlanEntry> plan,
      List<LayerRecord.Dropped> unplanned,
      Optional<RunnerUp> runnerUp,
      Optional<Exploration> exploration) {
    /** Nobody passed. */
    private static final Result NOBODY =
        new Result(List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  static Result plan(RoutingLayer.Context context, List<Contender> contenders) {
    if (contenders.isEmpty()) {
      return Result.NOBODY;
    }
    int most =
        context.question().asked().failover()
            ? context.policy().profile().handling().maxAttempts()
            : 1;
    List<Contender> leaders = leaders(contenders, Math.max(2, most));
    Optional<Draw> draw = Draw.among(contenders, leaders.getFirst(), context);
    Optional<Contender> drawn =
        draw.filter(chance -> chance.exploration().isElsewhere())
            .map(chance -> contenderAt(chance.exploration().drawn(), chance.open()));
    Ranking ranking = Ranking.of(decisive(contenders, leaders, drawn), drawn);
    List<PlanEntry> plan = new ArrayList<>(Math.min(most, contenders.size()));
    for (int i = 0; i < Math.min(most, contenders.size()); i++) {
      Contender contender = ranking.order().get(i);
      plan.add(
          new PlanEntry(
              contender.target(),
              contender.utility(),
              ranking.why(i),
              propensity(i, contender, draw)));
    }
    return new Result(
        plan,
        new LateList<>(contenders.size() - plan.size(), () -> unplanned(contenders, drawn, most)),
        Challenge.runnerUp(contenders, leaders, context),
        draw.map(Draw::exploration));
  }

  /** The best {@code many} of {@code contenders}, the best first. */
  private static List<Contender> leaders(List<Contender> contenders, int many) {
    List<Contender> leaders = new ArrayList<>(many + 1);
    for (int i = 0; i < contenders.size(); i++) {
      Contender contender = contenders.get(i);
      if (leaders.size() < many || contender.compareTo(leaders.getLast()) < 0) {
        leaders.add(-Collections.binarySearch(leaders, contender) - 1, contender);
        if (leaders.size() > many) {
          leaders.removeLast();
        }
      }
    }
    return leaders;
  }

  private static Contender contenderAt(Target target, List<Contender> contenders) {
    return contenders.stream()
        .filter(contender -> contender.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Those that can have a place in the plan, the best first: the leaders, whom chance drew, and the
   * best of another provider than the first.
   */
  private static List<Contender> decisive(
      List<Contender> contenders, List<Contender> leaders, Optional<Contender> drawn) {
    List<Contender> decisive = new ArrayList<>(leaders);
    drawn.ifPresent(contender -> addOnce(contender, decisive));
    bestElsewhere(contenders, drawn.orElse(leaders.getFirst()))
        .ifPresent(contender -> addOnce(contender, decisive));
    Collections.sort(decisive);
    return decisive;
  }

  private static void addOnce(Contender contender, List<Contender> contenders) {
    if (contenders.stream().noneMatch(other -> other.place() == contender.place())) {
      contenders.add(contender);
    }
  }

  /** The best of those that compete with {@code first} at another provider. */
  private static Optional<Contender> bestElsewhere(List<Contender> contenders, Contender first) {
    Optional<Contender> best = Optional.empty();
    for (int i = 0; i < contenders.size(); i++) {
      Contender contender = contenders.get(i);
      if ((best.isEmpty() || contender.compareTo(best.get()) < 0)
          && contender.competesWith(first)
          && !contender.provider().equals(first.provider())) {
        best = Optional.of(contender);
      }
    }
    return best;
  }

  private static List<LayerRecord.Dropped> unplanned(
      List<Contender> contenders, Optional<Contender> drawn, int most) {
    List<Contender> all = new ArrayList<>(contenders);
    Collections.sort(all);
    List<Contender> order = Ranking.of(all, drawn).order();
    List<LayerRecord.Dropped> unplanned = new ArrayList<>(order.size());
    for (int i = most; i < order.size(); i++) {
      unplanned.add(
          new LayerRecord.Dropped(order.get(i).target(), new Reason.PlanFull(i + 1, most)));
    }
    return unplanned;
  }

  private static int propensity(int place, Contender contender, Optional<Draw> draw) {
    return draw.map(chance -> chance.propensityOf(contender))
        .orElse(place == 0 ? PlanEntry.CERTAIN : 0);
  }

  /**
   * Who comes after whom, and why.
   *
   * @param best by utility
   * @param moved whether the second place was given to another provider
   */
  private record Ranking(List<Contender> order, Contender best, boolean moved) {
    /**
     * Puts {@code order}, the best first, in the order of the plan.
     *
     * @param drawn whom chance puts before the best
     */
    static Ranking of(List<Contender> order, Optional<Contender> drawn) {
      Contender best = order.getFirst();
      if (drawn.isPresent()) {
        order.remove(drawn.get());
        order.addFirst(drawn.get());
      }
      return new Ranking(order, best, preferOtherProvider(order));
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

    PlanEntry.Why why(int place) {
      Contender contender = order.get(place);
      if (best.place() == contender.place()) {
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
}
