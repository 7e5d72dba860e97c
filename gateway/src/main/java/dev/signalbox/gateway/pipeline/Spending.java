package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.budget.BudgetNews;
import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Estimate;
import dev.signalbox.analytics.budget.Spender;
import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.analytics.budget.Ticket;
import dev.signalbox.analytics.budget.Verdict;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps one request within the budgets it is under: what it may cost is reserved before a provider
 * is called, and what it did cost is settled with its record. A request under no budget passes
 * without anything being made. Lives on one event loop.
 */
final class Spending {
  private static final long CHARACTERS_PER_TOKEN = 4;
  private static final long STORE_RETRY_SECONDS = 5;

  private final Serving serving;
  private final Exchange exchange;
  private final Spender spender;
  private final int calls;

  private Spending(Serving serving, Exchange exchange, int calls) {
    this.serving = serving;
    this.exchange = exchange;
    this.spender = spenderOf(exchange.origin());
    this.calls = calls;
  }

  private static Spender spenderOf(Exchange.Origin origin) {
    return new Spender(
        origin.caller().label(), origin.project(), origin.app(), origin.caller().budgets());
  }

  /** Nano-dollars that the sender of {@code origin} may still spend; empty without a budget. */
  static OptionalLong left(Serving serving, Exchange.Origin origin) {
    return serving.budgets().leftNanos(spenderOf(origin), origin.at().toEpochMilli());
  }

  /**
   * Has {@code ask} routed.
   *
   * @throws ProblemException also when everything is beyond the budget
   */
  static Routing.Route routed(Serving serving, Exchange exchange, Ask ask) {
    try {
      return serving.routing().route(ask, decided -> exchange.routed(serving.routing(), decided));
    } catch (ProblemException e) {
      if (e.problem().kind() != ProblemKind.QUOTA) {
        throw e;
      }
      Exchange.Origin origin = exchange.origin();
      throw serving
          .budgets()
          .tightest(spenderOf(origin), origin.at().toEpochMilli())
          .map(standing -> exceeded(standing, origin.at()).toException())
          .orElse(e);
    }
  }

  /**
   * Reserves what {@code route} may cost: as much as its dearest entry, twice when two of them may
   * be called at once, for an answer as long as the request allows.
   *
   * @return the entries that there is money for; fails with a {@link ProblemException} when there
   *     are none
   */
  static Future<List<Target>> reserved(
      Serving serving, Exchange exchange, Routing.Route route, boolean hedged) {
    List<Target> targets = route.targets();
    if (!concerned(serving, exchange)) {
      return Future.succeededFuture(targets);
    }
    List<Estimate> estimates = targets.stream().map(target -> estimate(route, target)).toList();
    return new Spending(serving, exchange, hedged && targets.size() > 1 ? 2 : 1)
        .reserve(estimates)
        .map(left -> left.stream().map(Spending::targetOf).toList());
  }

  /** The same for one call that is not a generation; counting tokens is free. */
  static Future<Void> reserved(
      Serving serving, Exchange exchange, Target target, PlainCall.Question question) {
    if (question.operation() instanceof Operation.CountTokens || !concerned(serving, exchange)) {
      return Future.succeededFuture();
    }
    return new Spending(serving, exchange, 1)
        .reserve(List.of(estimate(exchange, target, question)))
        .mapEmpty();
  }

  private static boolean concerned(Serving serving, Exchange exchange) {
    Exchange.Origin origin = exchange.origin();
    return serving.budgets().concern(spenderOf(origin), origin.at().toEpochMilli());
  }

  private static Target targetOf(Estimate estimate) {
    return new Target(estimate.provider(), estimate.model());
  }

  private static Estimate estimate(Routing.Route route, Target target) {
    OptionalLong most = route.decision().question().needs().tokens().maxOutput();
    return estimate(
        target,
        Billing.priceOf(route, target),
        tokens ->
            new TokenBuckets(
                tokens.input(),
                tokens.cacheRead(),
                tokens.cacheWrite(),
                tokens.cacheWriteHour(),
                tokens.audioInput(),
                most.orElse(tokens.output()),
                tokens.reasoning(),
                tokens.audioOutput()));
  }

