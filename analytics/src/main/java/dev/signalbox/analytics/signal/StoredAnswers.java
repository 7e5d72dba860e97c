package dev.signalbox.analytics.signal;

import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Answers;
import dev.signalbox.signals.learning.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** The answers to the stored requests. */
public final class StoredAnswers implements Answers {
  /** Ids of one question. */
  private static final int STEP = 500;

  /** Most requests that may have one and the same id of the client's. */
  private static final int MOST_OF_ONE = 20;

  private final Database database;

  /** Answers in {@code database}. */
  public StoredAnswers(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Answer> ofDecisions(Collection<String> ids) {
    Map<String, Answer> found = new HashMap<>();
    inSteps(
        ids,
        (facts, step) ->
            answers(facts, FACT_DECISIONS.DECISION_ID.in(step))
                .orderBy(FACT_DECISIONS.ID)
                .forEach(row -> put(found, row)));
    return found;
  }

  private static void put(Map<String, Answer> found, Record row) {
    Answer answer = answerOf(row);
    found.put(answer.decision(), answer);
  }

  @Override
  public Map<String, List<Answer>> ofRequests(Collection<String> ids) {
    List<Asked> asked = new ArrayList<>();
    inSteps(
        ids,
        (facts, step) ->
            asked.addAll(
                facts
                    .select(FACT_REQUESTS.REQUEST_ID, FACT_REQUESTS.DECISION_ID)
                    .from(FACT_REQUESTS)
                    .where(FACT_REQUESTS.REQUEST_ID.in(step))
                    .orderBy(FACT_REQUESTS.ID.desc())
                    .limit(step.size() * MOST_OF_ONE)
                    .fetch(row -> new Asked(row.value1(), row.value2()))));
    return answersTo(asked);
  }

  @Override
  public Map<String, List<Answer>> ofSessions(Collection<String> ids) {
    List<Asked> asked = new ArrayList<>();
    inSteps(
        ids,
        (facts, step) ->
            asked.addAll(
                facts
                    .select(FACT_REQUESTS.SESSION_ID, FACT_REQUESTS.DECISION_ID)
                    .from(FACT_REQUESTS)
                    .where(FACT_REQUESTS.ID.in(lastOf(step, facts)))
                    .orderBy(FACT_REQUESTS.ID.desc())
                    .fetch(row -> new Asked(row.value1(), row.value2()))));
    return answersTo(asked);
  }

  private static List<Long> lastOf(List<String> sessions, DSLContext facts) {
    return facts
        .select(max(FACT_REQUESTS.ID))
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.SESSION_ID.in(sessions))
        .and(FACT_REQUESTS.SESSION_ID.ne(inline("")))
        .and(FACT_REQUESTS.PROVIDER.ne(inline("")))
        .groupBy(FACT_REQUESTS.SESSION_ID, FACT_REQUESTS.KEY_LABEL, FACT_REQUESTS.PROJECT)
        .limit(sessions.size() * MOST_OF_ONE)
        .fetch(0, Long.class);
  }

  /** What a client knows a request by, and its decision. */
  private record Asked(String id, String decision) {}

  private Map<String, List<Answer>> answersTo(List<Asked> asked) {
    Map<String, Answer> answers =
        ofDecisions(
            asked.stream()
                .map(Asked::decision)
                .filter(decision -> !decision.isEmpty())
                .distinct()
                .toList());
    Map<String, List<Answer>> found = new HashMap<>();
    for (Asked each : asked) {
      Answer answer = answers.get(each.decision());
      if (answer != null) {
        found.computeIfAbsent(each.id(), _ -> new ArrayList<>()).add(answer);
      }
    }
    return found;
  }

  /** Decisions with the requests they were made for, as far as those are stored too. */
  private static SelectConditionStep<? extends Record> answers(DSLContext facts, Condition which) {
    return facts
        .select(
            FACT_DECISIONS.DECISION_ID,
            FACT_DECISIONS.REQUEST,
            FACT_DECISIONS.ASKER,
            FACT_DECISIONS.PROJECT,
            FACT_DECISIONS.SOURCE,
            FACT_DECISIONS.TASK,
            FACT_DECISIONS.FAMILY,
            FACT_DECISIONS.CLUSTER_MIX,
            FACT_DECISIONS.AT_MS,
            FACT_DECISIONS.SERVED,
            FACT_REQUESTS.REQUEST_ID,
            FACT_REQUESTS.SESSION_ID)
        .from(FACT_DECISIONS)
        .leftJoin(FACT_REQUESTS)
        .on(FACT_REQUESTS.ID.eq(FACT_DECISIONS.REQUEST))
        .where(which);
  }

  private static Answer answerOf(Record row) {
    String project = SignalEntries.plain(row.get(FACT_DECISIONS.PROJECT));
    return new Answer(
        row.get(FACT_DECISIONS.DECISION_ID),
        SignalEntries.number(row.get(FACT_DECISIONS.REQUEST)),
        Optional.ofNullable(row.get(FACT_REQUESTS.REQUEST_ID)).orElse(""),
        Optional.ofNullable(row.get(FACT_REQUESTS.SESSION_ID)).orElse(""),
        row.get(FACT_DECISIONS.ASKER),
        SignalEntries.plain(row.get(FACT_DECISIONS.SOURCE)),
        row.get(FACT_DECISIONS.AT_MS),
        project,
        placeOf(row, project));
  }

  private static Optional<Observation.Place> placeOf(Record row, String project) {
    String served = row.get(FACT_DECISIONS.SERVED);
    int slash = served.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    TaskFamily family = SignalEntries.familyOf(row.get(FACT_DECISIONS.FAMILY));
    String task = row.get(FACT_DECISIONS.TASK);
    return Optional.of(
        new Observation.Place(
            project,
            task.isEmpty() ? family.id() : task,
            family,
            new Target(served.substring(0, slash), served.substring(slash + 1)),
            new ClusterMix(row.get(FACT_DECISIONS.CLUSTER_MIX))));
  }

  private void inSteps(Collection<String> ids, BiConsumer<DSLContext, List<String>> ask) {
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += STEP) {
      ask.accept(
          database.reading(Area.FACTS), all.subList(from, Math.min(all.size(), from + STEP)));
    }
  }
}
