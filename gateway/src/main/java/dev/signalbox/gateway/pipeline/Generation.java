package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;

/** Serves requests for answers: resolves the model, then tries the candidates in order. */
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
    BodyScan scan = call.body().scanned();
    String model = modelOf(scan, call);
    boolean stream = call.target().stream().orElseGet(() -> scan.flag("stream"));
    exchange.asked(model, stream);
    exchange.times().mark("decode");
    Candidates candidates = candidatesFor(exchange, model, call.names());
    exchange.times().mark("route");
    return new Attempts(serving, exchange, call, candidates).run(stream);
  }

  /**
   * The deployments a model name leads to.
   *
   * @param reportAs the model name answers report; empty text reports the one that answered
   */
  record Candidates(List<Target> targets, String reportAs) {}

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

  private Candidates candidatesFor(Exchange exchange, String model, MountNames names) {
    return candidates(serving, exchange.origin(), model, names);
  }

  /**
   * The deployments {@code model} leads to.
   *
   * @throws ProblemException of kind {@code MODEL_NOT_FOUND}, naming near matches
   */
  static Candidates candidates(
      Serving serving, Exchange.Origin origin, String model, MountNames names) {
    String drawn = origin.session().isEmpty() ? origin.id() : origin.session();
    return switch (serving.names().get().resolve(model, names, spread(drawn))) {
      case Resolution.Resolved(var targets, var alias) ->
          new Candidates(targets, alias ? model : "");
      case Resolution.Unknown unknown -> throw unknown(unknown);
    };
  }

  /** A number that depends on every bit of {@code text} (FNV-1a, 64 bits). */
  private static long spread(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 32)) & Long.MAX_VALUE;
  }

  private static ProblemException unknown(Resolution.Unknown unknown) {
    String hint =
        unknown.near().isEmpty()
            ? ""
            : "; did you mean `%s`?".formatted(String.join("`, `", unknown.near()));
    String name =
        unknown.name().length() <= 200 ? unknown.name() : unknown.name().substring(0, 200) + "…";
    return Problem.of(
            ProblemKind.MODEL_NOT_FOUND,
            "the model `%s` is not served here%s".formatted(name, hint))
        .withCode("model_not_found")
        .withParam("model")
        .toException();
  }
}
