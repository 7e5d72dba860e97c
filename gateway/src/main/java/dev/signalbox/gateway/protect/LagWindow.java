package dev.signalbox.gateway.protect;

import java.time.Duration;
import java.util.Arrays;

/** The longest of the last minute, to five seconds. Guarded by its own monitor. */
final class LagWindow {
  private static final int SLICES = 12;
  private static final long SLICE_NANOS = Duration.ofSeconds(5).toNanos();

  private final long[] longest = new long[SLICES];
  private final long[] numbers = new long[SLICES];

  LagWindow() {
    Arrays.fill(numbers, Long.MIN_VALUE);
  }

  /** Takes {@code nanos}, which were seen at {@code now}. */
  synchronized void add(long now, long nanos) {
    long number = Math.floorDiv(now, SLICE_NANOS);
    int at = Math.floorMod(number, SLICES);
    longest[at] = numbers[at] == number ? Math.max(longest[at], nanos) : nanos;
    numbers[at] = number;
  }

  /** The longest that was seen in the minute before {@code now}. */
  synchronized long longest(long now) {
    long oldest = Math.floorDiv(now, SLICE_NANOS) - SLICES;
    long most = 0;
    for (int at = 0; at < SLICES; at++) {
      if (numbers[at] > oldest) {
        most = Math.max(most, longest[at]);
      }
    }
    return most;
  }
}
