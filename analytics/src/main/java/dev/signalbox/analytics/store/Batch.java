package dev.signalbox.analytics.store;

import dev.signalbox.analytics.rollup.Dimensions;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.rollup.RollupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  Map<Table<?>, List<Record>> rows() {
    return rows;
  }

  /** By minute. */
  Map<RollupKey, RollupDelta> sums() {
    return sums;
  }

  List<Change> changes() {
    return changes;
  }
}
