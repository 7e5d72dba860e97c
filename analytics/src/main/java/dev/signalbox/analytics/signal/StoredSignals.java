package dev.signalbox.analytics.signal;

import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.schema.tables.records.FactSignalsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.signals.intake.Entry;
import dev.signalbox.signals.intake.Ledger;
import dev.signalbox.signals.intake.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The ledger of signals in the database. Used by the one thread that takes signals. */
public final class StoredSignals implements Ledger {
  /** Values of one question. */
  private static final int STEP = 500;

  private static final long LONGEST_SECONDS = 10;

  private final Database database;
  private final FactWriter writer;

  /**
   * Signals in {@code database}.
   *
   * @param writer the one writer of {@link Area#FACTS}
   */
  public StoredSignals(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  @Override
  public Set<Long> append(List<? extends Entry> rows) {
    List<FactSignalsRecord> made = rows.stream().map(SignalRows::of).toList();
    try {
      writer.write(batch -> made.forEach(batch::insert)).get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return stored(rows.stream().map(Entry::id).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStored(e);
    } catch (ExecutionException | TimeoutException | DataAccessException e) {
      throw new NotStored(e);
    }
  }

  @Override
  public Set<Long> stored(Collection<Long> rows) {
    Set<Long> found = new HashSet<>();
    for (List<Long> step : steps(rows)) {
      found.addAll(
          facts()
              .select(FACT_SIGNALS.ID)
              .from(FACT_SIGNALS)
              .where(FACT_SIGNALS.ID.in(step))
              .fetch(FACT_SIGNALS.ID));
    }
    return found;
  }

  @Override
  public Map<Long, List<Entry>> ofSignals(Collection<Long> signals) {
    Map<Long, List<Entry>> found = new HashMap<>();
    for (List<Long> step : steps(signals)) {
      facts()
          .selectFrom(FACT_SIGNALS)
          .where(FACT_SIGNALS.SIGNAL.in(step))
          .orderBy(FACT_SIGNALS.ID)
          .forEach(
              row ->
                  found
                      .computeIfAbsent(row.getSignal(), _ -> new ArrayList<>())
                      .add(SignalEntries.of(row)));
    }
    return found;
  }

  @Override
  public Map<Keyed, Long> ofKeys(Collection<Keyed> keys) {
    Map<String, List<String>> byLabel =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    Keyed::label, Collectors.mapping(Keyed::key, Collectors.toList())));
    Map<Keyed, Long> found = new HashMap<>();
    byLabel.forEach(
        (label, all) -> {
          for (List<String> step : steps(all)) {
            facts()
                .select(FACT_SIGNALS.IDEMPOTENCY_KEY, FACT_SIGNALS.SIGNAL)
                .from(FACT_SIGNALS)
                .where(FACT_SIGNALS.REPORTED_BY.eq(label))
                .and(FACT_SIGNALS.IDEMPOTENCY_KEY.in(step))
                .and(FACT_SIGNALS.IDEMPOTENCY_KEY.ne(DSL.inline("")))
                .forEach(row -> found.put(new Keyed(label, row.value1()), row.value2()));
          }
        });
    return found;
  }

  @Override
  public List<Entry.Said> pending(long fromId, int most) {
    var later = FACT_SIGNALS.as("later");
    return facts()
        .selectFrom(FACT_SIGNALS)
        .where(FACT_SIGNALS.STATE.eq(DSL.inline(State.PENDING.id())))
        .and(FACT_SIGNALS.ID.ge(fromId))
        .andNotExists(
            DSL.selectOne()
                .from(later)
                .where(later.SIGNAL.eq(FACT_SIGNALS.SIGNAL))
                .and(later.ID.ne(FACT_SIGNALS.ID)))
        .orderBy(FACT_SIGNALS.ID)
        .limit(most)
        .fetch(SignalEntries::saidOf);
  }

  @Override
  public Set<Long> revoked(Collection<Long> signals) {
    Set<Long> found = new HashSet<>();
    for (List<Long> step : steps(signals)) {
      found.addAll(
          facts()
              .select(FACT_SIGNALS.SIGNAL)
              .from(FACT_SIGNALS)
              .where(FACT_SIGNALS.SIGNAL.in(step))
              .and(FACT_SIGNALS.KIND.eq(SignalRows.REVOKED))
              .fetch(FACT_SIGNALS.SIGNAL));
    }
    return found;
  }

  @Override
  public List<Entry> rows(Collection<Long> ids) {
    List<Entry> found = new ArrayList<>();
    for (List<Long> step : steps(ids)) {
      found.addAll(
          facts()
              .selectFrom(FACT_SIGNALS)
              .where(FACT_SIGNALS.ID.in(step))
              .fetch(SignalEntries::of));
    }
    found.sort(Entry.BY_ID);
    return found;
  }

  @Override
  public List<Long> ids(long after, int except, int most) {
    return facts()
        .select(FACT_SIGNALS.ID)
        .from(FACT_SIGNALS)
        .where(FACT_SIGNALS.ID.gt(after))
        .and(FACT_SIGNALS.ID.div(FactIds.NODE_UNIT).mod((long) FactIds.NODES).ne((long) except))
        .orderBy(FACT_SIGNALS.ID)
        .limit(most)
        .fetch(FACT_SIGNALS.ID);
  }

  @Override
  public List<Entry> page(long after, int most) {
    return facts()
        .selectFrom(FACT_SIGNALS)
        .where(FACT_SIGNALS.ID.gt(after))
        .orderBy(FACT_SIGNALS.ID)
        .limit(most)
        .fetch(SignalEntries::of);
  }

  @Override
  public long beginOfNewest(long fromId, int most) {
    return facts()
        .select(FACT_SIGNALS.ID)
        .from(FACT_SIGNALS)
        .where(FACT_SIGNALS.ID.gt(fromId))
        .orderBy(FACT_SIGNALS.ID.desc())
        .limit(1)
        .offset(most)
        .fetchOptional(FACT_SIGNALS.ID)
        .orElse(fromId);
  }

  private static <T> List<List<T>> steps(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> steps = new ArrayList<>();
    for (int from = 0; from < list.size(); from += STEP) {
      steps.add(list.subList(from, Math.min(list.size(), from + STEP)));
    }
    return steps;
  }

  private DSLContext facts() {
    return database.reading(Area.FACTS);
  }
}
