package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.limit.LimitsUnknown;
import dev.signalbox.gateway.limit.Shortage;
import dev.signalbox.gateway.limit.Taker;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Keeps one request within the limits it is under: it takes its place and the tokens it may use
 * before a provider is called, and gives back what it did not use when it is over.
 */
final class Limiting {
  private static final long STORE_RETRY_SECONDS = 5;

  private Limiting() {}

  /**
   * Takes the place of a request.
   *
   * @return the targets that have room, in the same order; fails with a {@link ProblemException} of
   *     kind {@code RATE_LIMIT} when there is none, or the caller has none, and of kind {@code
   *     UNAVAILABLE} when nobody can tell
   */
  static Future<List<Target>> taken(
      Serving serving, Exchange exchange, Protocol client, Wanted wanted) {
    long tokens = wanted.tokens();
    CallerLimits.Claim claim =
        new CallerLimits.Claim(takerOf(exchange.origin()), wanted.targets(), tokens);
    Asking asking = new Asking(serving, exchange, client, tokens);
    return serving
        .callerLimits()
        .take(claim)
        .transform(
            result ->
                result.succeeded()
                    ? passed(asking, result.result())
                    : Future.failedFuture(unknown(result.cause())));
  }

  private static Future<List<Target>> passed(Asking asking, CallerLimits.Outcome outcome) {
    Exchange exchange = asking.exchange();
    return switch (outcome) {
      case CallerLimits.Outcome.Taken(var passage, var targets, var states) -> {
        exchange.afterwards(_ -> passage.leave(used(exchange.attemptRecords())));
        asking.tell(states);
        if (!states.isEmpty()) {
          exchange.times().mark("limit");
        }
        yield Future.succeededFuture(targets);
      }
      case CallerLimits.Outcome.Refused(var limit, var shortage, var states) -> {
        asking.tell(states);
        yield Future.failedFuture(problem(limit, shortage, asking.tokens()).toException());
      }
    };
  }

  /** A request that asks for its place, and the tokens it may use. */
  private record Asking(Serving serving, Exchange exchange, Protocol client, long tokens) {
    void tell(List<LimitState> states) {
      exchange.limited(LimitHeads.of(client, states, serving.clocks().wall().instant()));
    }
  }

  private static Throwable unknown(Throwable cause) {
    return cause instanceof LimitsUnknown
        ? Problem.of(
                ProblemKind.UNAVAILABLE,
                "nobody can tell what is left of limits, as what keeps account of them does not"
                    + " answer")
            .withCode("limit_unavailable")
            .withRetryAfter(STORE_RETRY_SECONDS)
            .toException()
        : cause;
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

  /** The calls that were made, with the tokens they are charged for. */
  private static List<CallerLimits.Used> used(List<AttemptRecord> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.status() != 0 || !attempt.bill().equals(Bill.NONE))
        .map(
            attempt ->
                new CallerLimits.Used(
                    new Target(attempt.provider(), attempt.model()),
                    Wanted.within(attempt.bill().tokens().promptTokens())
                        + Wanted.within(attempt.bill().tokens().output())))
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
