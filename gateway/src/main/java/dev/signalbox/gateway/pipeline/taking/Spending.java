package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Estimate;
import dev.signalbox.analytics.budget.Spender;
import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.analytics.budget.Ticket;
import dev.signalbox.analytics.budget.Verdict;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.RequestRecords;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.LeftAlone;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Keeps one request within the budgets it is under: what it may cost is reserved before a provider
 * is called, and what it did cost is settled with its record. A request under no budget passes
 * without anything being made. Lives on one event loop.
 */
public final class Spending {
  private static final long STORE_RETRY_SECONDS = 5;

  /** A reservation that takes longer than this says that the next will, too. */
  private static final Dependencies.Kind DATABASE =
      new Dependencies.Kind("database", "", Duration.ofSeconds(1), _ -> false);

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
  public static OptionalLong left(Serving serving, Exchange.Origin origin) {
    return serving.budgets().leftNanos(spenderOf(origin), origin.at().toEpochMilli());
  }

  /**
   * Has {@code ask} routed, with the tags of what the guard found.
   *
   * @throws ProblemException also when everything is beyond the budget
   */
  public static Routing.Route routed(Serving serving, Exchange exchange, Ask ask) {
    try {
      return serving
          .routing()
          .route(
              ask.tagged(exchange.classifications()),
              decided -> exchange.routed(serving.routing(), decided));
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
   * Reserves what {@code wanted} may cost: as much as its dearest target, for each call.
   *
   * @return the same for the targets that there is money for; fails with a {@link ProblemException}
   *     when there are none
   */
  static Future<Wanted> reserved(Serving serving, Exchange exchange, Wanted wanted) {
    if (!concerned(serving, exchange)) {
      return Future.succeededFuture(wanted);
    }
    return new Spending(serving, exchange, wanted.calls())
        .reserve(wanted.targets().stream().map(wanted::estimate).toList())
        .map(left -> wanted.at(left.stream().map(Spending::targetOf).toList()))
        .recover(
            cause ->
                wanted.spare() && isExceeded(cause)
                    ? reserved(serving, exchange, wanted.once())
                    : Future.failedFuture(cause));
  }

  private static boolean isExceeded(Throwable cause) {
    return cause instanceof ProblemException known && known.problem().kind() == ProblemKind.QUOTA;
  }

  private static boolean concerned(Serving serving, Exchange exchange) {
    Exchange.Origin origin = exchange.origin();
    return serving.budgets().concern(spenderOf(origin), origin.at().toEpochMilli());
  }

  private static Target targetOf(Estimate estimate) {
    return new Target(estimate.provider(), estimate.model());
  }

  private Future<List<Estimate>> reserve(List<Estimate> entries) {
    Budgets budgets = serving.budgets();
    return verdict(new Budgets.Claim(ticket(entries), spender, entries, calls))
        .compose(
            verdict ->
                switch (verdict) {
                  case Verdict.Granted granted -> {
                    exchange.settles(new Tab(budgets, granted.hold())::settle);
                    granted.warnings().forEach(this::warn);
                    exchange.times().mark("budget");
                    yield Future.succeededFuture(entries);
                  }
                  case Verdict.Refused(var standing) -> cheaper(entries, standing);
                  case Verdict.Unavailable(var budget) ->
                      Future.failedFuture(notStored(budget.name()).toException());
                });
  }

  /** Without waiting for it where the database has been too slow to wait for. */
  private Future<Verdict> verdict(Budgets.Claim claim) {
    Budgets budgets = serving.budgets();
    return serving
        .dependencies()
        .of(DATABASE)
        .ask(() -> Future.fromCompletionStage(budgets.reserve(claim), Vertx.currentContext()))
        .recover(
            cause ->
                cause instanceof LeftAlone
                    ? Future.succeededFuture(budgets.withoutStore(claim))
                    : Future.failedFuture(cause));
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
                        Dollars.text(standing.leftNanos()),
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
                    Dollars.text(standing.leftNanos()),
                    Dollars.text(standing.budget().limitNanos()),
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
