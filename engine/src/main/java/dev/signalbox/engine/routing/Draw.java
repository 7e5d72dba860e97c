package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Quality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lets chance choose the first of a plan: with the profile's share, evenly among the contenders
 * that may well be better than the best and are not credibly much worse.
 *
 * @param open those it chose among, the best first; each has the chance at its place
 */
record Draw(Exploration exploration, List<Contender> open) {
  /** Standard deviations of the difference of two qualities within which either may be better. */
  private static final long PLAUSIBLE_THOUSANDTHS = 1_645;

  /** Standard deviations beyond {@link #HARMLESS} at which one is credibly worse. */
  private static final long CREDIBLE_THOUSANDTHS = 840;

  private static final long HARMLESS = 3 * Trade.POINT;
  private static final long THOUSANDTHS = 1_000;

  /** Wider differences are beyond any doubt. */
  private static final long WIDEST_GAP = 8 * Trade.ONE;

  /**
   * What chance does; empty where it has no part, or nobody to choose among.
   *
   * @param best of {@code contenders}
   */
  static Optional<Draw> among(
      List<Contender> contenders, Contender best, RoutingLayer.Context context) {
    Optional<Exploring> exploring = context.policy().profile().handling().exploring();
    if (exploring.isEmpty() || contenders.size() < 2 || !mayTakePart(context)) {
      return Optional.empty();
    }
    List<Contender> open = open(contenders, best, exploring.get().mostNanos(), context);
    int each = open.isEmpty() ? 0 : exploring.get().shareMillionths() / open.size();
    return open.size() < 2 || each == 0
        ? Optional.empty()
        : Optional.of(new Draw(drawn(open, exploring.get().shareMillionths(), context), open));
  }

  /** With what probability {@code contender} was to be the first; 0 for those beside the choice. */
  int propensityOf(Contender contender) {
    int place = Collections.binarySearch(open, contender);
    return place < 0 ? 0 : exploration.chances().get(place).propensityMillionths();
  }

  /**
   * A conversation under way, a model by its name, and a request with one attempt are left alone.
   */
  private static boolean mayTakePart(RoutingLayer.Context context) {
    Question question = context.question();
    return question.explores()
        && question.asked().failover()
        && question.session().last().isEmpty()
        && question.session().pin().isEmpty()
        && !(question.scope() instanceof Question.Scope.Named(var places) && places.size() == 1)
        && !context.policy().clauses().pinning();
  }

  /** Those that chance may choose among, the best first; empty if even that costs too much. */
  private static List<Contender> open(
      List<Contender> contenders, Contender best, long mostNanos, RoutingLayer.Context context) {
    if (best.nanos() > mostNanos) {
      return List.of();
    }
    Quality expected = context.qualityOf(best.candidate());
    List<Contender> open = new ArrayList<>();
    for (Contender contender : contenders) {
      if (contender.place() == best.place()
          || (contender.competesWith(best)
              && contender.nanos() <= mostNanos
              && isPlausible(
                  Saturating.difference(best.utility(), contender.utility()),
                  expected,
                  context.qualityOf(contender.candidate())))) {
        open.add(contender);
      }
    }
    Collections.sort(open);
    return open;
  }

  /** Whether one whose utility is {@code gap} below the best may be taken for it. */
  private static boolean isPlausible(long gap, Quality best, Quality other) {
    if (gap > WIDEST_GAP) {
      return false;
    }
    long sd = sdOfDifference(best, other);
    return THOUSANDTHS * gap < PLAUSIBLE_THOUSANDTHS * sd
        && THOUSANDTHS * (gap - HARMLESS) <= CREDIBLE_THOUSANDTHS * sd;
  }

  /** Of two independent qualities, in billionths, rounded down; each counts 1 at most. */
  private static long sdOfDifference(Quality one, Quality other) {
    long a = Math.min(one.sd(), Trade.ONE);
    long b = Math.min(other.sd(), Trade.ONE);
    long square = a * a + b * b;
    long root = (long) Math.sqrt((double) square);
    while (root * root > square) {
      root--;
    }
    while ((root + 1) * (root + 1) <= square) {
      root++;
    }
    return root;
  }

  private static Exploration drawn(List<Contender> open, int share, RoutingLayer.Context context) {
    int each = share / open.size();
    int others = open.size() - 1;
    long drawn = Math.floorMod(mixed(context.question().seed()), (long) PlanEntry.CERTAIN);
    int place = drawn < (long) each * others ? 1 + (int) (drawn / each) : 0;
    Contender best = open.getFirst();
    long expected = context.qualityOf(best.candidate()).value();
    List<Exploration.Chance> chances = new ArrayList<>(open.size());
    chances.add(new Exploration.Chance(best.target(), PlanEntry.CERTAIN - others * each));
    long extra = 0;
    long loss = 0;
    for (Contender other : open.subList(1, open.size())) {
      chances.add(new Exploration.Chance(other.target(), each));
      extra = Saturating.sum(extra, Math.max(0, other.nanos() - best.nanos()));
      loss += Math.max(0, expected - context.qualityOf(other.candidate()).value());
    }
    return new Exploration(
        share,
        chances,
        open.get(place).target(),
        Trade.scaled(extra, each, PlanEntry.CERTAIN),
        Trade.scaled(loss, each, PlanEntry.CERTAIN));
  }

  /**
   * Spreads seeds that are near each other: the finalizer of <a
   * href="https://prng.di.unimi.it/splitmix64.c">SplitMix64</a>.
   */
  private static long mixed(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
