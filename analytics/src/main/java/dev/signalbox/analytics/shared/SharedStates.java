package dev.signalbox.analytics.shared;

import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;

/** Where states are kept that several processes share. Blocks; used by one thread at a time. */
public interface SharedStates extends AutoCloseable {
  /**
   * States as they are at {@code nanos} of the store's clock, which is the same for all processes.
   *
   * @param nanos since 1970
   */
  record Listing(long nanos, Map<String, byte[]> states) {
    public Listing {
      states = Map.copyOf(states);
    }
  }

  /**
   * Does {@code work} on the states of {@code keys} as if nobody else changed them meanwhile. Where
   * somebody did, it is done again from the beginning: it changes nothing but the page it is given.
   *
   * @param patience how long it may take
   * @throws StatesUnavailable when it was not done, or nobody knows
   */
  <T> T change(SortedSet<String> keys, Duration patience, Function<StatePage, T> work);

  /**
   * The states of {@code keys}, of those that there are.
   *
   * @param patience how long it may take
   * @throws StatesUnavailable when they cannot be read
   */
  Listing read(SortedSet<String> keys, Duration patience);

  /**
   * The states whose key begins with {@code prefix}, at most {@code most} of them.
   *
   * @param patience how long it may take
   * @throws StatesUnavailable when they cannot be read
   */
  Listing list(String prefix, int most, Duration patience);

  @Override
  void close();
}
