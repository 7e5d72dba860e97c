package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.judging.Expectation;
import dev.signalbox.gateway.pipeline.question.Inquiry;
import dev.signalbox.gateway.pipeline.question.LossPreview;
import dev.signalbox.gateway.pipeline.relay.AnswerRelay;
import dev.signalbox.gateway.pipeline.taking.Spending;
import dev.signalbox.gateway.pipeline.taking.Taking;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.util.Optional;

/** Serves requests for answers: reads what they need, has them routed, and carries the plan out. */
public final class Generation {
  private final Serving serving;

  /** The pipeline of one event loop. */
  public Generation(Serving serving) {
    this.serving = serving;
  }

  /**
   * Serves one request; the future succeeds when the client has its answer, and fails with a {@link
   * ProblemException} when nothing was sent yet.
   */
  public Future<Void> serve(Exchange exchange, GenerationCall call) {
    exchange.came(call.body().original());
    return Inquiry.read(serving, call).compose(inquiry -> routed(exchange, call, inquiry));
  }

  private Future<Void> routed(Exchange exchange, GenerationCall call, Inquiry inquiry) {
    exchange.asked(inquiry.model(), inquiry.stream());
    exchange.times().mark("decode");
    return inquiry
        .asked(serving, exchange.origin(), call, LossPreview.Extent.WHERE_IT_DECIDES)
        .compose(asked -> planned(exchange, call, asked, inquiry));
  }

  private Future<Void> planned(
      Exchange exchange, GenerationCall call, Inquiry.Asked asked, Inquiry inquiry) {
    Routing.Route route = Spending.routed(serving, exchange, asked.ask());
    exchange.times().mark("route");
    AnsweredTurn turn = new AnsweredTurn(serving.routing(), exchange, route);
    exchange.answer().beforeEnd(turn::answered);
    Expectation expected = Expectation.of(call, inquiry.needs());
    Checking checking = Checking.of(route, expected, inquiry.stream());
    Optional<Attempts.Hedging> hedging = hedging(route).filter(_ -> checking.pair().isEmpty());
    return Taking.taken(
            serving, exchange, call.format().protocol(), checking.wanted(hedging.isPresent()))
        .compose(
            taken -> {
              Optional<Holding> holding = checking.holding(taken);
              tellSkipped(exchange, checking.skippedFor(taken));
              RequestWork work =
                  new RequestWork(
                      serving,
                      exchange,
                      call,
                      new RequestWork.Wish(
                          new AnswerRelay.Asked(
                              inquiry.stream(), asked.reportAs(), holding.isPresent()),
                          expected));
              Attempts.Plan plan =
                  new Attempts.Plan(
                      checking.order(taken), hedging.filter(_ -> taken.calls() > 1), holding);
              return new Attempts(work, call.format(), plan).run();
            })
        .onComplete(_ -> turn.answered());
  }

  private static void tellSkipped(Exchange exchange, String why) {
    if (!why.isEmpty()) {
      exchange.answer().header("x-signalbox-verified", "skipped; " + why);
    }
  }

  private Optional<Attempts.Hedging> hedging(Routing.Route route) {
    String profile = route.decision().question().asked().profile();
    return serving
        .routing()
        .snapshot()
        .profile(profile)
        .flatMap(found -> found.handling().hedge())
        .map(hedge -> new Attempts.Hedging(profile, hedge));
  }
}
