package dev.signalbox.analytics.decision;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.FactDecisionsRecord;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import dev.signalbox.engine.archive.DecisionBody;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.archive.Worded;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Topic;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The row of one decision, and the parts of its snapshot that are not stored yet. */
final class DecisionFact implements Fact {
  private static final Logger log = LoggerFactory.getLogger(DecisionFact.class);

  /** The propensity of an answer that the plan did not begin with. */
  private static final int NOT_FIRST = -1;

  private final KeptDecision kept;
  private final DecisionStore.Beside beside;
  private final PartLedger ledger;
  private boolean tried;

  DecisionFact(KeptDecision kept, DecisionStore.Beside beside, PartLedger ledger) {
    this.kept = kept;
    this.beside = beside;
    this.ledger = ledger;
  }

  @Override
  public void addTo(Batch batch) {
    if (tried) {
      ledger.forget(); // what the first try stored was rolled back
    }
    tried = true;
    try {
      FactDecisionsRecord row = row();
      ledger.store(kept.snapshot(), kept.record().meta().at().toEpochMilli(), batch);
      batch.insert(row);
    } catch (IllegalArgumentException e) {
      log.error("the decision {} cannot be stored: {}", kept.id(), e.getMessage());
    }
  }

  private FactDecisionsRecord row() {
    DecisionRecord record = kept.record();
    DecisionMeta meta = record.meta();
    FactDecisionsRecord row = Rows.of(new FactDecisionsRecord());
    row.setId(record.number());
    row.setDecisionId(meta.id());
    row.setRequest(beside.request().isPresent() ? beside.request().getAsLong() : null);
    row.setAtMs(meta.at().toEpochMilli());
    row.setMode(meta.mode().id());
    row.setPolicy(meta.policy());
    row.setMicros(meta.micros());
    row.setAsker(record.asker());
    setQuestion(row, record.question());
    setTopic(row, Topic.of(record.question(), kept.snapshot()));
    setAnswer(row, record.plan());
    setOutcome(row, meta.outcome());
    row.setPropensity(propensity(record));
    row.setRevisions(record.revisions().text());
    row.setBody(Worded.pack(DecisionBody.of(record).write()));
    return row;
  }

  private static void setQuestion(FactDecisionsRecord row, Question question) {
    row.setRequestedModel(question.asked().model());
    row.setProfile(question.asked().profile());
    row.setTask(question.origin().task());
    row.setProject(attributed(question.origin().project()));
    row.setSource(attributed(question.origin().source()));
  }

  private void setTopic(FactDecisionsRecord row, Topic topic) {
    row.setFamily(topic.family().id());
    row.setCluster(kept.record().question().cluster());
  }

  /** Of the deployment that answered; {@link #NOT_FIRST} where it was not the first of the plan. */
  private static int propensity(DecisionRecord record) {
    return record
        .meta()
        .outcome()
        .flatMap(DecisionMeta.Outcome::served)
        .filter(served -> served.equals(record.plan().getFirst().target()))
        .map(_ -> record.plan().getFirst().propensityMillionths())
        .orElse(NOT_FIRST);
  }

  private void setAnswer(FactDecisionsRecord row, List<PlanEntry> plan) {
    row.setCandidates(beside.candidates());
    row.setPlanned(plan.size());
    Optional<Target> chosen = plan.stream().findFirst().map(PlanEntry::target);
    row.setChosenProvider(chosen.map(Target::provider).orElse(""));
    row.setChosenModel(chosen.map(Target::model).orElse(""));
    row.setRunnerUp(beside.runnerUp().map(Target::toString).orElse(""));
  }

  /** While nothing came of it, the result is empty. */
  private static void setOutcome(FactDecisionsRecord row, Optional<DecisionMeta.Outcome> outcome) {
    row.setServed(outcome.flatMap(DecisionMeta.Outcome::served).map(Target::toString).orElse(""));
    row.setAttempts(outcome.map(DecisionMeta.Outcome::attempts).orElse(0));
    row.setResult(outcome.map(DecisionMeta.Outcome::result).orElse(""));
  }

  static String attributed(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }
}
