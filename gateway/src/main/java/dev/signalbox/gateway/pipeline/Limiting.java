package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.limit.Shortage;
import dev.signalbox.gateway.limit.Taker;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps one request within the limits it is under: it takes its place and the tokens it may use
 * before a provider is called, and gives back what it did not use when it is over.
 */
final class Limiting {
  /** More than any answer has: a figure beyond is one of a provider that cannot count. */
  private static final long MOST_TOKENS = 1_000_000_000_000L;

  private Limiting() {}

  /**
   * Takes the place of a request for an answer.
   *
   * @return the entries of the plan that have room
   * @throws ProblemException of kind {@code RATE_LIMIT} when there is none, or the caller has none
   */
  static List<Target> taken(
      Serving serving, Exchange exchange, Protocol client, Routing.Route route) {
    long tokens = 0;
    for (Target target : route.targets()) {
      tokens = Math.max(tokens, tokens(route, target));
    }
    return taken(serving, exchange, client, new Wanted(route.targets(), tokens));
  }

  /** The same for one call that is not a generation; counting tokens is free. */
  static void taken(Serving serving, Exchange exchange, Protocol client, PlainCall.Asked asked) {
    if (!(asked.question().operation() instanceof Operation.CountTokens)) {
      taken(
          serving,
          exchange,
          client,
          new Wanted(List.of(asked.target()), Spending.embeddedTokens(asked.question())));
    }
  }

  /** Who may be called, and how many tokens that may take. */
  private record Wanted(List<Target> targets, long tokens) {}

  private static List<Target> taken(
      Serving serving, Exchange exchange, Protocol client, Wanted wanted) {
    CallerLimits limits = serving.callerLimits();
    CallerLimits.Claim claim =
        new CallerLimits.Claim(takerOf(exchange.origin()), wanted.targets(), wanted.tokens());
    return switch (limits.take(claim)) {
      case CallerLimits.Outcome.Taken(var passage, var targets, var states) -> {
        exchange.enters(passage);
        tell(serving, exchange, client, states);
        if (!states.isEmpty()) {
          exchange.times().mark("limit");
        }
        yield targets;
      }
      case CallerLimits.Outcome.Refused(var limit, var shortage, var states) -> {
        tell(serving, exchange, client, states);
        throw problem(limit, shortage, wanted.tokens()).toException();
      }
    };
  }

  private static void tell(
      Serving serving, Exchange exchange, Protocol client, List<LimitState> states) {
    exchange.limited(LimitHeads.of(client, states, serving.clocks().wall().instant()));
  }

  private static Taker takerOf(Exchange.Origin origin) {
    Caller caller = origin.caller();
    return new Taker(
        caller.label(),
        origin.project(),
        origin.source(),
        origin.app(),
        caller.limits().of(caller.label()));
  }

  /** The prompt, and an answer as long as the request allows, or as it usually is. */
  private static long tokens(Routing.Route route, Target target) {
    Needs.Tokens needs = route.decision().question().needs().tokens();
    Optional<TokenBuckets> expected =
        Billing.priceOf(route, target).map(Score.Price::quote).map(Score.Quote::tokens);
    long prompt = expected.map(TokenBuckets::promptTokens).orElse(needs.input());
    long answer = needs.maxOutput().orElse(expected.map(TokenBuckets::output).orElse(0L));
    return within(prompt) + within(answer);
  }

  private static long within(long tokens) {
    return Math.clamp(tokens, 0, MOST_TOKENS);
  }

  /** The calls that were made, with the tokens they are charged for. */
  static List<CallerLimits.Used> used(List<AttemptRecord> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.status() != 0 || !attempt.bill().equals(Bill.NONE))
        .map(
            attempt ->
                new CallerLimits.Used(
                    new Target(attempt.provider(), attempt.model()),
                    within(attempt.bill().tokens().promptTokens())
                        + within(attempt.bill().tokens().output())))
        .toList();
  }

  private static Problem problem(Limit limit, Shortage shortage, long tokens) {
    String most = String.format(Locale.ROOT, "%,d", shortage.most());
    String what =
        switch (shortage.kind()) {
          case IN_FLIGHT -> most + " requests at once";
          case REQUESTS_PER_MINUTE -> most + " requests per minute";
          case REQUESTS_PER_DAY -> most + " requests per day";
          case TOKENS_PER_MINUTE ->
              String.format(
                  Locale.ROOT,
                  "%s tokens per minute, of which %,d are left, and this request may take %,d",
                  most,
                  shortage.left(),
                  tokens);
        };
    long seconds = seconds(shortage.untilEnough());
    return Problem.of(
            ProblemKind.RATE_LIMIT,
            "the limit `%s`%s allows %s; try again in %d s"
                .formatted(
                    limit.name(),
                    limit.scope() == LimitScope.MODEL ? " of the model" : "",
                    what,
                    seconds))
        .withCode("rate_limit_exceeded")
        .withRetryAfter(seconds);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }
}
