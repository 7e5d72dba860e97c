package dev.signalbox.analytics.decision;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** Walks through the decisions of requests that are over, the newest first. All of it blocks. */
public final class DecisionHistory {
  /** Decisions that are read together. */
  public static final int PAGE = 500;

  /** Decisions among which those of one profile are looked for. */
  static final int LOOKED_THROUGH = 20_000;

  private static final String LIVE = "live";
  private static final String GATEWAY = "gateway";

  private final Database database;

  /** The decisions in {@code database}. */
  public DecisionHistory(Database database) {
    this.database = database;
  }

  /**
   * Which are wanted.
   *
   * @param project {@code (unattributed)} for those without one; empty for all
   * @param profile id of the profile they were made by, of the newest {@value #LOOKED_THROUGH}
   *     only; empty for all
   */
  public record Wanted(Span span, Optional<String> project, Optional<String> profile) {
    /** Those of any profile. */
    public Wanted(Span span, Optional<String> project) {
      this(span, project, Optional.empty());
    }
  }

  /**
   * Some of them.
   *
   * @param unreadable why, for each that is stored in a way that this version cannot read
   * @param next the number that the next page is before; empty when there is none
   */
  public record Page(List<PastDecision> decisions, List<String> unreadable, OptionalLong next) {
    public Page {
      decisions = List.copyOf(decisions);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * The newest that are {@code wanted}.
   *
   * @param before only those of a lower number
   * @param limit how many at most, and no more than {@link #PAGE}
   */
  public Page newest(Wanted wanted, long before, int limit) {
    int most = Math.min(limit, PAGE);
    DSLContext facts = facts();
    Result<Record> rows =
        new DecisionReader(facts)
            .decisions()
            .where(FACT_DECISIONS.ID.lt(before))
            .and(conditionOf(wanted))
            .orderBy(FACT_DECISIONS.ID.desc())
            .limit(most)
            .fetch();
    return page(rows, most, facts);
  }

  private static Page page(Result<Record> rows, int most, DSLContext facts) {
    Map<Long, PastDecision.Answered> answered =
        answered(
            rows.getValues(FACT_DECISIONS.REQUEST).stream().filter(Objects::nonNull).toList(),
            facts);
    Map<String, PastDecision.Said> said = said(rows.getValues(FACT_DECISIONS.DECISION_ID), facts);
    List<PastDecision> decisions = new ArrayList<>(rows.size());
    List<String> unreadable = new ArrayList<>();
    for (Record row : rows) {
      try {
        DecisionRecord record = DecisionReader.recordOf(row);
        Long request = row.get(FACT_DECISIONS.REQUEST);
        decisions.add(
            new PastDecision(
                record,
                propensity(row.get(FACT_DECISIONS.PROPENSITY)),
                Optional.ofNullable(request == null ? null : answered.get(request)),
                Optional.ofNullable(said.get(record.id()))));
      } catch (IllegalArgumentException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    return new Page(
        decisions,
        unreadable,
        rows.size() < most
            ? OptionalLong.empty()
            : OptionalLong.of(rows.getLast().get(FACT_DECISIONS.ID)));
  }

  /**
   * The deployments that were chosen most often among the newest {@code limit} that are {@code
   * wanted}, most often first.
   */
  public List<Target> mostChosen(Wanted wanted, int limit, int most) {
    var newest =
        facts()
            .select(FACT_DECISIONS.CHOSEN_PROVIDER, FACT_DECISIONS.CHOSEN_MODEL)
            .from(FACT_DECISIONS)
            .where(conditionOf(wanted))
            .and(FACT_DECISIONS.CHOSEN_PROVIDER.ne(inline("")))
            .orderBy(FACT_DECISIONS.ID.desc())
            .limit(limit)
            .asTable("newest");
    var provider = newest.field(FACT_DECISIONS.CHOSEN_PROVIDER);
    var model = newest.field(FACT_DECISIONS.CHOSEN_MODEL);
    return facts()
        .select(provider, model)
        .from(newest)
        .groupBy(provider, model)
        .orderBy(count().desc(), provider, model)
        .limit(most)
        .fetch(row -> new Target(row.value1(), row.value2()));
  }

  private static Condition conditionOf(Wanted wanted) {
    return FACT_DECISIONS
        .ID
        .lt(FactIds.firstAt(wanted.span().until()))
        .and(FACT_DECISIONS.ID.ge(FactIds.firstAt(wanted.span().from())))
        .and(FACT_DECISIONS.MODE.eq(inline(LIVE)))
        .and(FACT_DECISIONS.RESULT.ne(inline("")))
        .and(wanted.project().map(FACT_DECISIONS.PROJECT::eq).orElse(noCondition()))
        .and(wanted.profile().map(DecisionHistory::isRecentOf).orElse(noCondition()));
  }

  /** One that few requests have would be looked for through all there are. */
  private static Condition isRecentOf(String profile) {
    var newest = FACT_DECISIONS.as("newest");
    return FACT_DECISIONS
        .PROFILE
        .eq(profile)
        .and(
            FACT_DECISIONS.ID.ge(
                coalesce(
                    field(
                        select(newest.ID)
                            .from(newest)
                            .orderBy(newest.ID.desc())
                            .limit(1)
                            .offset(LOOKED_THROUGH)),
                    inline(0L))));
  }

  private static OptionalLong propensity(int stored) {
    return stored > 0 ? OptionalLong.of(stored) : OptionalLong.empty();
  }

  /** By request, the call that answered it. */
  private static Map<Long, PastDecision.Answered> answered(List<Long> requests, DSLContext facts) {
    Map<Long, PastDecision.Answered> found = HashMap.newHashMap(requests.size());
    facts
        .selectFrom(FACT_ATTEMPTS)
        .where(FACT_ATTEMPTS.REQUEST.in(requests))
        .and(FACT_ATTEMPTS.OUTCOME.eq(inline(AttemptRecord.ANSWERED)))
        .forEach(row -> found.put(row.getRequest(), answered(row)));
    return found;
  }

  private static PastDecision.Answered answered(FactAttemptsRecord row) {
    return new PastDecision.Answered(
        new Target(row.getProvider(), row.getModel()),
        new TokenBuckets(
            row.getInputTokens(),
            row.getCacheReadTokens(),
            row.getCacheWriteTokens(),
            row.getCacheWriteHourTokens(),
            row.getAudioInputTokens(),
            row.getOutputTokens(),
            row.getReasoningTokens(),
            row.getAudioOutputTokens()),
        Math.max(0, row.getTotalMs()));
  }

  private static final class Sum {
    private double weight;
    private double values;
    private int signals;
  }

  /** By decision, what holds of what signals say of its answer. */
  private static Map<String, PastDecision.Said> said(List<String> decisions, DSLContext facts) {
    var later = FACT_SIGNALS.as("later");
    Map<String, Sum> sums = new HashMap<>();
    facts
        .select(FACT_SIGNALS.DECISION_ID, FACT_SIGNALS.VALUE, FACT_SIGNALS.WEIGHT)
        .from(FACT_SIGNALS)
        .where(FACT_SIGNALS.DECISION_ID.in(decisions))
        .and(FACT_SIGNALS.DECISION_ID.ne(inline("")))
        .and(FACT_SIGNALS.KIND.eq(inline("signal")))
        .and(FACT_SIGNALS.STATE.eq(inline("applied")))
        .and(FACT_SIGNALS.REPORTER.ne(inline(GATEWAY)))
        .and(FACT_SIGNALS.VALUE.isNotNull())
        .andNotExists(
            selectOne()
                .from(later)
                .where(later.SIGNAL.eq(FACT_SIGNALS.SIGNAL))
                .and(later.KIND.eq(inline("revoked"))))
        .forEach(
            row -> {
              Sum sum = sums.computeIfAbsent(row.value1(), _ -> new Sum());
              sum.weight += row.value3();
              sum.values += row.value3() * row.value2();
              sum.signals++;
            });
    Map<String, PastDecision.Said> said = HashMap.newHashMap(sums.size());
    sums.forEach(
        (decision, sum) -> {
          if (sum.weight > 0) {
            said.put(decision, new PastDecision.Said(sum.values / sum.weight, sum.signals));
          }
        });
    return said;
  }

  /**
   * A part of a snapshot.
   *
   * @throws IllegalArgumentException if it is not stored, or in a way that this version cannot read
   */
  public JsonNode part(PartKind kind, String revision) {
    return new DecisionReader(facts()).part(kind, revision);
  }

  private DSLContext facts() {
    return database.reading(Area.FACTS);
  }
}
