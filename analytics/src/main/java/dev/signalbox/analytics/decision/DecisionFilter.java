package dev.signalbox.analytics.decision;

import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which decisions are wanted; what is empty does not count.
 *
 * @param asker label of the key that asked for them
 * @param project {@code (unattributed)} for those without one; so for the source
 * @param model a name that was asked for, or a model that was chosen or answered, with or without
 *     its provider
 */
public record DecisionFilter(
    Optional<String> asker,
    Optional<String> project,
    Optional<String> source,
    Optional<String> model,
    Optional<DecisionMeta.Mode> mode) {
  /** Whether {@code decision} is wanted. */
  public boolean admits(DecisionRecord decision) {
    Question.Origin origin = decision.question().origin();
    return asker.filter(label -> !label.equals(decision.asker())).isEmpty()
        && project.filter(name -> !name.equals(DecisionFact.attributed(origin.project()))).isEmpty()
        && source.filter(name -> !name.equals(DecisionFact.attributed(origin.source()))).isEmpty()
        && mode.filter(wanted -> wanted != decision.meta().mode()).isEmpty()
        && model.filter(name -> !isAbout(name, decision)).isEmpty();
  }

  private static boolean isAbout(String name, DecisionRecord decision) {
    Optional<Target> chosen = decision.plan().stream().findFirst().map(PlanEntry::target);
    Optional<Target> served = decision.meta().outcome().flatMap(DecisionMeta.Outcome::served);
    return name.equals(decision.question().asked().model())
        || Stream.of(chosen, served)
            .flatMap(Optional::stream)
            .anyMatch(target -> name.equals(target.model()) || name.equals(target.toString()));
  }
}
