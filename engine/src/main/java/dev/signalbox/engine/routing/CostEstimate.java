package dev.signalbox.engine.routing;

import dev.signalbox.engine.price.FlatRates;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Snapshot;
import java.util.OptionalLong;

/**
 * What a question would cost at one deployment, by the arithmetic that bills use.
 *
 * @param input tokens of the prompt, but for those in a cache
 * @param cached tokens of the prompt that are read from a cache
 * @param output tokens of the answer
 * @param known whether the price is known
 * @param chargedNanos what is reckoned with, in nano-dollars: the estimate, or an assumption where
 *     the price is not known
 */
record CostEstimate(long input, long cached, long output, boolean known, long chargedNanos) {
  /** $5 and $25 per million tokens: a price above most, so that not knowing never pays. */
  private static final FlatRates ASSUMED = FlatRates.of(5_000_000_000L, 25_000_000_000L);

  /** The estimate for {@code candidate}. */
  static CostEstimate of(RoutingLayer.Context context, Candidate candidate) {
    return of(context.question(), candidate, context.outputTokens(candidate));
  }

  /**
   * The most that is reckoned with: an answer as long as the question allows, where it says so;
   * budgets reserve as much.
   */
  static CostEstimate most(RoutingLayer.Context context, Candidate candidate) {
    Question question = context.question();
    return of(
        question,
        candidate,
        question.needs().tokens().maxOutput().orElse(context.outputTokens(candidate)));
  }

  private static CostEstimate of(Question question, Candidate candidate, long output) {
    long cached =
        question.session().last().isPresent()
            ? cachedTokens(question, candidate.standing().deployment())
            : 0;
    long prompt = question.needs().tokens().input();
    long input = prompt - cached;
    FlatRates rates = candidate.columns().deployments().rates(candidate.row());
    return rates.holdFor(prompt)
        ? new CostEstimate(input, cached, output, true, rates.total(input, cached, output))
        : of(question, candidate.standing().deployment().price(), tokens(input, cached, output));
  }

  private static CostEstimate of(Question question, PriceSheet price, TokenBuckets tokens) {
    OptionalLong total = Pricing.total(price, tokens, question.at());
    return new CostEstimate(
        tokens.input(),
        tokens.cacheRead(),
        tokens.output(),
        total.isPresent(),
        total.isPresent()
            ? total.getAsLong()
            : ASSUMED.total(tokens.promptTokens(), 0, tokens.output()));
  }

  /** What is reckoned with. */
  TokenBuckets tokens() {
    return tokens(input, cached, output);
  }

  private static TokenBuckets tokens(long input, long cached, long output) {
    return new TokenBuckets(input, cached, 0, 0, 0, output, 0, 0);
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
    long cached = cachedTokens(question, last);
    OptionalLong anew = Pricing.total(last.price(), TokenBuckets.of(input, 0), question.at());
    OptionalLong read =
        Pricing.total(last.price(), tokens(input - cached, cached, 0), question.at());
    return anew.isPresent() && read.isPresent()
        ? Math.max(0, anew.getAsLong() - read.getAsLong())
        : 0;
  }
}
