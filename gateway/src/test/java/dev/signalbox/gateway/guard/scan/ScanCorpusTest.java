package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Measures the scanner on annotated texts and holds it to a bar; needs a folder beside the
 * repository.
 */
final class ScanCorpusTest {
  private static final double ENOUGH = 0.8;

  @Test
  void findsCredentialsAndLeavesOtherTextsAlone(TestReporter reporter) {
    var scanner = new Scanner(new Scanner.Scope(true, false, List.of()));
    Map<String, Tally> byKind = new TreeMap<>();

    rows("credentials.jsonl").forEach(row -> credentials(scanner, row, byKind));

    report(reporter, byKind);
    assertThat(tally(byKind, "own easy").recall()).isGreaterThanOrEqualTo(0.97);
    assertThat(tally(byKind, "own medium").recall()).isGreaterThanOrEqualTo(0.97);
    assertThat(tally(byKind, "own hard").recall()).isGreaterThanOrEqualTo(0.40);
    assertThat(tally(byKind, "long tail medium").recall()).isGreaterThanOrEqualTo(0.60);
    assertThat(tally(byKind, "negative").share()).isLessThanOrEqualTo(0.01);
  }

  @Test
  void findsPersonalDataAndLittleElse(TestReporter reporter) {
    var scanner = new Scanner(new Scanner.Scope(false, true, List.of()));
    Map<String, Tally> byType = new TreeMap<>();

    rows("pii.jsonl").forEach(row -> personalData(scanner, row, byType));

    report(reporter, byType);
    for (String type : List.of("EMAIL", "US_SSN", "CREDIT_CARD", "IBAN", "IP_ADDRESS")) {
      assertThat(tally(byType, type).recall()).as(type).isGreaterThanOrEqualTo(0.97);
      assertThat(tally(byType, type).precision()).as(type).isGreaterThanOrEqualTo(0.93);
    }
    assertThat(tally(byType, "PHONE").recall()).isGreaterThanOrEqualTo(0.70);
    assertThat(tally(byType, "PHONE").precision()).isGreaterThanOrEqualTo(0.90);
  }

  private static void credentials(Scanner scanner, JsonNode row, Map<String, Tally> byKind) {
    List<Finding> findings = scanner.scan(row.path("text").asText());
    if (!row.path("label").asText().equals("positive")) {
      tally(byKind, row.path("label").asText()).add(!findings.isEmpty());
      return;
    }
    for (JsonNode span : row.path("spans")) {
      String tail = span.path("type").asText().startsWith("np:") ? "long tail " : "own ";
      boolean found = findings.stream().anyMatch(finding -> covers(finding, span));
      String difficulty = row.path("difficulty").asText();
      tally(byKind, tail + difficulty).add(found);
      if (tail.equals("own ")) {
        tally(byKind, "own type " + span.path("type").asText() + " " + difficulty).add(found);
      }
    }
  }

  private static void personalData(Scanner scanner, JsonNode row, Map<String, Tally> byType) {
    List<Finding> findings = scanner.scan(row.path("text").asText());
    Set<Finding> unmatched = new HashSet<>(findings);
    for (JsonNode span : row.path("spans")) {
      String type = span.path("type").asText();
      if (!type.startsWith("other:")) {
        List<Finding> matching =
            findings.stream().filter(f -> f.type().equals(type) && covers(f, span)).toList();
        matching.forEach(unmatched::remove);
        tally(byType, type).add(!matching.isEmpty());
        tally(byType, type + " " + row.path("difficulty").asText()).add(!matching.isEmpty());
      }
    }
    unmatched.forEach(finding -> tally(byType, finding.type()).wrong++);
  }

  private static boolean covers(Finding finding, JsonNode span) {
    int start = span.path("start").asInt();
    int end = span.path("end").asInt();
    int common = Math.min(finding.end(), end) - Math.max(finding.start(), start);
    return common >= ENOUGH * (end - start);
  }

  private static Tally tally(Map<String, Tally> tallies, String name) {
    return tallies.computeIfAbsent(name, _ -> new Tally());
  }

  private static void report(TestReporter reporter, Map<String, Tally> tallies) {
    tallies.forEach((name, tally) -> reporter.publishEntry(name, tally.toString()));
  }

  private static Stream<JsonNode> rows(String file) {
    Path folder = folder();
    Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no annotated texts");
    try {
      return Files.readAllLines(folder.resolve(file)).stream()
          .map(line -> StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    String configured = System.getProperty("signalbox.shared");
    if (configured != null) {
      return Path.of(configured, "sanitize");
    }
    Path module = Path.of("").toAbsolutePath();
    Path repository = Files.exists(module.resolve("mvnw")) ? module : module.resolve("..");
    return repository.resolve("../shared/sanitize").normalize();
  }

  /** What was found of one kind. */
  private static final class Tally {
    private int found;
    private int all;
    private int wrong;

    void add(boolean hit) {
      found += hit ? 1 : 0;
      all++;
    }

    double recall() {
      return (double) found / all;
    }

    double share() {
      return recall();
    }

    double precision() {
      return (double) found / (found + wrong);
    }

    @Override
    public String toString() {
      return "%d of %d, %.3f; %d found elsewhere".formatted(found, all, recall(), wrong);
    }
  }
}
