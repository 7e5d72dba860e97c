package dev.signalbox.analytics.shared;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Some states as they were read, and what is to be written in their place. */
public final class StatePage {
  private final long nanos;
  private final Map<String, byte[]> read;
  private final SortedMap<String, Change> changes = new TreeMap<>();

  /** What is to be written. */
  public static final class Change {
    private final byte[] state;
    private final Duration kept;

    private Change(byte[] state, Duration kept) {
      this.state = state;
      this.kept = kept;
    }

    /** The bytes themselves, which nobody changes. */
    public byte[] state() {
      return state;
    }

    /** How long it is needed. */
    public Duration kept() {
      return kept;
    }
  }

  /**
   * A page without changes.
   *
   * @param nanos by the store's clock, since 1970
   * @param read those that there are
   */
  public StatePage(long nanos, Map<String, byte[]> read) {
    this.nanos = nanos;
    this.read = Map.copyOf(read);
  }

  /** The time by the store's clock, in nanoseconds since 1970. */
  public long nanos() {
    return nanos;
  }

  /** The state of {@code key} as it was read; empty where there is none. */
  public Optional<byte[]> read(String key) {
    return Optional.ofNullable(read.get(key));
  }

  /** Writes {@code state} for {@code key}, which is of those that the page was made for. */
  public void write(String key, byte[] state, Duration kept) {
    changes.put(key, new Change(state, kept));
  }

  /** What is to be written, by key. */
  public SortedMap<String, Change> changes() {
    return changes;
  }
}
