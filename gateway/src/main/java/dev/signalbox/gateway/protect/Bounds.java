package dev.signalbox.gateway.protect;

/**
 * What {@link OverloadSettings} come to for each priority; compared with what is, once a request.
 */
final class Bounds {
  /** Between the bounds of two priorities, in percent of all memory. */
  private static final int STEP_PERCENT = 4;

  /** Of the files beyond the bound, so that connections that are open can be served: in tenths. */
  private static final int[] SPARE_TENTHS = {3, 5, 7};

  private static final int WHOLE = 100;

  private final int[] requests = new int[Priority.values().length];
  private final long[] lagNanos = new long[requests.length];
  private final int[] memoryPercent = new int[requests.length];
  private final int[] filesPercent = new int[requests.length];

  Bounds(OverloadSettings settings) {
    for (Priority each : Priority.values()) {
      int at = each.ordinal();
      int share =
          switch (each) {
            case LOW -> settings.lowPercent();
            case NORMAL -> settings.normalPercent();
            case HIGH -> WHOLE;
          };
      int steps = (Priority.HIGH.ordinal() - at) * STEP_PERCENT;
      requests[at] = Math.max(1, (int) ((long) settings.requests() * share / WHOLE));
      lagNanos[at] = settings.lag().toNanos() / WHOLE * share;
      memoryPercent[at] = Math.max(1, settings.memoryPercent() - steps);
      filesPercent[at] =
          settings.filesPercent() + (WHOLE - settings.filesPercent()) * SPARE_TENTHS[at] / 10;
    }
  }

  int requests(Priority priority) {
    return requests[priority.ordinal()];
  }

  long lagNanos(Priority priority) {
    return lagNanos[priority.ordinal()];
  }

  /** What of the process there is too much of for a request of {@code priority}. */
  Strain strain(Usage usage, Priority priority) {
    int most = memoryPercent[priority.ordinal()];
    if (usage.heapPercent() >= most) {
      return Strain.HEAP;
    }
    if (usage.directPercent() >= most) {
      return Strain.DIRECT_MEMORY;
    }
    return usage.filesPercent() >= filesPercent[priority.ordinal()] ? Strain.FILES : Strain.NONE;
  }
}
