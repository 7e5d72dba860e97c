package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** A model at a provider that is configured and can be called. */
public record Candidate(Target target, Upstream upstream) {
  /**
   * The first deployment that {@code model} leads to, for operations without failover.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code MODEL_NOT_FOUND}
   */
  public static Candidate first(
      Serving serving, Exchange exchange, String model, MountNames names) {
    return Generation.candidates(serving, exchange.origin(), model, names).targets().stream()
        .flatMap(
            target ->
                serving
                    .upstreams()
                    .find(target.provider())
                    .map(upstream -> new Candidate(target, upstream))
                    .stream())
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(ProblemKind.MODEL_NOT_FOUND, "no enabled provider serves the model")
                    .withCode("model_not_found")
                    .toException());
  }
}
