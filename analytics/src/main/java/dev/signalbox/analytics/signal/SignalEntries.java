package dev.signalbox.analytics.signal;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.schema.tables.records.FactSignalsRecord;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.intake.Answer;
import dev.signalbox.signals.intake.Entry;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Outcome;
import dev.signalbox.signals.intake.Reason;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.intake.Submission;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import dev.signalbox.signals.learning.Reporter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From rows of the table to entries of the ledger. */
final class SignalEntries {
  private SignalEntries() {}

  static Entry of(FactSignalsRecord row) {
    return switch (row.getKind()) {
      case SignalRows.REVOKED ->
          new Entry.Revoked(
              row.getId(),
              row.getAtMs(),
              row.getSignal(),
              row.getReportedBy(),
              number(row.getSupersededBy()));
      case SignalRows.ALARM -> new Entry.Raised(row.getId(), row.getAtMs(), alarmOf(row));
      default -> saidOf(row);
    };
  }

  static Alarm alarmOf(FactSignalsRecord row) {
    return new Alarm(
        row.getId(),
        number(row.getDecidedAtMs()).orElse(row.getAtMs()),
        new Target(row.getProvider(), row.getModel()),
        plain(row.getProject()),
        row.getTask(),
        share(row.getStatistic()).orElse(0));
  }

  static Entry.Said saidOf(FactSignalsRecord row) {
    Optional<Answer> answer =
        row.getFamily().isEmpty() ? Optional.empty() : Optional.of(answerOf(row));
    return new Entry.Said(
        new Entry.Head(row.getId(), row.getAtMs(), row.getSignal(), row.getPart()),
        State.valueOf(row.getState().toUpperCase(Locale.ROOT)),
        Optional.of(row.getReason())
            .filter(reason -> !reason.isEmpty())
            .map(reason -> Reason.valueOf(reason.toUpperCase(Locale.ROOT))),
        new Submission(signalOf(row), senderOf(row)),
        answer,
        row.getPCard() == null
            ? Optional.empty()
            : Optional.of(
                new Prediction(
                    row.getPCard(), row.getPModel(), row.getPTask(), row.getPCluster())));
  }

  private static Sender senderOf(FactSignalsRecord row) {
    String reach = row.getReach();
    boolean all = reach.equals(SignalRows.ALL);
    return new Sender(
        row.getReportedBy(), all || reach.isEmpty() ? Optional.empty() : Optional.of(reach), all);
  }

  private static Signal signalOf(FactSignalsRecord row) {
    return new Signal(
        subjectOf(row),
        row.getName(),
        Reporter.valueOf(row.getReporter().toUpperCase(Locale.ROOT)),
        share(row.getStated()),
        new Facets(
            Optional.of(row.getOutcome())
                .filter(outcome -> !outcome.isEmpty())
                .map(outcome -> Outcome.valueOf(outcome.toUpperCase(Locale.ROOT))),
            share(row.getAcceptance()),
            share(row.getEditDistance()),
            share(row.getParseSuccess()),
            share(row.getError()),
            share(row.getGovernanceViolation())),
        row.getConfidence(),
        row.getSamples(),
        number(row.getObservedAtMs()),
        row.getIdempotencyKey(),
        number(row.getSupersedes()),
        Labels.read(row.getLabels()));
  }

  /** Once the answer is known it is the decision that counts, however it was named. */
  private static Subject subjectOf(FactSignalsRecord row) {
    if (!row.getBetter().isEmpty()) {
      return new Subject.OfPair(row.getBetter(), row.getWorse());
    }
    if (!row.getDecisionId().isEmpty()) {
      return new Subject.OfDecision(row.getDecisionId());
    }
    if (!row.getRequestId().isEmpty()) {
      return new Subject.OfRequest(row.getRequestId());
    }
    return row.getSessionId().isEmpty()
        ? new Subject.OfModel(
            new Target(row.getProvider(), row.getModel()),
            row.getTask(),
            Optional.of(plain(row.getProject())))
        : new Subject.OfSession(row.getSessionId());
  }

  private static Answer answerOf(FactSignalsRecord row) {
    return new Answer(
        row.getDecisionId(),
        number(row.getRequest()),
        row.getRequestId(),
        row.getSessionId(),
        row.getAsker(),
        plain(row.getSource()),
        number(row.getDecidedAtMs()).orElse(row.getAtMs()),
        plain(row.getProject()),
        Optional.of(
            new Observation.Place(
                plain(row.getProject()),
                row.getTask(),
                familyOf(row.getFamily()),
                new Target(row.getProvider(), row.getModel()),
                new ClusterMix(row.getClusterMix()))));
  }

  static TaskFamily familyOf(String id) {
    return TaskFamily.valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** Projects and sources as requests name them. */
  static String plain(String name) {
    return name.equals(RequestRecord.UNATTRIBUTED) ? "" : name;
  }

  static OptionalDouble share(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  static OptionalLong number(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
