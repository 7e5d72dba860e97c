package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Trade;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what alone would make the second candidate the first. */
final class Challenge {
  /** What rounding the two money terms of each side can make of a difference, in billionths. */
  private static final long ROUNDING = 2;

  private final RoutingLayer.Context context;
  private final Trade trade;
  private final Contender first;
  private final Contender second;

  /** The tie goes to the one that comes first in the config. */
  private final long winning;

  private Challenge(RoutingLayer.Context context, Contender first, Contender second) {
    this.context = context;
    this.trade = context.policy().profile().trade();
    this.first = first;
    this.second = second;
    this.winning = second.place() < first.place() ? 0 : 1;
  }

  /**
   * The runner-up among {@code contenders}; empty if utility does not decide between the first two.
   *
   * @param leaders the first of them, best first
   */
  static Optional<RunnerUp> runnerUp(
      List<Contender> contenders, List<Contender> leaders, RoutingLayer.Context context) {
    if (leaders.size() < 2 || !leaders.get(1).competesWith(leaders.getFirst())) {
      return Optional.empty();
    }
    Challenge challenge = new Challenge(context, leaders.getFirst(), leaders.get(1));
    return Optional.of(challenge.runnerUp(contenders));
  }

  private RunnerUp runnerUp(List<Contender> contenders) {
    long gap = Saturating.difference(first.utility(), second.utility());
    long rise = Saturating.sum(gap, winning);
    long above = 0;
    long below = Long.MAX_VALUE;
    for (Contender other : contenders) {
      if (other.competesWith(first) && other.place() != second.place()) {
        above = Math.max(above, worthAbove(other));
        below = Math.min(below, worthBelow(other));
      }
    }
    boolean possible = above < below - 1;
    long quality = context.qualityOf(second.candidate()).value();
    return new RunnerUp(
        second.target(),
        gap,
        rise <= Trade.ONE - quality ? OptionalLong.of(rise) : OptionalLong.empty(),
        possible && above > 0 ? OptionalLong.of(above) : OptionalLong.empty(),
        possible && below < Long.MAX_VALUE ? OptionalLong.of(below) : OptionalLong.empty(),
        costBelow(gap));
  }

  /** The worth of a point above which the second beats {@code other}; the largest long if none. */
  private long worthAbove(Contender other) {
    long dearer = second.nanos() - other.nanos();
    long better = better(other);
    if (dearer < 0) {
      return 0;
    }
    if (dearer == 0) {
      return better > 0 || (better == 0 && other.place() != first.place()) ? 0 : Long.MAX_VALUE;
    }
    return better > ROUNDING
        ? Trade.scaled(dearer, Trade.POINT, better - ROUNDING)
        : Long.MAX_VALUE;
  }

  /** The worth of a point below which the second beats {@code other}; the largest long if any. */
  private long worthBelow(Contender other) {
    long cheaper = other.nanos() - second.nanos();
    long lacking = Saturating.difference(ROUNDING, better(other));
    return cheaper > 0 && lacking > 0
        ? Saturating.sum(Trade.scaled(cheaper, Trade.POINT, lacking), 1)
        : Long.MAX_VALUE;
  }

  /** By how much the second is better than {@code other} where money does not count. */
  private long better(Contender other) {
    return Saturating.difference(free(second), free(other));
  }

  private long free(Contender contender) {
    return Saturating.sum(contender.utility(), trade.costUtility(contender.nanos()));
  }

  /** The cost below which the second wins, all else as it is. */
  private OptionalLong costBelow(long gap) {
    long charged = CostEstimate.of(context, second.candidate()).chargedNanos();
    long allowed = Saturating.difference(trade.costUtility(charged), Saturating.sum(gap, winning));
    return allowed < 0 || trade.pointNanos() == Trade.PRICELESS
        ? OptionalLong.empty()
        : OptionalLong.of(trade.nanosWithin(allowed) + 1);
  }
}
