package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Quality;
import java.util.List;

/** What a layer found of a deployment it kept, and what it adds to the utility, in billionths. */
public sealed interface Score {
  Target target();

  /** The sum of the layer's contributions. */
  long term();

  /**
   * Of the filter.
   *
   * @param terms what rules, ranks and quotas add
   */
  record Policy(Target target, List<Term> terms) implements Score {
    public Policy {
      terms = List.copyOf(terms);
    }

    @Override
    public long term() {
      return sum(terms);
    }
  }

  /**
   * Of the capability layer.
   *
   * @param losses fields that would be lost, and needs the card denies
   */
  record Fit(Target target, List<String> losses, List<Term> terms) implements Score {
    public Fit {
      losses = List.copyOf(losses);
      terms = List.copyOf(terms);
    }

    @Override
    public long term() {
      return sum(terms);
    }
  }

  /**
   * Of the cost layer.
   *
   * @param cost estimated, by bucket
   * @param outputTokens expected length of the answer
   * @param chargedNanos what the term was made of: the estimate, or an assumption where the price
   *     is unknown
   */
  record Price(Target target, Cost cost, long outputTokens, long chargedNanos, long term)
      implements Score {}

  /**
   * Of the latency layer.
   *
   * @param totalMillis expected time to the end, load included
   * @param loadMillis how much of it the load adds
   */
  record Time(Target target, Latency latency, long totalMillis, long loadMillis, long term)
      implements Score {}

  /**
   * Of the quality layer.
   *
   * @param switchUtility what leaving the session's deployment costs
   */
  record Worth(Target target, Quality quality, long switchUtility, long term) implements Score {}

  /** One named contribution, in billionths of utility. */
  record Term(String name, long value) {}

  private static long sum(List<Term> terms) {
    long total = 0;
    for (Term term : terms) {
      total += term.value();
    }
    return total;
  }
}
