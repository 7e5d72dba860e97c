package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Snapshot;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * What a question would cost at one deployment, by the arithmetic that bills use.
 *
 * @param known whether the price is known
 * @param chargedNanos what is reckoned with, in nano-dollars: the estimate, or an assumption where
 *     the price is not known
 */
record CostEstimate(TokenBuckets tokens, boolean known, long chargedNanos) {
  /** $5 and $25 per million tokens: a price above most, so that not knowing never pays. */
  private static final PriceSheet ASSUMED =
      PriceSheet.of(Rates.of(5_000_000_000L, 25_000_000_000L), "assumed", LocalDate.EPOCH);

  /** The estimate for {@code candidate}. */
  static CostEstimate of(RoutingLayer.Context context, Candidate candidate) {
    return of(context.question(), candidate.standing().deployment(), candidate.outputTokens());
  }

  /**
   * The most that is reckoned with: an answer as long as the question allows, where it says so;
   * budgets reserve as much.
   */
  static CostEstimate most(RoutingLayer.Context context, Candidate candidate) {
    Question question = context.question();
    return of(
        question,
        candidate.standing().deployment(),
        question.needs().tokens().maxOutput().orElse(candidate.outputTokens()));
  }

  private static CostEstimate of(Question question, Deployment deployment, long output) {
    long input = question.needs().tokens().input();
    long cached = cachedTokens(question, deployment);
    TokenBuckets tokens = tokens(input, cached, output);
    OptionalLong total = Pricing.total(deployment.price(), tokens, question.at());
    return total.isPresent()
        ? new CostEstimate(tokens, true, total.getAsLong())
        : new CostEstimate(
            tokens,
            false,
            Pricing.total(ASSUMED, TokenBuckets.of(input, tokens.output()), question.at())
                .orElseThrow());
  }

  private static TokenBuckets tokens(long input, long cached, long output) {
    return new TokenBuckets(input - cached, cached, 0, 0, 0, output, 0, 0);
  }

  /**
   * The expected length of an answer: what such tasks take, what a deployment has {@code shown} at
   * all of its tasks and at this one.
   */
  static long outputTokens(RoutingLayer.Context context, Output shown) {
    Topic topic = context.policy().topic();
    long expected = shown.expectedTokens(topic.key().task(), usualOutput(topic.family()));
    return Math.min(
        expected, context.question().needs().tokens().maxOutput().orElse(Long.MAX_VALUE));
  }

  private static long cachedTokens(Question question, Deployment deployment) {
    Question.Session session = question.session();
    return session.last().isPresent() && session.last().get().equals(deployment.target())
        ? Math.min(question.needs().tokens().input(), session.cachedTokens())
        : 0;
  }

  /**
   * Nano-dollars that the prefix cached at the session's last deployment saves on a prompt of this
   * size there; 0 without a session or a price.
   */
  static long savedByPrefix(Question question, Snapshot snapshot) {
    Question.Session session = question.session();
    if (session.cachedTokens() == 0) {
      return 0;
    }
    return session
        .last()
        .flatMap(snapshot::standing)
        .map(last -> savedByPrefix(question, last.deployment()))
        .orElse(0L);
  }

  private static long savedByPrefix(Question question, Deployment last) {
    long input = question.needs().tokens().input();
    OptionalLong anew = Pricing.total(last.price(), TokenBuckets.of(input, 0), question.at());
    OptionalLong read =
        Pricing.total(last.price(), tokens(input, cachedTokens(question, last), 0), question.at());
    return anew.isPresent() && read.isPresent()
        ? Math.max(0, anew.getAsLong() - read.getAsLong())
        : 0;
  }

  /** Tokens that answers to a kind of task usually take (docs/decisions/0013). */
  private static long usualOutput(TaskFamily family) {
    return switch (family) {
      case EXTRACT -> 250;
      case CHAT -> 300;
      case GENERAL -> 400;
      case LONG_CONTEXT -> 500;
      case MATH -> 600;
      case CODE -> 800;
    };
  }
}
