import java.util.Arrays;

/** Times in nanoseconds, as many as come. Used by one thread at a time. */
final class Samples {
  private long[] nanos = new long[1024];
  private int count;
  private boolean sorted;

  void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = taken;
    sorted = false;
  }

  int count() {
    return count;
  }

  /** The time that {@code share} of them stay within, in microseconds; 0 when there are none. */
  double micros(double share) {
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    return count == 0 ? 0 : nanos[Math.min(count - 1, (int) (count * share))] / 1e3;
  }
}
