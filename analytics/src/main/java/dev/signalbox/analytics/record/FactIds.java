package dev.signalbox.analytics.record;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the numbers that facts are stored under: they grow with time, so that the newest are found
 * without looking at the others. 41 bits of milliseconds since 2024, ten bits of the node that made
 * it, twelve bits that count within a millisecond; when those run out, the next millisecond is
 * borrowed. Used by all threads.
 */
public final class FactIds {
  private static final long EPOCH_MILLIS = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final int NODE_BITS = 10;
  private static final int COUNT_BITS = 12;
  private static final long LAST_MILLIS = Long.MAX_VALUE >> (NODE_BITS + COUNT_BITS);
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  /** One more than the largest node. */
  public static final int NODES = 1 << NODE_BITS;

  /** What an id is divided by to get its node, modulo {@link #NODES}. */
  public static final long NODE_UNIT = 1L << COUNT_BITS;

  private final InstantSource clock;
  private final long node;
  private final AtomicLong last = new AtomicLong();

  /**
   * Ids of one node.
   *
   * @param node from 0 to {@link #NODES}, exclusive; no two nodes of a cluster have the same
   * @param clock the time that is written
   */
  public FactIds(int node, InstantSource clock) {
    if (node < 0 || node >= NODES) {
      throw new IllegalArgumentException("a node is 0 to 1023");
    }
    this.node = node;
    this.clock = clock;
  }

  /** The next id. */
  public long next() {
    long now = Math.max(0, clock.millis() - EPOCH_MILLIS) << COUNT_BITS;
    long taken = last.updateAndGet(before -> Math.max(before + 1, now));
    return (taken >> COUNT_BITS << (NODE_BITS + COUNT_BITS))
        | (node << COUNT_BITS)
        | (taken & COUNT_MASK);
  }

  /** The smallest id that could be made at {@code millis} since 1970 or later; none in 2093. */
  public static long firstAt(long millis) {
    long since = Math.max(0, millis - EPOCH_MILLIS);
    return since > LAST_MILLIS ? Long.MAX_VALUE : since << (NODE_BITS + COUNT_BITS);
  }
}
