package dev.signalbox.analytics.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last requests, in memory: the oldest gives way when the bound is reached. Guarded by its own
 * monitor, held for a few instructions.
 */
public final class RecentRequests {
  private final int capacity;
  private final Deque<RequestRecord> records = new ArrayDeque<>();
  private long accepted;

  /**
   * An empty store.
   *
   * @param capacity most records kept, at least 1
   */
  public RecentRequests(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1");
    }
    this.capacity = capacity;
  }

  /** Takes {@code record}. */
  public synchronized void accept(RequestRecord record) {
    if (records.size() == capacity) {
      records.removeLast();
    }
    records.addFirst(record);
    accepted++;
  }

  /** At most {@code limit} records, newest first. */
  public synchronized List<RequestRecord> newest(int limit) {
    List<RequestRecord> result = new ArrayList<>(Math.min(limit, records.size()));
    for (RequestRecord record : records) {
      if (result.size() == limit) {
        break;
      }
      result.add(record);
    }
    return result;
  }

  /** How many records were ever accepted. */
  public synchronized long accepted() {
    return accepted;
  }
}
