package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.TokenCounts;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What is recorded of a request once it is over. */
public final class RequestRecords {
  private RequestRecords() {}

  static RequestRecord of(Exchange exchange, RequestRecord.Ending ending) {
    Exchange.Origin origin = exchange.origin();
    StepTimes times = exchange.times();
    return new RequestRecord(
        exchange.number(),
        origin.id(),
        origin.at(),
        from(exchange),
        asked(exchange),
        exchange.served().map(Target::toString).orElse(""),
        ending,
        exchange.usage().map(RequestRecords::counts),
        exchange.usage().map(Usage::consistent).orElse(true),
        estimate(exchange),
        exchange.losses().toList().stream().map(RequestRecords::shortForm).toList(),
        exchange.attemptRecords(),
        new RequestRecord.Timing(times.totalMillis(), times.firstByteMillis(), times.spentMicros()),
        exchange.findings(),
        exchange.trace().id());
  }

  /** Who asked. */
  public static RequestRecord.From from(Exchange exchange) {
    Exchange.Origin origin = exchange.origin();
    return new RequestRecord.From(
        origin.endpoint(),
        origin.app(),
        origin.caller().label(),
        origin.project(),
        origin.source(),
        question(exchange).map(asked -> asked.session().id()).orElse(origin.session()),
        origin.tags());
  }

  /** What was asked for. */
  public static RequestRecord.Asked asked(Exchange exchange) {
    Optional<Question> question = question(exchange);
    return new RequestRecord.Asked(
        exchange.requestedModel(),
        exchange.streams(),
        question.map(asked -> asked.asked().profile()).orElse(""),
        question.map(asked -> asked.origin().task()).orElse(""),
        exchange.route().map(Routing.Route::id).orElse(""));
  }

  private static Optional<Question> question(Exchange exchange) {
    return exchange.route().map(route -> route.decision().question());
  }

  /** What the one who answered was expected to cost; before anybody has, the first of the plan. */
  private static OptionalLong estimate(Exchange exchange) {
    Optional<Score.Price> price =
        exchange
            .route()
            .filter(route -> !route.targets().isEmpty())
            .flatMap(route -> route.priceOf(exchange.served().orElse(route.targets().getFirst())));
    return price.isPresent() && price.get().known()
        ? OptionalLong.of(price.get().chargedNanos())
        : OptionalLong.empty();
  }

  /**
   * What all of {@code attempts} cost, or as much as a number holds; empty when that is not known
   * of one that was charged.
   */
  public static OptionalLong nanos(List<AttemptRecord> attempts) {
    long sum = 0;
    for (AttemptRecord attempt : attempts) {
      if (attempt.bill().cost().isPresent()) {
        Cost cost = attempt.bill().cost().get();
        if (!cost.known()) {
          return OptionalLong.empty();
        }
        sum += Math.min(cost.totalNanos(), Long.MAX_VALUE - sum);
      }
    }
    return OptionalLong.of(sum);
  }

  private static TokenCounts counts(Usage usage) {
    return new TokenCounts(
        usage.input() + usage.toolPrompt(),
        usage.cacheRead(),
        usage.cacheWrite5m() + usage.cacheWrite1h(),
        usage.output(),
        usage.reasoning());
  }

  /** {@code field:kind}. */
  public static String shortForm(Loss loss) {
    return loss.field() + ":" + loss.kind().name().toLowerCase(Locale.ROOT);
  }
}
