package dev.signalbox.analytics.store;

import dev.signalbox.analytics.rollup.Dimensions;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.rollup.RollupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableRecord;

/** The rows of some facts, before they are written together. Lives on the writer's thread. */
public final class Batch {
  private final Map<Table<?>, List<Record>> rows = new LinkedHashMap<>();
  private final Map<RollupKey, RollupDelta> sums = new HashMap<>();
  private final List<SumOf> sumsOfRows = new ArrayList<>();

  /** Which row each row goes with, by identity: rows that say the same are two. */
  private final IdentityHashMap<Record, Record> owners = new IdentityHashMap<>();

  /** The tables of these. */
  private final Set<Table<?>> owning = new HashSet<>();

  private final Set<Object> shared = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<Class<?>, Object> joint = new HashMap<>();

  /** A change that is more than new rows. */
  @FunctionalInterface
  public interface Change {
    /** Makes the change within the transaction of the batch. */
    void apply(DSLContext transaction);
  }

  /** Adds a row; one whose key is there already is left out. */
  public void insert(TableRecord<?> row) {
    rows.computeIfAbsent(row.getTable(), _ -> new ArrayList<>()).add(row);
  }

  /**
   * Adds a row that many facts share; within this batch it is made and written once.
   *
   * @param key what it is known by within the batch
   */
  public void insertOnce(Object key, Supplier<? extends TableRecord<?>> row) {
    if (shared.add(key)) {
      insert(row.get());
    }
  }

  /** Adds a row of what {@code owner} is, which is left out where that row was there already. */
  public void insertOf(TableRecord<?> owner, TableRecord<?> row) {
    owners.put(row, owner);
    owning.add(owner.getTable());
    insert(row);
  }

  /**
   * Adds to sums as {@link #sum} does, unless the row {@code owner} of this batch was there
   * already: then somebody else has written it, and counted it.
   */
  public void sumOf(TableRecord<?> owner, long atMillis, Dimensions of, RollupDelta delta) {
    owning.add(owner.getTable());
    sumsOfRows.add(new SumOf(owner, RollupKey.at(Grain.MINUTE, atMillis, of), delta));
  }

  private record SumOf(Record owner, RollupKey key, RollupDelta delta) {}

  /** Adds {@code delta} to the sums of the minute, hour and day that {@code atMillis} lies in. */
  public void sum(long atMillis, Dimensions of, RollupDelta delta) {
    sums.merge(RollupKey.at(Grain.MINUTE, atMillis, of), delta, RollupDelta::plus);
  }

  /** Makes {@code change} after the rows are written. */
  public void change(Change change) {
    changes.add(change);
  }

  /** What facts of this batch do together: the first one has it {@code made}. */
  public <T> T joint(Class<T> kind, Supplier<T> made) {
    return kind.cast(joint.computeIfAbsent(kind, _ -> made.get()));
  }

  /** The tables in the order in which they are written: owners before what is theirs. */
  Set<Table<?>> tables() {
    return rows.keySet();
  }

  /** Whether rows or sums are known to be of rows of {@code table}. */
  boolean hasOwners(Table<?> table) {
    return owning.contains(table);
  }

  /** The rows of {@code table} but for what belongs to rows that are {@code known} already. */
  List<Record> rows(Table<?> table, Set<Record> known) {
    List<Record> all = rows.getOrDefault(table, List.of());
    return known.isEmpty()
        ? all
        : all.stream().filter(row -> !known.contains(owners.getOrDefault(row, row))).toList();
  }

  /** By minute, but for what rows came to that are {@code known} already. */
  Map<RollupKey, RollupDelta> sums(Set<Record> known) {
    Map<RollupKey, RollupDelta> all = new HashMap<>(sums);
    for (SumOf each : sumsOfRows) {
      if (!known.contains(each.owner())) {
        all.merge(each.key(), each.delta(), RollupDelta::plus);
      }
    }
    return all;
  }

  List<Change> changes() {
    return changes;
  }
}
