package dev.signalbox.gateway.route;

import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Topic;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Answers;
import dev.signalbox.signals.learning.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The answers to the newest requests, which may not be stored yet, and behind them the stored ones.
 * Of requests under way it knows nothing.
 */
public final class RecentAnswers implements Answers {
  private final DecisionLog log;
  private final Answers stored;

  /** Looks into {@code log} first. */
  public RecentAnswers(DecisionLog log, Answers stored) {
    this.log = log;
    this.stored = stored;
  }

  @Override
  public Map<String, Answer> ofDecisions(Collection<String> ids) {
    Map<String, Answer> found = new HashMap<>();
    newest(ids, Answer::decision).forEach((id, all) -> found.put(id, all.getFirst()));
    Set<String> others = new HashSet<>(ids);
    others.removeAll(found.keySet());
    if (!others.isEmpty()) {
      found.putAll(stored.ofDecisions(others));
    }
    return found;
  }

  @Override
  public Map<String, List<Answer>> ofRequests(Collection<String> ids) {
    return before(stored.ofRequests(ids), newest(ids, Answer::requestId));
  }

  @Override
  public Map<String, List<Answer>> ofSessions(Collection<String> ids) {
    return before(stored.ofSessions(ids), newest(ids, Answer::session));
  }

  /** {@code first}, then the others. */
  private static Map<String, List<Answer>> before(
      Map<String, List<Answer>> others, Map<String, List<Answer>> first) {
    others.forEach((id, all) -> first.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(all));
    return first;
  }

  private Map<String, List<Answer>> newest(Collection<String> ids, Function<Answer, String> key) {
    Set<String> wanted = Set.copyOf(ids);
    Map<String, List<Answer>> found = new HashMap<>();
    for (DecisionLog.Finished finished : log.finishedNewestFirst()) {
      Answer answer = answerOf(finished);
      if (wanted.contains(key.apply(answer))) {
        found.computeIfAbsent(key.apply(answer), _ -> new ArrayList<>()).add(answer);
      }
    }
    return found;
  }

  private static Answer answerOf(DecisionLog.Finished finished) {
    DecisionRecord record = finished.decision().record();
    DecisionMeta.Outcome outcome = record.meta().outcome().orElseThrow();
    Question question = record.question();
    return new Answer(
        record.id(),
        OptionalLong.of(finished.request()),
        outcome.request(),
        question.session().id(),
        record.asker(),
        question.origin().source(),
        record.meta().at().toEpochMilli(),
        question.origin().project(),
        placeOf(finished.decision(), outcome.served()));
  }

  private static Optional<Observation.Place> placeOf(KeptDecision kept, Optional<Target> served) {
    return served.map(target -> placeOf(kept, target));
  }

  /** What an answer of {@code target} to the question of {@code kept} teaches about. */
  public static Observation.Place placeOf(KeptDecision kept, Target target) {
    Question question = kept.record().question();
    Topic topic = Topic.of(question, kept.snapshot());
    return new Observation.Place(
        topic.key().project(), topic.key().task(), topic.family(), target, question.clusters());
  }
}
