import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time of one process, all its threads together, ended ones too.
 *
 * @param process its id
 */
record CpuTime(long process) {
  /** Unit of the times in /proc; the same on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Seconds so far. */
  double seconds() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("a contender is gone", e);
    }
  }
}
