package dev.signalbox.analytics.decision;

import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.substring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.schema.tables.records.FactDecisionsRecord;
import dev.signalbox.analytics.schema.tables.records.SnapshotPartsRecord;
import dev.signalbox.engine.archive.DecisionBody;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.archive.Packed;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/** Reads decisions and the snapshots they were made on. */
final class DecisionReader {
  private final DSLContext facts;

  DecisionReader(DSLContext facts) {
    this.facts = facts;
  }

  Optional<KeptDecision> find(String id, Optional<String> asker) {
    return decisions()
        .where(FACT_DECISIONS.DECISION_ID.eq(id))
        .and(asker.map(DecisionReader::askedBy).orElse(noCondition()))
        .orderBy(FACT_DECISIONS.ID.desc())
        .limit(1)
        .fetchOptional()
        .map(DecisionReader::recordOf)
        .map(record -> new KeptDecision(record, snapshot(record.revisions())));
  }

  List<DecisionRecord> newest(DecisionFilter filter, long before, int limit) {
    return decisions()
        .where(FACT_DECISIONS.ID.lt(before))
        .and(conditionOf(filter))
        .orderBy(FACT_DECISIONS.ID.desc())
        .limit(limit)
        .fetch(DecisionReader::recordOf);
  }

  /** Decisions with the ids of their requests, as far as those are stored too. */
  private SelectOnConditionStep<Record> decisions() {
    return facts
        .select(FACT_DECISIONS.asterisk(), FACT_REQUESTS.REQUEST_ID)
        .from(FACT_DECISIONS)
        .leftJoin(FACT_REQUESTS)
        .on(FACT_REQUESTS.ID.eq(FACT_DECISIONS.REQUEST));
  }

  /** The same as {@link DecisionFilter#admits}. */
  private static Condition conditionOf(DecisionFilter filter) {
    return noCondition()
        .and(filter.asker().map(DecisionReader::askedBy).orElse(noCondition()))
        .and(filter.project().map(FACT_DECISIONS.PROJECT::eq).orElse(noCondition()))
        .and(filter.source().map(FACT_DECISIONS.SOURCE::eq).orElse(noCondition()))
        .and(
            filter
                .mode()
                .map(DecisionMeta.Mode::id)
                .map(FACT_DECISIONS.MODE::eq)
                .orElse(noCondition()))
        .and(filter.model().map(DecisionReader::isAbout).orElse(noCondition()));
  }

  /** The index leaves out decisions that nobody in particular asked for. */
  private static Condition askedBy(String asker) {
    Condition condition = FACT_DECISIONS.ASKER.eq(asker);
    return asker.isEmpty() ? condition : condition.and(FACT_DECISIONS.ASKER.ne(inline("")));
  }

  private static Condition isAbout(String name) {
    int slash = name.indexOf('/');
    Condition chosen =
        slash < 0
            ? FACT_DECISIONS.CHOSEN_MODEL.eq(name)
            : FACT_DECISIONS
                .CHOSEN_MODEL
                .eq(name)
                .or(
                    FACT_DECISIONS
                        .CHOSEN_PROVIDER
                        .eq(name.substring(0, slash))
                        .and(FACT_DECISIONS.CHOSEN_MODEL.eq(name.substring(slash + 1))));
    return FACT_DECISIONS
        .REQUESTED_MODEL
        .eq(name)
        .or(chosen)
        .or(FACT_DECISIONS.SERVED.eq(name))
        .or(
            substring(FACT_DECISIONS.SERVED, position(FACT_DECISIONS.SERVED, "/").plus(1))
                .eq(name));
  }

  private static DecisionRecord recordOf(Record found) {
    FactDecisionsRecord row = found.into(FACT_DECISIONS);
    String request = Optional.ofNullable(found.get(FACT_REQUESTS.REQUEST_ID)).orElse("");
    DecisionBody body = DecisionBody.read(Packed.unpack(row.getBody()));
    return new DecisionRecord(
        row.getId(),
        new DecisionMeta(
            row.getDecisionId(),
            body.at(),
            DecisionMeta.Mode.valueOf(row.getMode().toUpperCase(Locale.ROOT)),
            row.getMicros(),
            outcomeOf(row, body, request),
            row.getPolicy()),
        row.getAsker(),
        body.question(),
        Revisions.ofText(row.getRevisions()),
        body.plan());
  }

  private static Optional<DecisionMeta.Outcome> outcomeOf(
      FactDecisionsRecord row, DecisionBody body, String request) {
    if (row.getResult().isEmpty()) {
      return Optional.empty();
    }
    String served = row.getServed();
    int slash = served.indexOf('/');
    return Optional.of(
        new DecisionMeta.Outcome(
            slash < 0
                ? Optional.empty()
                : Optional.of(new Target(served.substring(0, slash), served.substring(slash + 1))),
            body.answeredModel(),
            row.getAttempts(),
            row.getResult(),
            request,
            body.verified()));
  }

  private Snapshot snapshot(Revisions revisions) {
    return SnapshotCodec.read(revisions, kind -> part(kind, kind.revisionIn(revisions)));
  }

  private JsonNode part(PartKind kind, String revision) {
    SnapshotPartsRecord stored = stored(kind, revision);
    JsonNode json = Packed.unpack(stored.getBody());
    return stored.getBase().isEmpty()
        ? json
        : SnapshotCodec.resolved(Packed.unpack(stored(kind, stored.getBase()).getBody()), json);
  }

  private SnapshotPartsRecord stored(PartKind kind, String revision) {
    return facts
        .selectFrom(SNAPSHOT_PARTS)
        .where(row(SNAPSHOT_PARTS.KIND, SNAPSHOT_PARTS.REVISION).eq(kind.id(), revision))
        .fetchOptional()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the %s part `%s` that it was made on is not stored"
                        .formatted(kind.id(), revision)));
  }
}
