package dev.signalbox.gateway.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of each fault, to be read after the tests; the reports of the tests themselves do
 * not tell which row was which.
 */
final class FaultTable {
  private static final Path FILE = Path.of("target/fault-table.md");
  private static final String HEAD =
      "| id | fault | outcome | attempts | counter | ms |\n| --- | --- | --- | --- | --- | --- |\n";

  private final List<String> lines = new ArrayList<>();

  /** What came of a fault when nobody else, or somebody else, could answer. */
  record Seen(Row row, String outcome, List<String> attempts, String counter, long millis) {}

  void add(Seen seen) {
    lines.add(
        "| %s | %s | %s | %s | %s | %d |\n"
            .formatted(
                seen.row().id(),
                seen.row().what(),
                seen.outcome(),
                String.join(", ", seen.attempts()),
                seen.counter(),
                seen.millis()));
  }

  void write() {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, HEAD + String.join("", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
