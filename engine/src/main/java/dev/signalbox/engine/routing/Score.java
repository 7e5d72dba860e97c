package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a layer found of a deployment it kept, and what it adds to the utility, in billionths. */
public sealed interface Score {
  Target target();

  /** The sum of the layer's contributions. */
  long term();

  /**
   * Of the filter.
   *
   * @param rank among the deployments of the name that was asked for; lower ones come first,
   *     whatever the utility
   * @param terms what rules and quotas add
   */
  record Policy(Target target, int rank, List<Term> terms) implements Score {
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
   * @param madeElsewhere what in the conversation another provider reads better
   */
  record Fit(Target target, List<String> losses, Optional<Question.Pin> madeElsewhere)
      implements Score {
    public Fit {
      losses = List.copyOf(losses);
    }

    @Override
    public long term() {
      return 0;
    }

    /**
     * What of the request would suffer, counted: 1 for fields that would be lost, 1 for something
     * made elsewhere. Fewer come first, whatever the utility.
     */
    public int setbacks() {
      return setbacks(losses, madeElsewhere);
    }

    static int setbacks(List<String> losses, Optional<Question.Pin> madeElsewhere) {
      return (losses.isEmpty() ? 0 : 1) + (madeElsewhere.isPresent() ? 1 : 0);
    }
  }

  /**
   * Of the cost layer.
   *
   * @param quote what was estimated
   * @param known whether everything in it has a price
   * @param chargedNanos what the term was made of: the estimate, or an assumption where the price
   *     is unknown
   */
  record Price(Target target, Quote quote, boolean known, long chargedNanos, long term)
      implements Score {}

  /**
   * Tokens and the prices they have at one moment.
   *
   * @param tokens prompt and expected answer
   */
  record Quote(PriceSheet sheet, TokenBuckets tokens, Instant at) {
    /** The cost in its parts; worked out anew at each call. */
    public Cost cost() {
      return Pricing.cost(sheet, tokens, at, ServiceTier.STANDARD);
    }
  }

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
   * @param switchUtility what leaving the session's deployment costs, all told
   * @param forgoneNanos the share of it that is money: what the prefix cached there would save on
   *     the next turn
   */
  record Worth(Target target, Quality quality, long switchUtility, long forgoneNanos, long term)
      implements Score {}

  /** One named contribution, in billionths of utility. */
  record Term(String name, long value) {}

  private static long sum(List<Term> terms) {
    long total = 0;
    for (int i = 0; i < terms.size(); i++) {
      total += terms.get(i).value();
    }
    return total;
  }
}
