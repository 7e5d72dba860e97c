import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
    return seconds(Path.of("/proc/" + process));
  }

  /** Seconds so far of the threads that compile; 0 where there are none. */
  double compiling() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
      return threads.filter(CpuTime::compiles).mapToDouble(CpuTime::seconds).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("a contender is gone", e);
    }
  }

  private static boolean compiles(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static double seconds(Path entry) {
    try {
      String stat = Files.readString(entry.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("a contender is gone", e);
    }
  }
}
