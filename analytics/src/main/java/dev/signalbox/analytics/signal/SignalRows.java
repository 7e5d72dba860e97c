package dev.signalbox.analytics.signal;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.FactSignalsRecord;
import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Entry;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Outcome;
import dev.signalbox.signals.intake.Reason;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Prediction;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From entries of the ledger to rows of the table. */
final class SignalRows {
  static final String SIGNAL = "signal";
  static final String REVOKED = "revoked";
  static final String ALARM = "alarm";

  /** Whoever may speak of everybody's answers. */
  static final String ALL = "*";

  private SignalRows() {}

  static FactSignalsRecord of(Entry entry) {
    FactSignalsRecord row = empty(entry);
    switch (entry) {
      case Entry.Said said -> put(said, row);
      case Entry.Revoked revoked -> {
        row.setKind(REVOKED);
        row.setSignal(revoked.signal());
        row.setRevokes(revoked.signal());
        row.setReportedBy(revoked.by());
        row.setSupersededBy(orNull(revoked.supersededBy()));
      }
      case Entry.Raised(_, _, var alarm) -> put(alarm, row);
    }
    return row;
  }

  /** A row that says nothing yet. */
  private static FactSignalsRecord empty(Entry entry) {
    FactSignalsRecord row = Rows.of(new FactSignalsRecord());
    row.setId(entry.id());
    row.setAtMs(entry.atMillis());
    row.setPart((short) 0);
    row.setState(State.APPLIED.id());
    row.setReason("");
    row.setDecisionId("");
    row.setRequestId("");
    row.setSessionId("");
    row.setBetter("");
    row.setWorse("");
    row.setAsker("");
    row.setProject(RequestRecord.UNATTRIBUTED);
    row.setSource(RequestRecord.UNATTRIBUTED);
    row.setTask("");
    row.setFamily("");
    row.setProvider("");
    row.setModel("");
    row.setCluster(-1);
    row.setClusterMix(0L);
    row.setReporter("");
    row.setReportedBy("");
    row.setReach("");
    row.setName("");
    row.setWeight(0.0);
    row.setConfidence(0.0);
    row.setSamples(0L);
    row.setOutcome("");
    row.setIdempotencyKey("");
    row.setLabels("");
    return row;
  }

  private static void put(Entry.Said said, FactSignalsRecord row) {
    Signal signal = said.of().signal();
    Sender sender = said.of().sender();
    row.setKind(SIGNAL);
    row.setSignal(said.head().signal());
    row.setPart((short) said.head().part());
    row.setState(said.state().id());
    row.setReason(said.reason().map(Reason::id).orElse(""));
    put(signal.subject(), row);
    said.answer().ifPresent(answer -> put(answer, row));
    row.setReporter(signal.source().id());
    row.setReportedBy(sender.label());
    row.setReach(sender.all() ? ALL : sender.project().orElse(""));
    row.setName(signal.name());
    row.setValue(orNull(signal.value(said.head().part())));
    row.setStated(orNull(signal.stated()));
    row.setWeight(signal.weight());
    row.setConfidence(signal.confidence());
    row.setSamples(signal.samples());
    put(signal.facets(), row);
    row.setObservedAtMs(orNull(signal.observedAtMillis()));
    boolean first = said.id() == said.head().signal();
    row.setIdempotencyKey(first ? signal.idempotencyKey() : "");
    row.setSupersedes(orNull(signal.supersedes()));
    said.before().ifPresent(before -> put(before, row));
    row.setLabels(Labels.write(signal.labels()));
  }

  private static void put(Subject subject, FactSignalsRecord row) {
    switch (subject) {
      case Subject.OfDecision(var id) -> row.setDecisionId(id);
      case Subject.OfRequest(var id) -> row.setRequestId(id);
      case Subject.OfSession(var id) -> row.setSessionId(id);
      case Subject.OfPair(var better, var worse) -> {
        row.setBetter(better);
        row.setWorse(worse);
      }
      case Subject.OfModel(var target, var task, var project) -> {
        row.setProvider(target.provider());
        row.setModel(target.model());
        row.setTask(task);
        row.setProject(attributed(project.orElse("")));
      }
      case Subject.OfAnswer(var answer) -> row.setDecisionId(answer.decision());
    }
  }

  private static void put(Answer answer, FactSignalsRecord row) {
    row.setDecisionId(answer.decision());
    row.setRequest(orNull(answer.request()));
    row.setRequestId(answer.requestId());
    row.setSessionId(answer.session());
    row.setAsker(answer.asker());
    row.setSource(attributed(answer.source()));
    row.setProject(attributed(answer.project()));
    row.setDecidedAtMs(answer.decidedAtMillis());
    answer
        .place()
        .ifPresent(
            place -> {
              row.setTask(place.task());
              row.setFamily(place.family().id());
              row.setProvider(place.target().provider());
              row.setModel(place.target().model());
              row.setCluster(place.mix().nearest());
              row.setClusterMix(place.mix().packed());
            });
  }

  private static void put(Facets facets, FactSignalsRecord row) {
    row.setOutcome(facets.outcome().map(Outcome::id).orElse(""));
    row.setAcceptance(orNull(facets.acceptance()));
    row.setEditDistance(orNull(facets.editDistance()));
    row.setParseSuccess(orNull(facets.parseSuccess()));
    row.setError(orNull(facets.error()));
    row.setGovernanceViolation(orNull(facets.governanceViolation()));
  }

  private static void put(Prediction before, FactSignalsRecord row) {
    row.setPCard(before.card());
    row.setPModel(before.model());
    row.setPTask(before.task());
    row.setPCluster(before.cluster());
  }

  /** Several processes find the same, which is to count once: they are known by what they say. */
  private static void put(Alarm alarm, FactSignalsRecord row) {
    row.setKind(ALARM);
    row.setSignal(
        Long.parseUnsignedLong(
                Sha256.hex(
                        "%s\n%s\n%s\n%d"
                            .formatted(
                                alarm.target(), alarm.project(), alarm.task(), alarm.atMillis()))
                    .substring(0, 16),
                16)
            | Long.MIN_VALUE);
    row.setProvider(alarm.target().provider());
    row.setModel(alarm.target().model());
    row.setProject(attributed(alarm.project()));
    row.setTask(alarm.task());
    row.setDecidedAtMs(alarm.atMillis());
    row.setStatistic(alarm.statistic());
  }

  static String attributed(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
