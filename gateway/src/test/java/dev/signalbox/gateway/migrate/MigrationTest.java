package dev.signalbox.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.migrate.Finding.Outcome;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MigrationTest {
  @ParameterizedTest
  @EnumSource
  void makesTheFileThatIsExpected(Sample sample) {
    Migration migration = sample.imported();

    assertThat(migration.kind()).isEqualTo(sample.kind());
    assertThat(migration.text()).isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfEveryKeyOfTheSourceOnceAndInOrder(Sample sample) {
    List<String> keys = new ArrayList<>();
    walk("", sample.kind().language().parse(sample.file(), sample.text()), keys);

    List<Finding> findings = sample.imported().report().findings();

    assertThat(keys).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(findings).extracting(Finding::key).containsExactlyElementsOf(keys);
    assertThat(findings).allMatch(finding -> finding.line() > 0);
    assertThat(findings)
        .filteredOn(finding -> finding.outcome() == Outcome.TAKEN)
        .allMatch(finding -> !finding.as().isEmpty() && finding.note().isEmpty());
    assertThat(findings)
        .filteredOn(finding -> finding.outcome() == Outcome.APPROXIMATED)
        .allMatch(finding -> !finding.as().isEmpty() && !finding.note().isEmpty());
    assertThat(findings)
        .filteredOn(finding -> finding.outcome() == Outcome.WITHOUT)
        .allMatch(finding -> finding.as().isEmpty() && !finding.note().isEmpty());
  }

  /** The keys of a tree, written down without the code under test; lists of words are one key. */
  private static void walk(String path, Node node, List<String> keys) {
    switch (node) {
      case Node.Table(var entries, _) when !entries.isEmpty() -> {
        List<String> names = List.copyOf(entries.keySet());
        entries.forEach(
            (name, value) -> {
              String segment = name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
              String named = path.isEmpty() ? segment : path + "." + segment;
              String numbered = "key_map[" + names.indexOf(name) + "]";
              walk(path.equals("key_map") ? numbered : named, value, keys);
            });
      }
      case Node.Items(var values, _) when values.stream().anyMatch(MigrationTest::holds) -> {
        for (int index = 0; index < values.size(); index++) {
          walk(path + "[" + index + "]", values.get(index), keys);
        }
      }
      default -> keys.add(path);
    }
  }

  private static boolean holds(Node node) {
    return node instanceof Node.Table || node instanceof Node.Items;
  }

  @ParameterizedTest
  @EnumSource
  void keepsSecretsOutOfReportsAndWarnsOfThoseInTheFile(Sample sample) {
    MigrationReport report = sample.imported().report();

    String all =
        String.join("\n", report.lines()) + report.as("report.md") + report.as("report.json");

    assertThat(sample.secrets()).isNotEmpty().allMatch(sample.text()::contains);
    assertThat(sample.secrets()).noneMatch(all::contains);
    assertThat(report.secrets()).isNotEmpty();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("  warning: "));
  }

  @Test
  void writesTheReportAsMarkdownAndAsJson() {
    MigrationReport report = Sample.LISTS.imported().report();

    JsonNode json = StrictJson.tryParse(report.as("r.JSON")).orElseThrow();

    assertThat(json.path("kind").asText()).isEqualTo("llm-gateway");
    assertThat(json.path("keys")).hasSize(report.findings().size());
    assertThat(json.at("/keys/0").toString())
        .isEqualTo(
            "{\"key\":\"server.port\",\"line\":2,\"outcome\":\"taken\",\"as\":\"`server.port`\","
                + "\"note\":\"\"}");
    assertThat(report.as("r.md"))
        .startsWith("# Import of llm-gateway-lists.toml\n")
        .contains(
            "\n## Without an equivalent\n",
            "| `server.workers` | 3 |  | this import does not know it",
            "\n## Warnings\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml  | model_list: []                 | litellm
          a       | general_settings: {}           | litellm
          a.yml   | providers: []                  | polyglot
          a.json  | {"providers": {}, "models":{}} | rosetta
          a       | // x\\n{"providers": {}, "server": {}} | rosetta
          a.toml  | [providers.openai]             | llm-gateway
          a       | api_keys = []                  | llm-gateway
          """)
  void knowsWhoseFileItIsByWhatItHolds(String name, String text, String kind) {
    Migration migration =
        Migration.of(
            new Migration.Source(name, text.replace("\\n", "\n"), Optional.empty(), Set.of()));

    assertThat(migration.kind().id()).isEqualTo(kind);
  }

  @Test
  void refusesAFileThatNobodyKnowsAndSaysHowToTell() {
    Migration.Source source = new Migration.Source("a.yaml", "a: 1\n", Optional.empty(), Set.of());

    assertThatThrownBy(() -> Migration.of(source))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining("`--from` says so, with one of `litellm`, `rosetta`");
  }

  @Test
  void tellsTheNewNameOfVariablesThatAreSet() {
    Migration migration =
        Migration.of(
            new Migration.Source(
                "a.toml",
                "[server]\nport = 1\n",
                Optional.of(SourceKind.LLM_GATEWAY),
                Set.of("LLM_GATEWAY__PROVIDERS__OPENAI__API_KEY", "LLM_GATEWAY__METRICS__X")));

    assertThat(migration.report().additions())
        .contains(
            "the variable `LLM_GATEWAY__PROVIDERS__OPENAI__API_KEY` is"
                + " `SIGNALBOX__PROVIDERS__OPENAI__API_KEY` from now on",
            "the variable `LLM_GATEWAY__METRICS__X` has no effect any more; every key of ours is"
                + " set by `SIGNALBOX__SECTION__KEY`");
  }

  @Test
  void namesTheKeysOfTheSourceThatALineComesFrom() {
    Migration migration = Sample.TABLES.imported();
    List<String> lines = migration.text().lines().toList();

    int line = 1 + lines.indexOf("total_timeout_ms = 120000");

    assertThat(migration.originsOf(line)).containsExactly("providers.anthropic.timeout_seconds");
    assertThat(migration.originsOf(1)).isEmpty();
  }
}
