package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.analytics.budget.Estimate;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.route.Routing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a request may come to at most: whom it may call, and what that takes of limits and budgets.
 *
 * @param targets in order, at least one
 * @param calls how many of them may be called at once, or one after the other answered
 * @param spare whether one call will do where there is no money for all
 * @param size of the request at each of them
 */
public record Wanted(List<Target> targets, int calls, boolean spare, Size size) {
  /** More than any answer has: a figure beyond is one of a provider that cannot count. */
  static final long MOST_TOKENS = 1_000_000_000_000L;

  public Wanted {
    targets = List.copyOf(targets);
  }

  /** How large a request is. */
  public sealed interface Size {
    /** As the decision weighed it, with an answer as long as the request allows. */
    record Weighed(Routing.Route route) implements Size {}

    /**
     * A prompt without an answer.
     *
     * @param tokens 0 where nobody knows, as of what has no price by token
     * @param route what says the price; empty where nothing does
     */
    record Prompt(long tokens, Optional<Routing.Route> route) implements Size {}
  }

  /** The plan of {@code route}, with two calls at once where that is {@code hedged}. */
  public static Wanted plan(Routing.Route route, boolean hedged) {
    List<Target> targets = route.targets();
    int calls = hedged && targets.size() > 1 ? 2 : 1;
    return new Wanted(targets, calls, false, new Size.Weighed(route));
  }

  /** The same for {@code others}, with so many calls where there is money for them, else one. */
  public Wanted with(List<Target> others, int most) {
    return new Wanted(others, most, true, size);
  }

  /** The same with one call. */
  Wanted once() {
    return new Wanted(targets, 1, false, size);
  }

  /** The same at those of its targets that are left. */
  Wanted at(List<Target> left) {
    return new Wanted(left, Math.min(calls, Math.max(1, left.size())), spare, size);
  }

  /** Tokens of the prompt and the longest answer to be expected, at the target that has most. */
  long tokens() {
    return switch (size) {
      case Size.Prompt(var tokens, _) -> tokens;
      case Size.Weighed(var route) -> {
        long most = 0;
        for (Target target : targets) {
          most = Math.max(most, tokens(route, target));
        }
        yield most;
      }
    };
  }

  /** An answer as long as the request allows, or as it usually is. */
  private static long tokens(Routing.Route route, Target target) {
    Needs.Tokens needs = route.decision().question().needs().tokens();
    Optional<TokenBuckets> expected =
        route.priceOf(target).map(Score.Price::quote).map(Score.Quote::tokens);
    long prompt = expected.map(TokenBuckets::promptTokens).orElse(needs.input());
    long answer = needs.maxOutput().orElse(expected.map(TokenBuckets::output).orElse(0L));
    return within(prompt) + within(answer);
  }

  /** {@code tokens}, between none and {@link #MOST_TOKENS}. */
  static long within(long tokens) {
    return Math.clamp(tokens, 0, MOST_TOKENS);
  }

  /** What {@code target} may charge. */
  Estimate estimate(Target target) {
    return switch (size) {
      case Size.Weighed(var route) ->
          route
              .priceOf(target)
              .map(price -> estimate(target, price.quote(), longest(route, price.quote().tokens())))
              .orElseGet(() -> unpriced(target));
      case Size.Prompt(var tokens, var route) ->
          route
              .filter(_ -> tokens > 0)
              .flatMap(found -> found.priceOf(target))
              .map(price -> estimate(target, price.quote(), TokenBuckets.of(tokens, 0)))
              .orElseGet(() -> unpriced(target));
    };
  }

  private static TokenBuckets longest(Routing.Route route, TokenBuckets tokens) {
    OptionalLong most = route.decision().question().needs().tokens().maxOutput();
    return new TokenBuckets(
        tokens.input(),
        tokens.cacheRead(),
        tokens.cacheWrite(),
        tokens.cacheWriteHour(),
        tokens.audioInput(),
        most.orElse(tokens.output()),
        tokens.reasoning(),
        tokens.audioOutput());
  }

  private static Estimate unpriced(Target target) {
    return new Estimate(target.provider(), target.model(), 0, 0, false, 0, 0);
  }

  private static Estimate estimate(Target target, Score.Quote quote, TokenBuckets tokens) {
    Cost cost = Pricing.cost(quote.sheet(), tokens, quote.at(), ServiceTier.STANDARD);
    long output = cost.parts().getOrDefault(Bucket.OUTPUT, 0L);
    return new Estimate(
        target.provider(),
        target.model(),
        tokens.promptTokens(),
        tokens.output(),
        cost.known(),
        cost.totalNanos() - output,
        output);
  }
}
