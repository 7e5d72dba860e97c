package dev.signalbox.analytics.signal;

import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.schema.tables.FactSignals;
import dev.signalbox.analytics.schema.tables.records.FactSignalsRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Select;

/** Reads signals, each with what became of it. */
public final class SignalList {
  /** Most signals of a page. */
  public static final int MOST = 500;

  private static final FactSignals OTHER = FACT_SIGNALS.as("other");

  private SignalList() {}

  /** What can become of a signal. */
  public enum Standing {
    APPLIED,
    PENDING,
    REJECTED,
    REVOKED,
    SUPERSEDED;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A page, the newest first. */
  public static List<ObjectNode> page(
      SignalFilter filter, Optional<Standing> standing, Before before, DSLContext dsl) {
    List<Long> ids =
        dsl.select(FACT_SIGNALS.ID)
            .from(FACT_SIGNALS)
            .where(FACT_SIGNALS.ID.lt(before.id()))
            .and(FACT_SIGNALS.KIND.eq(SignalRows.SIGNAL))
            .and(FACT_SIGNALS.ID.eq(FACT_SIGNALS.SIGNAL))
            .and(filter.within(FACT_SIGNALS))
            .and(filter.isChoosy() ? exists(rows(filter.on(OTHER))) : noCondition())
            .and(standing.map(SignalList::stands).orElse(noCondition()))
            .orderBy(FACT_SIGNALS.ID.desc())
            .limit(before.limit())
            .fetch(FACT_SIGNALS.ID);
    return of(ids, dsl);
  }

  /**
   * Where a page begins.
   *
   * @param id only signals of a lower number
   * @param limit how many at most
   */
  public record Before(long id, int limit) {}

  /** One signal. */
  public static Optional<ObjectNode> one(long id, DSLContext dsl) {
    return of(List.of(id), dsl).stream().findFirst();
  }

  /** The signals about the answer to a decision, the oldest first. */
  public static List<ObjectNode> ofDecision(String decision, DSLContext dsl) {
    if (decision.isEmpty()) {
      return List.of();
    }
    List<Long> ids =
        dsl.selectDistinct(FACT_SIGNALS.SIGNAL)
            .from(FACT_SIGNALS)
            .where(FACT_SIGNALS.DECISION_ID.eq(decision))
            .and(FACT_SIGNALS.DECISION_ID.ne(inline("")))
            .orderBy(FACT_SIGNALS.SIGNAL)
            .limit(MOST)
            .fetch(FACT_SIGNALS.SIGNAL);
    return of(ids, dsl);
  }

  private static List<ObjectNode> of(List<Long> ids, DSLContext dsl) {
    Map<Long, List<FactSignalsRecord>> rows =
        dsl
            .selectFrom(FACT_SIGNALS)
            .where(FACT_SIGNALS.SIGNAL.in(ids))
            .and(FACT_SIGNALS.KIND.ne(SignalRows.ALARM))
            .orderBy(FACT_SIGNALS.ID)
            .fetch()
            .stream()
            .collect(Collectors.groupingBy(FactSignalsRecord::getSignal));
    return ids.stream()
        .flatMap(id -> Stream.ofNullable(rows.get(id)))
        .filter(all -> all.getFirst().getKind().equals(SignalRows.SIGNAL))
        .map(SignalJson::of)
        .toList();
  }

  private static Condition stands(Standing standing) {
    Condition revoked = OTHER.KIND.eq(SignalRows.REVOKED);
    Condition said = OTHER.KIND.eq(SignalRows.SIGNAL);
    return switch (standing) {
      case REVOKED -> exists(rows(revoked.and(OTHER.SUPERSEDED_BY.isNull())));
      case SUPERSEDED -> exists(rows(revoked.and(OTHER.SUPERSEDED_BY.isNotNull())));
      case APPLIED, REJECTED ->
          exists(rows(said.and(OTHER.STATE.eq(standing.id())))).andNotExists(rows(revoked));
      case PENDING ->
          FACT_SIGNALS.STATE.eq(standing.id()).and(notExists(rows(OTHER.ID.ne(FACT_SIGNALS.ID))));
    };
  }

  private static Select<?> rows(Condition which) {
    return selectOne().from(OTHER).where(OTHER.SIGNAL.eq(FACT_SIGNALS.SIGNAL)).and(which);
  }
}
