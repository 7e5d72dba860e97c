package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.question.Asking;
import dev.signalbox.gateway.pipeline.taking.Spending;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Map;

/**
 * A model at a provider that is configured and can be called.
 *
 * @param reportAs the model name that answers report; empty text reports the one that answered
 */
public record Candidate(Target target, Upstream upstream, String reportAs) {
  /**
   * The deployment that {@code model} is routed to, for operations without failover.
   *
   * @param format the client's API format
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when nobody serves it
   */
  public static Candidate first(Serving serving, Exchange exchange, String model, Mounted format) {
    Asking asking = new Asking(serving, exchange.origin(), format.names());
    Asking.Named named = asking.named(model);
    return routed(
        serving,
        exchange,
        asking.ask(named, format.protocol(), RequestNeeds.NONE, Map.of()),
        named.reportAs());
  }

  /**
   * The same for operations that only some models have, so that the engine cannot choose.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when nobody serves it, or no model
   *     is named
   */
  public static Candidate named(Serving serving, Exchange exchange, String model, Mounted format) {
    Asking asking = new Asking(serving, exchange.origin(), format.names());
    Asking.Named named = asking.named(model);
    if (named.meaning() instanceof Resolution.Open) {
      throw Problem.invalid(
              "model",
              "`%s` chooses among models that answer; name the model to use here".formatted(model))
          .toException();
    }
    return routed(
        serving,
        exchange,
        asking.ask(named, format.protocol(), RequestNeeds.NONE, Map.of()),
        named.reportAs());
  }

  private static Candidate routed(Serving serving, Exchange exchange, Ask ask, String reportAs) {
    Target target = Spending.routed(serving, exchange, ask).targets().getFirst();
    return serving
        .upstreams()
        .find(target.provider())
        .map(upstream -> new Candidate(target, upstream, reportAs))
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemKind.MODEL_NOT_FOUND,
                        "no provider that is enabled serves the model `%s`".formatted(target))
                    .withCode("model_not_found")
                    .toException());
  }

  /** Where a request came in: in which format, under which naming rules. */
  public record Mounted(Protocol protocol, MountNames names) {}
}
