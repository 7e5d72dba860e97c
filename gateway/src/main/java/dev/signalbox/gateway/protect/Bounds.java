package dev.signalbox.gateway.protect;

/**
 * What {@link OverloadSettings} come to for each priority; compared with what is, once a request.
 */
record Bounds(Bound low, Bound normal, Bound high) {
  /** Between the bounds of two priorities, in percent of all memory. */
  private static final int STEP_PERCENT = 4;

  private static final int WHOLE = 100;
  private static final int TENTHS = 10;

  /**
   * Bounds for one priority; what is beyond the first two or reaches one of the others keeps it
   * out.
   *
   * @param requests under way
   * @param lagNanos of the event loop
   * @param memoryPercent of the heap, and of the memory outside it
   * @param filesPercent of the open files
   */
  record Bound(int requests, long lagNanos, int memoryPercent, int filesPercent) {
    /** What of the process there is too much of. */
    Strain strain(Usage usage) {
      if (usage.heapPercent() >= memoryPercent) {
        return Strain.HEAP;
      }
      if (usage.directPercent() >= memoryPercent) {
        return Strain.DIRECT_MEMORY;
      }
      return usage.filesPercent() >= filesPercent ? Strain.FILES : Strain.NONE;
    }
  }

  static Bounds of(OverloadSettings settings) {
    return new Bounds(
        bound(settings, settings.lowPercent(), 2, 3),
        bound(settings, settings.normalPercent(), 1, 5),
        bound(settings, WHOLE, 0, 7));
  }

  /**
   * The bounds of one priority.
   *
   * @param steps below the bound of memory
   * @param tenths of the files beyond the bound, which are spare so that what is connected is
   *     served
   */
  private static Bound bound(OverloadSettings settings, int share, int steps, int tenths) {
    int spare = WHOLE - settings.filesPercent();
    return new Bound(
        Math.max(1, (int) ((long) settings.requests() * share / WHOLE)),
        settings.lag().toNanos() / WHOLE * share,
        Math.max(1, settings.memoryPercent() - steps * STEP_PERCENT),
        settings.filesPercent() + spare * tenths / TENTHS);
  }

  Bound of(Priority priority) {
    return switch (priority) {
      case LOW -> low;
      case NORMAL -> normal;
      case HIGH -> high;
    };
  }
}
