package dev.signalbox.gateway.protect;

/**
 * What the process has in use.
 *
 * @param heapPercent of the heap after the latest collection
 * @param directPercent of the memory outside the heap
 * @param files open files, connections included
 * @param mostFiles open files that the system allows; 0 where it does not say
 */
public record Usage(int heapPercent, int directPercent, long files, long mostFiles) {
  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  /** Open files in percent of those that may be. */
  public int filesPercent() {
    return mostFiles == 0 ? 0 : (int) Math.min(100, files * 100 / mostFiles);
  }

  /** Reads what is in use. */
  public interface Meter {
    /** What is in use now. */
    Usage read();

    /** Has the heap collected, so that it is known what of it is garbage. */
    void collect();
  }
}
