package dev.signalbox.gateway.admin;

import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.gateway.route.KeptDecision;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the kept decisions are wanted.
 *
 * @param model a name that was asked for, or a model that was chosen or answered, with or without
 *     its provider
 */
record DecisionFilter(
    Optional<String> project,
    Optional<String> source,
    Optional<String> model,
    Optional<DecisionMeta.Mode> mode) {
  /** What the query of {@code request} says. */
  static DecisionFilter of(ControlRequest request) {
    return new DecisionFilter(
        request.text("project"),
        request.text("source"),
        request.text("model"),
        request.text("mode").map(DecisionFilter::modeOf));
  }

  private static DecisionMeta.Mode modeOf(String text) {
    return Stream.of(DecisionMeta.Mode.LIVE, DecisionMeta.Mode.DRY_RUN)
        .filter(mode -> mode.id().equals(text))
        .findFirst()
        .orElseThrow(
            () -> Problem.invalid("mode", "`mode` must be `live` or `dry_run`").toException());
  }

  boolean admits(KeptDecision kept) {
    Question.Origin origin = kept.question().origin();
    return project.filter(name -> !name.equals(origin.project())).isEmpty()
        && source.filter(name -> !name.equals(origin.source())).isEmpty()
        && mode.filter(wanted -> wanted != kept.meta().mode()).isEmpty()
        && model.filter(name -> !isAbout(name, kept)).isEmpty();
  }

  private static boolean isAbout(String name, KeptDecision kept) {
    Optional<Target> chosen = kept.plan().stream().findFirst().map(PlanEntry::target);
    Optional<Target> served = kept.meta().outcome().flatMap(DecisionMeta.Outcome::served);
    return name.equals(kept.question().asked().model())
        || Stream.of(chosen, served)
            .flatMap(Optional::stream)
            .anyMatch(target -> name.equals(target.model()) || name.equals(target.toString()));
  }
}
