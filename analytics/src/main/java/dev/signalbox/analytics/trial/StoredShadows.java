package dev.signalbox.analytics.trial;

import static dev.signalbox.analytics.schema.Tables.FACT_SHADOWS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.FactShadowsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.naming.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** The store of shadow decisions in the database. Used by all threads. */
public final class StoredShadows implements ShadowStore {
  /** Moves that a summary tells one by one. */
  static final int MOST_MOVES = 50;

  private static final Field<Integer> COUNT = count();
  private static final Field<BigDecimal> NANOS = sum(FACT_SHADOWS.DELTA_NANOS);
  private static final Field<BigDecimal> MILLIS = sum(FACT_SHADOWS.DELTA_MS);
  private static final Field<BigDecimal> QUALITY = sum(FACT_SHADOWS.DELTA_QUALITY);

  private final Database database;
  private final FactWriter writer;

  /**
   * Shadow decisions in {@code database}.
   *
   * @param writer the one writer of {@link Area#FACTS}
   */
  public StoredShadows(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  @Override
  public void keep(ShadowDecision decision) {
    writer.offer(batch -> batch.insert(row(decision)));
  }

  private static FactShadowsRecord row(ShadowDecision decision) {
    FactShadowsRecord row = Rows.of(new FactShadowsRecord());
    row.setId(decision.number());
    row.setAtMs(decision.atMillis());
    row.setDecisionId(decision.decision());
    row.setRevision(decision.revision());
    row.setProject(decision.of().project());
    row.setTask(decision.of().task());
    row.setProfile(decision.of().profile());
    row.setProvider(decision.from().provider());
    row.setModel(decision.from().model());
    row.setTrialProvider(decision.to().map(Target::provider).orElse(""));
    row.setTrialModel(decision.to().map(Target::model).orElse(""));
    row.setMoved((short) (decision.isMoved() ? 1 : 0));
    row.setDeltaNanos(decision.difference().nanos());
    row.setDeltaMs(decision.difference().millis());
    row.setDeltaQuality(decision.difference().quality());
    return row;
  }

  @Override
  public ShadowSummary summary(String revision) {
    DSLContext facts = database.reading(Area.FACTS);
    Record all =
        facts
            .select(COUNT, sum(FACT_SHADOWS.MOVED), NANOS, MILLIS, QUALITY)
            .from(FACT_SHADOWS)
            .where(FACT_SHADOWS.REVISION.eq(revision))
            .fetchSingle();
    int refused =
        facts.fetchCount(
            FACT_SHADOWS, FACT_SHADOWS.REVISION.eq(revision), FACT_SHADOWS.TRIAL_MODEL.eq(""));
    return new ShadowSummary(
        all.get(COUNT),
        whole(all.get(sum(FACT_SHADOWS.MOVED))),
        refused,
        differenceOf(all),
        moves(facts, revision));
  }

  private static List<ShadowSummary.Move> moves(DSLContext facts, String revision) {
    return facts
        .select(
            FACT_SHADOWS.PROVIDER,
            FACT_SHADOWS.MODEL,
            FACT_SHADOWS.TRIAL_PROVIDER,
            FACT_SHADOWS.TRIAL_MODEL,
            COUNT,
            NANOS,
            MILLIS,
            QUALITY)
        .from(FACT_SHADOWS)
        .where(FACT_SHADOWS.REVISION.eq(revision).and(FACT_SHADOWS.MOVED.eq((short) 1)))
        .groupBy(
            FACT_SHADOWS.PROVIDER,
            FACT_SHADOWS.MODEL,
            FACT_SHADOWS.TRIAL_PROVIDER,
            FACT_SHADOWS.TRIAL_MODEL)
        .orderBy(COUNT.desc(), FACT_SHADOWS.PROVIDER, FACT_SHADOWS.MODEL, FACT_SHADOWS.TRIAL_MODEL)
        .limit(MOST_MOVES)
        .fetch(
            row ->
                new ShadowSummary.Move(
                    new Target(row.get(FACT_SHADOWS.PROVIDER), row.get(FACT_SHADOWS.MODEL))
                        .toString(),
                    targetOf(row).map(Target::toString).orElse(""),
                    row.get(COUNT),
                    differenceOf(row)));
  }

  private static ShadowDecision.Difference differenceOf(Record row) {
    return new ShadowDecision.Difference(
        whole(row.get(NANOS)), whole(row.get(MILLIS)), whole(row.get(QUALITY)));
  }

  /** A sum; nothing sums to nothing. */
  private static long whole(BigDecimal sum) {
    return Optional.ofNullable(sum).map(BigDecimal::longValue).orElse(0L);
  }

  private static Optional<Target> targetOf(Record row) {
    String model = row.get(FACT_SHADOWS.TRIAL_MODEL);
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(new Target(row.get(FACT_SHADOWS.TRIAL_PROVIDER), model));
  }

  @Override
  public List<ShadowDecision> newest(String revision, long before, int limit) {
    return database
        .reading(Area.FACTS)
        .selectFrom(FACT_SHADOWS)
        .where(FACT_SHADOWS.REVISION.eq(revision).and(FACT_SHADOWS.ID.lt(before)))
        .orderBy(FACT_SHADOWS.ID.desc())
        .limit(limit)
        .fetch(StoredShadows::decisionOf);
  }

  private static ShadowDecision decisionOf(FactShadowsRecord row) {
    return new ShadowDecision(
        row.getId(),
        row.getAtMs(),
        row.getDecisionId(),
        row.getRevision(),
        new ShadowDecision.Of(row.getProject(), row.getTask(), row.getProfile()),
        new Target(row.getProvider(), row.getModel()),
        targetOf(row),
        new ShadowDecision.Difference(
            row.getDeltaNanos(), row.getDeltaMs(), row.getDeltaQuality()));
  }
}
