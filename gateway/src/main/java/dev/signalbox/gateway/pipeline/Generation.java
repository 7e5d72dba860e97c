package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.route.KeptDecision;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.util.Optional;

/** Serves requests for answers: reads what they need, has them routed, and carries the plan out. */
public final class Generation {
  private final Serving serving;
  private final PromptCounting counting;

  /** The pipeline of one event loop. */
  public Generation(Serving serving) {
    this.serving = serving;
    this.counting = new PromptCounting(serving);
  }

  /**
   * Serves one request; the future succeeds when the client has its answer, and fails with a {@link
   * ProblemException} when nothing was sent yet.
   */
  public Future<Void> serve(Exchange exchange, GenerationCall call) {
    return read(call).compose(reading -> routed(exchange, call, reading));
  }

  /** What a request's bytes say of it. */
  private record Reading(String model, boolean stream, RequestNeeds needs) {}

  private Future<Reading> read(GenerationCall call) {
    return Offload.compute(serving.vertx(), call.body().original().length, () -> readingOf(call));
  }

  private static Reading readingOf(GenerationCall call) {
    BodyScan scan = call.body().scanned();
    return new Reading(
        modelOf(scan, call),
        call.target().stream().orElseGet(() -> scan.flag("stream")),
        RequestNeeds.of(call.body().whole()));
  }

  private static String modelOf(BodyScan scan, GenerationCall call) {
    return call.target()
        .model()
        .or(() -> scan.text("model"))
        .filter(name -> !name.isEmpty())
        .orElseThrow(
            () ->
                Problem.invalid("model", "`model` is missing: name the model to use")
                    .toException());
  }

  private Future<Void> routed(Exchange exchange, GenerationCall call, Reading reading) {
    exchange.asked(reading.model(), reading.stream());
    exchange.times().mark("decode");
    Asking asking = new Asking(serving, exchange, call.names());
    Asking.Named named = asking.named(reading.model());
    return counting
        .counted(call, reading.needs(), named.meaning())
        .compose(
            needs -> planned(exchange, call, new Asked(asking, named, needs, reading.stream())));
  }

  /** A request whose needs are known for good. */
  private record Asked(Asking asking, Asking.Named named, RequestNeeds needs, boolean stream) {}

  private Future<Void> planned(Exchange exchange, GenerationCall call, Asked asked) {
    Asking asking = asked.asking();
    Asking.Named named = asked.named();
    Ask ask =
        asking.ask(
            named,
            call.format().protocol(),
            asked.needs(),
            LossPreview.of(serving, call, named.meaning()));
    Routing.Route route = asking.route(ask);
    exchange.times().mark("route");
    RequestWork work =
        new RequestWork(
            serving, exchange, call, new AnswerRelay.Asked(asked.stream(), named.reportAs()));
    return new Attempts(work, call.format(), new Attempts.Plan(route.targets(), hedging(route)))
        .run()
        .onComplete(_ -> finished(exchange, route));
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

  private void finished(Exchange exchange, Routing.Route route) {
    serving
        .routing()
        .finished(
            route,
            new KeptDecision.Outcome(exchange.served(), exchange.attempts(), exchange.outcome()),
            exchange.servedTarget(),
            exchange.promptTokens());
  }
}
