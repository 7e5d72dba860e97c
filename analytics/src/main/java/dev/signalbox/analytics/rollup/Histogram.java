package dev.signalbox.analytics.rollup;

import java.util.Arrays;

/**
 * How many times lay where, in milliseconds: exact below 16, then eight steps to each doubling, so
 * that a percentile is at most 6 % off. Immutable; two of them add up exactly.
 */
public final class Histogram {
  private static final int EXACT = 16;
  private static final int STEPS = 8;
  private static final int MOST_STEPS = 176; // up to 2^24 ms, four and a half hours

  /** No times. */
  public static final Histogram EMPTY = new Histogram(new long[0]);

  private final long[] counts;

  private Histogram(long[] counts) {
    this.counts = counts;
  }

  /** One time; negative ones count as none at all. */
  public static Histogram of(long millis) {
    if (millis < 0) {
      return EMPTY;
    }
    int step = stepOf(millis);
    long[] counts = new long[step + 1];
    counts[step] = 1;
    return new Histogram(counts);
  }

  private static int stepOf(long millis) {
    if (millis < EXACT) {
      return (int) millis;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(millis);
    int within = (int) (millis >> (doubling - 3)) & (STEPS - 1);
    return Math.min(MOST_STEPS - 1, EXACT + (doubling - 4) * STEPS + within);
  }

  /** The middle of a step, in milliseconds. */
  private static double middleOf(int step) {
    if (step < EXACT) {
      return step;
    }
    int doubling = (step - EXACT) / STEPS + 4;
    int within = (step - EXACT) % STEPS;
    double width = Math.scalb(1.0, doubling - 3);
    return Math.scalb(1.0, doubling) + within * width + (width - 1) / 2;
  }

  /** The times of both. */
  public Histogram plus(Histogram other) {
    if (other.counts.length == 0) {
      return this;
    }
    if (counts.length == 0) {
      return other;
    }
    long[] sum = Arrays.copyOf(counts, Math.max(counts.length, other.counts.length));
    for (int i = 0; i < other.counts.length; i++) {
      sum[i] += other.counts[i];
    }
    return new Histogram(sum);
  }

  /** How many times there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The time that {@code share} of all are at most, in milliseconds; -1 when there are none.
   *
   * @param share from 0 to 1
   */
  public double percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count()));
    long seen = 0;
    for (int step = 0; step < counts.length; step++) {
      seen += counts[step];
      if (seen >= wanted) {
        return middleOf(step);
      }
    }
    return -1;
  }

  /** A compact form: for each step with times the distance from the one before, and the number. */
  public byte[] toBytes() {
    byte[] bytes = new byte[counts.length * 12];
    int end = 0;
    int before = -1;
    for (int step = 0; step < counts.length; step++) {
      if (counts[step] > 0) {
        end = write(step - before, bytes, end);
        end = write(counts[step], bytes, end);
        before = step;
      }
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more come. */
  private static int write(long value, byte[] bytes, int at) {
    long rest = value;
    int end = at;
    while (rest > 0x7f) {
      bytes[end++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
    return end;
  }

  /**
   * What {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  public static Histogram ofBytes(byte[] bytes) {
    Sum sum = new Sum();
    sum.add(bytes);
    return sum.toHistogram();
  }

  /** Adds up many of them; for one thread. */
  public static final class Sum {
    private final long[] counts = new long[MOST_STEPS];

    /**
     * Adds what {@link Histogram#toBytes} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public void add(byte[] bytes) {
      Reader reader = new Reader(bytes);
      int step = -1;
      while (reader.more()) {
        step += (int) Math.min(MOST_STEPS, reader.next());
        if (step < 0 || step >= MOST_STEPS) {
          throw new IllegalArgumentException("a histogram has no step " + step);
        }
        counts[step] += reader.next();
      }
    }

    /** What was added so far. */
    public Histogram toHistogram() {
      int end = MOST_STEPS;
      while (end > 0 && counts[end - 1] == 0) {
        end--;
      }
      return new Histogram(Arrays.copyOf(counts, end));
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    long next() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE && more(); shift += 7) {
        byte part = bytes[at++];
        value |= (long) (part & 0x7f) << shift;
        if (part >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a histogram ends in the middle of a number");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram histogram && Arrays.equals(counts, histogram.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
