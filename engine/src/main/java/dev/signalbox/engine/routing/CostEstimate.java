package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;

/**
 * What a question would cost at one deployment, by the arithmetic that bills use.
 *
 * @param outputTokens expected length of the answer
 */
record CostEstimate(Cost cost, long outputTokens) {

  /** The estimate for {@code standing}. */
  static CostEstimate of(RoutingLayer.Context context, Standing standing) {
    Question question = context.question();
    long output = outputTokens(context, standing);
    long input = question.needs().tokens().input();
    long cached = Math.min(input, cachedTokens(question.session(), standing));
    TokenBuckets tokens = new TokenBuckets(input - cached, cached, 0, 0, 0, output, 0, 0);
    return new CostEstimate(
        Pricing.cost(standing.deployment().price(), tokens, question.at(), ServiceTier.STANDARD),
        output);
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
        .map(last -> savedByPrefix(question, last.deployment().price()))
        .orElse(0L);
  }

  private static long savedByPrefix(Question question, PriceSheet price) {
    long input = question.needs().tokens().input();
    long cached = Math.min(input, question.session().cachedTokens());
    TokenBuckets anew = TokenBuckets.of(input, 0);
    TokenBuckets read = new TokenBuckets(input - cached, cached, 0, 0, 0, 0, 0, 0);
    Cost dear = Pricing.cost(price, anew, question.at(), ServiceTier.STANDARD);
    Cost cheap = Pricing.cost(price, read, question.at(), ServiceTier.STANDARD);
    return dear.known() && cheap.known() ? Math.max(0, dear.totalNanos() - cheap.totalNanos()) : 0;
  }

  /** The expected length of the answer: what such tasks take, what this deployment has shown. */
  static long outputTokens(RoutingLayer.Context context, Standing standing) {
    long expected = standing.output().expectedTokens(usualOutput(context.policy().family()));
    return Math.min(
        expected, context.question().needs().tokens().maxOutput().orElse(Long.MAX_VALUE));
  }

  private static long cachedTokens(Question.Session session, Standing standing) {
    return session.last().isPresent() && session.last().get().equals(standing.deployment().target())
        ? session.cachedTokens()
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
