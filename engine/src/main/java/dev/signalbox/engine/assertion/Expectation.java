package dev.signalbox.engine.assertion;

import dev.signalbox.engine.policy.Selector;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an assertion expects of the decision. */
public sealed interface Expectation {
  /** The first of the plan is one of these. */
  record Chosen(List<Selector> any) implements Expectation {
    public Chosen {
      any = List.copyOf(any);
    }
  }

  /** The whole plan is at these providers. */
  record Providers(Set<String> ids) implements Expectation {
    public Providers {
      ids = Set.copyOf(ids);
    }
  }

  /** The first of the plan has a known price and is estimated to cost no more, in nano-dollars. */
  record MaxCost(long nanos) implements Expectation {}

  /** Nothing of the plan is one of these. */
  record Not(List<Selector> none) implements Expectation {
    public Not {
      none = List.copyOf(none);
    }
  }

  /**
   * Nobody may answer.
   *
   * @param code a reason that at least one deployment must have been dropped for, or one of the
   *     codes of {@link Rehearsal}; empty takes any
   */
  record Refusal(Optional<String> code) implements Expectation {}
}
