package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.migrate.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of each key of a file that was imported. It has keys and no values, so that it can be
 * shown around; a name that is a secret is a number in it.
 *
 * @param file the name of the source
 * @param findings in the order of the source, each key once
 * @param additions what the source does not say and ours needs, or what is to be known of it
 * @param secrets keys of the source whose secrets stand in the file that was made
 */
public record MigrationReport(
    String file,
    SourceKind kind,
    List<Finding> findings,
    List<String> additions,
    List<String> secrets) {
  public MigrationReport {
    findings = List.copyOf(findings);
    additions = List.copyOf(additions);
    secrets = List.copyOf(secrets);
  }

  private static final String LITERAL =
      "the secret itself is in the file; put it into an environment variable and write ${NAME}";

  /** How many keys came to {@code outcome}. */
  public long count(Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }

  /** One sentence with the figures. */
  public String summary() {
    return "%d keys of %s (%s): %d taken, %d approximated, %d without an equivalent"
        .formatted(
            findings.size(),
            file,
            kind.title(),
            count(Outcome.TAKEN),
            count(Outcome.APPROXIMATED),
            count(Outcome.WITHOUT));
  }

  /** The report for a terminal, a line for each key. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    findings.forEach(
        finding ->
            lines.add(
                "  %s%s: %s"
                    .formatted(
                        finding.line() > 0 ? "line " + finding.line() + " " : "",
                        finding.key(),
                        finding.sentence())));
    additions.forEach(addition -> lines.add("  note: " + addition));
    secrets.forEach(secret -> lines.add("  warning: " + secret + ": " + LITERAL));
    return List.copyOf(lines);
  }

  /** The report as a file: JSON where {@code name} ends so, else Markdown. */
  public String as(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".json") ? json() : markdown();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# Import of %s\n\n".formatted(cell(file)));
    text.append(summary()).append(".\n");
    for (Outcome outcome : List.of(Outcome.WITHOUT, Outcome.APPROXIMATED, Outcome.TAKEN)) {
      List<Finding> some =
          findings.stream().filter(finding -> finding.outcome() == outcome).toList();
      if (!some.isEmpty()) {
        text.append("\n## ").append(capitalized(outcome.words())).append("\n\n");
        text.append("| key | line | now | remark |\n| --- | --- | --- | --- |\n");
        some.forEach(
            finding ->
                text.append(
                    "| `%s` | %d | %s | %s |\n"
                        .formatted(
                            cell(finding.key()),
                            finding.line(),
                            cell(finding.as()),
                            cell(finding.note()))));
      }
    }
    list(text, "Notes", additions);
    list(text, "Warnings", secrets.stream().map(key -> "`" + key + "`: " + LITERAL).toList());
    return text.toString();
  }

  private static void list(StringBuilder text, String title, List<String> points) {
    if (!points.isEmpty()) {
      text.append("\n## ").append(title).append("\n\n");
      points.forEach(point -> text.append("- ").append(point).append('\n'));
    }
  }

  private static String capitalized(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\p{Cntrl}", " ");
  }

  private String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("file", file).put("kind", kind.id());
    ArrayNode keys = root.putArray("keys");
    findings.forEach(
        finding ->
            keys.addObject()
                .put("key", finding.key())
                .put("line", finding.line())
                .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                .put("as", finding.as())
                .put("note", finding.note()));
    ArrayNode notes = root.putArray("notes");
    additions.forEach(notes::add);
    ArrayNode literal = root.putArray("secrets");
    secrets.forEach(literal::add);
    return root.toPrettyString() + "\n";
  }
}
