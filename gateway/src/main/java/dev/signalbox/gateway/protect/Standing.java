package dev.signalbox.gateway.protect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the process stands by its own account.
 *
 * @param loops one for each event loop that serves
 * @param dependencies what it asks beside providers
 */
public record Standing(
    Requests requests,
    Connections connections,
    List<Loop> loops,
    Usage usage,
    List<Dependency.Report> dependencies) {
  public Standing {
    loops = List.copyOf(loops);
    dependencies = List.copyOf(dependencies);
  }

  /**
   * Requests of clients.
   *
   * @param shedding whether some were refused in the last seconds
   */
  public record Requests(int underWay, int most, ShedCounts.Shed shed, boolean shedding) {}

  /**
   * Connections of clients.
   *
   * @param accepting whether more are accepted
   */
  public record Connections(int open, int most, boolean accepting) {}

  /**
   * An event loop.
   *
   * @param lag how late it is
   * @param longest how late it was at most in the last minute
   * @param stuck whether it has done nothing for too long
   */
  public record Loop(String name, Duration lag, Duration longest, boolean stuck) {}

  /** Its figures, in one line. */
  String inWords() {
    return ("%d of %d requests are under way, event loops were late by %d ms at most, heap after"
            + " collections is at %d %%, direct memory at %d %%, files at %d %%")
        .formatted(
            requests.underWay(),
            requests.most(),
            loops.stream().mapToLong(loop -> loop.longest().toMillis()).max().orElse(0),
            usage.heapPercent(),
            usage.directPercent(),
            usage.filesPercent());
  }

  /** What is not as it should be, in words without spaces; empty when all is. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    if (requests.shedding()) {
      troubles.add("shedding");
    }
    if (!connections.accepting()) {
      troubles.add("not_accepting");
    }
    if (loops.stream().anyMatch(Loop::stuck)) {
      troubles.add("loop_stuck");
    }
    dependencies.stream()
        .filter(Dependency.Report::isTrouble)
        .map(each -> "dependency:" + each.name())
        .forEach(troubles::add);
    return troubles;
  }
}
