package dev.signalbox.gateway.route;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.text.Excerpt;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** What the client is told when nothing serves the name it asked for. */
final class UnknownModel {
  private static final int SHOWN = 200;

  private UnknownModel() {}

  static Problem problemOf(Resolution.Unknown unknown) {
    String hint = NearMatch.question(unknown.near()).map(question -> "; " + question).orElse("");
    String name = Excerpt.of(unknown.name(), SHOWN);
    return Problem.of(
            ProblemKind.MODEL_NOT_FOUND,
            "the model `%s` is not served here%s".formatted(name, hint))
        .withCode("model_not_found")
        .withParam("model");
  }
}
