package dev.signalbox.gateway.e2e.faults;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was seen of each fault, to be read at the end of the tests. */
final class FaultTable {
  private static final Logger LOG = LoggerFactory.getLogger("faults");

  private final List<String> lines = new ArrayList<>();

  /** What came of a fault when nobody else, or somebody else, could answer. */
  record Seen(String fault, String outcome, List<String> attempts, String counter, long millis) {}

  void add(Seen seen) {
    lines.add(
        "%-48s | %-34s | %-62s | %-30s | %5d"
            .formatted(
                seen.fault(),
                seen.outcome(),
                String.join(", ", seen.attempts()),
                seen.counter(),
                seen.millis()));
  }

  void print() {
    LOG.warn(
        "{} faults\n{}",
        lines.size(),
        "%-48s | %-34s | %-62s | %-30s | %5s\n%s"
            .formatted("fault", "outcome", "attempts", "counter", "ms", String.join("\n", lines)));
  }
}
