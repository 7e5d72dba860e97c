package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;

/** The answer to "why not this model?". */
public sealed interface WhyNot {
  /** It answers, or would answer first. */
  record Chosen(PlanEntry entry) implements WhyNot {}

  /**
   * It is tried only after others.
   *
   * @param place in the plan, from 2
   * @param gap utility it lacks to the best, in billionths; the best is the first unless chance
   *     drew another
   */
  record Later(PlanEntry entry, int place, long gap) implements WhyNot {}

  /** A layer, or the end of the plan, dropped it. */
  record Dropped(Decision.Drop drop) implements WhyNot {}

  /** It did not compete. */
  record NoCandidate() implements WhyNot {}

  /** Why {@code decision} does not choose {@code target}. */
  static WhyNot of(Decision decision, Target target) {
    for (int i = 0; i < decision.plan().size(); i++) {
      PlanEntry entry = decision.plan().get(i);
      if (entry.target().equals(target)) {
        return i == 0
            ? new Chosen(entry)
            : new Later(entry, i + 1, bestUtility(decision) - entry.utility());
      }
    }
    return decision.dropOf(target).<WhyNot>map(Dropped::new).orElseGet(NoCandidate::new);
  }

  private static long bestUtility(Decision decision) {
    return decision.plan().stream()
        .filter(entry -> entry.why() == PlanEntry.Why.BEST)
        .mapToLong(PlanEntry::utility)
        .findFirst()
        .orElse(decision.plan().getFirst().utility());
  }
}
