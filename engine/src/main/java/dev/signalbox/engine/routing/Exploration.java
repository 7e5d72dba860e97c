package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.List;

/**
 * How chance chose the first of a plan among those that are plausibly the best.
 *
 * @param shareMillionths share of such requests in which it does not simply take the best
 * @param chances of everybody it chose among, the best first, then by utility; they add up to
 *     {@link PlanEntry#CERTAIN}
 * @param drawn whom it chose
 * @param extraNanos what it is expected to cost beyond the best, in nano-dollars: what each would
 *     cost more, by its chance
 * @param loss quality that it is expected to lose against the best, in billionths: what each is
 *     worse, by its chance
 */
public record Exploration(
    int shareMillionths, List<Chance> chances, Target drawn, long extraNanos, long loss) {
  public Exploration {
    chances = List.copyOf(chances);
  }

  /**
   * How likely one was to be drawn.
   *
   * @param propensityMillionths probability, in millionths
   */
  public record Chance(Target target, int propensityMillionths) {}

  /** Whom utility alone would have chosen. */
  public Target best() {
    return chances.getFirst().target();
  }

  /** Whether another than the best was drawn. */
  public boolean isElsewhere() {
    return !drawn.equals(best());
  }
}