  /** Of embeddings the prompt can be counted; what else passes through has no price by token. */
  private static Estimate estimate(Exchange exchange, Target target, PlainCall.Question question) {
    Optional<Score.Price> price = exchange.route().flatMap(route -> Billing.priceOf(route, target));
    return question.operation() instanceof Operation.Embed
            && question.body() instanceof UpstreamRequest.Body.Bytes(var bytes)
        ? estimate(
            target, price, _ -> TokenBuckets.of(bytes.length() / CHARACTERS_PER_TOKEN + 1, 0))
        : new Estimate(target.provider(), target.model(), 0, 0, false, 0, 0);
  }

  private static Estimate estimate(
      Target target, Optional<Score.Price> price, UnaryOperator<TokenBuckets> expected) {
    if (price.isEmpty()) {
      return new Estimate(target.provider(), target.model(), 0, 0, false, 0, 0);
    }
    Score.Quote quote = price.get().quote();
    TokenBuckets tokens = expected.apply(quote.tokens());
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

  private Future<List<Estimate>> reserve(List<Estimate> entries) {
    Budgets budgets = serving.budgets();
    return Future.fromCompletionStage(
            budgets.reserve(new Budgets.Claim(ticket(entries), spender, entries, calls)),
            Vertx.currentContext())
        .compose(
            verdict ->
                switch (verdict) {
                  case Verdict.Granted granted -> {
                    exchange.opens(new Tab(budgets, granted.hold()));
                    granted.warnings().forEach(this::warn);
                    exchange.times().mark("budget");
                    yield Future.succeededFuture(entries);
                  }
                  case Verdict.Refused(var standing) -> cheaper(entries, standing);
                  case Verdict.Unavailable(var budget) ->
                      Future.failedFuture(notStored(budget.name()).toException());
                });
  }

  /** Tries again with the entries that fit into what is left; each time they are fewer. */
  private Future<List<Estimate>> cheaper(List<Estimate> entries, Standing standing) {
    List<Estimate> fitting = entries.stream().filter(entry -> standing.fits(entry, calls)).toList();
    return fitting.isEmpty() || fitting.size() == entries.size()
        ? Future.failedFuture(exceeded(standing, exchange.origin().at()).toException())
        : reserve(fitting);
  }

  private Ticket ticket(List<Estimate> entries) {
    Estimate dearest =
        Stream.concat(entries.stream().filter(Estimate::priced), entries.stream())
            .max(Comparator.comparingLong(Estimate::nanos))
            .orElseThrow();
    return new Ticket(
        exchange.number(),
        exchange.origin().id(),
        exchange.origin().at(),
        RequestRecords.from(exchange),
        RequestRecords.asked(exchange),
        dearest);
  }

  private void warn(Standing standing) {
    exchange
        .answer()
        .header(
            "x-signalbox-budget",
            AnswerHeads.printable(
                "%s; level=%s; left_usd=%s; resets=%s"
                    .formatted(
                        standing.budget().name(),
                        standing.level().id(),
                        BudgetNews.dollars(standing.leftNanos()),
                        Instant.ofEpochMilli(standing.endMillis()))));
  }

  private static Problem exceeded(Standing standing, Instant at) {
    Instant end = Instant.ofEpochMilli(standing.endMillis());
    return Problem.of(
            ProblemKind.QUOTA,
            ("the budget `%s` has $%s of $%s left, which is less than this request may cost;"
                    + " it begins anew at %s")
                .formatted(
                    standing.budget().name(),
                    BudgetNews.dollars(standing.leftNanos()),
                    BudgetNews.dollars(standing.budget().limitNanos()),
                    end))
        .withCode("budget_exceeded")
        .withRetryAfter(Math.max(1, end.getEpochSecond() - at.getEpochSecond() + 1));
  }

  private static Problem notStored(String budget) {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "nothing can be reserved under the budget `%s`, as the database cannot be written"
                .formatted(budget))
        .withCode("budget_unavailable")
        .withRetryAfter(STORE_RETRY_SECONDS);
  }
}
