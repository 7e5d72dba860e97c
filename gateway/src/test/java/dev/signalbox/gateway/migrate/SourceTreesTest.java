package dev.signalbox.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read as YAML and as JSON with comments, and what is refused. */
final class SourceTreesTest {
  @Test
  void readsYamlWithAnchorsMergesAndLines() {
    Value root =
        yaml(
            """
            base: &base
              a: 1
              b: yes
              c: [x, 2.5]
            other:
              <<: *base
              a: "1"
              d:
            """);

    Value other = root.get("other").orElseThrow();
    assertThat(other.entries().keySet()).containsExactly("a", "d", "b", "c");
    assertThat(other.textOf("a")).contains("1");
    assertThat(other.get("b").orElseThrow().flag()).isTrue();
    assertThat(other.get("c").orElseThrow().texts()).containsExactly("x", "2.5");
    assertThat(other.get("d")).isEmpty();
    assertThat(other.entries().entrySet())
        .filteredOn(entry -> entry.getKey().equals("d"))
        .allMatch(entry -> entry.getValue().isNothing() && entry.getValue().line() == 8)
        .hasSize(1);
    assertThat(root.get("base").orElseThrow().get("a").orElseThrow().number()).isEqualTo("1");
  }

  @Test
  void readsJsonWithCommentsAndCommasAtTheEnd() {
    Value root =
        Value.root(
            JsoncTree.parse(
                "a.jsonc",
                """
                // first
                {"a": {"b": [1, 2.5, true, null,],},
                 /* then */ "c": "https://x/y", // not a comment within
                }
                """));

    assertThat(root.get("a").orElseThrow().get("b").orElseThrow().items()).hasSize(4);
    assertThat(root.textOf("c")).contains("https://x/y");
    assertThat(root.get("c").orElseThrow().line()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [1, 2            | line 1: this is no YAML
          a: 1\\nb: : x       | line 2: this is no YAML
          a: 1\\na: 2         | line 2: the key `a` is written twice
          - a                 | line 1: there must be one document, a table of keys
          a: 1\\n---\\nb: 2   | there must be one document, a table of keys
          a: *b               | line 1: `*b` stands for nothing above it
          a: &a [*a]          | line 1: `*a` stands for nothing above it
          a: {<<: 1}          | line 1: `<<` must name a table or a list of these
          [a]: 1              | line 1: a key must be a text on one line
          \\ta: 1             | line 1: this is no YAML
          """)
  void refusesBrokenYamlWithItsLine(String text, String message) {
    assertThatThrownBy(() -> yaml(text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1             | line 1: this is no JSON
          {"a": 1,\\n "a": 2} | line 2: a key is written twice
          {"a": sk-secret-1}  | line 1: this is no JSON, comments and commas at the end allowed
          [1]                 | line 1: the whole must be an object
          {} {}               | line 1: there must be one object, and nothing behind it
          """)
  void refusesBrokenJsonWithItsLineAndWithoutItsText(String text, String message) {
    assertThatThrownBy(() -> JsoncTree.parse("a.jsonc", text.replace("\\n", "\n")))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  @Timeout(20)
  void refusesAFileThatGrowsByAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }

    assertThatThrownBy(() -> yaml(bomb.toString()))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining("there may be 50000 values, each counted as often as it is repeated");
  }

  @Test
  @Timeout(20)
  void refusesWhatIsTooDeepTooLongOrTooMuch() {
    for (String open : List.of("[", "{\"a\":", "{a: ")) {
      assertThatThrownBy(() -> yaml("a: " + open.repeat(2_000))).isInstanceOf(ImportRefusal.class);
    }
    assertThatThrownBy(() -> JsoncTree.parse("a", "{\"a\":".repeat(40) + "1" + "}".repeat(40)))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining("may go 32 deep");
    assertThatThrownBy(() -> yaml("a: " + "x".repeat(Bounds.MOST_CHARACTERS)))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining("it is longer than the 1048576 characters allowed");
    assertThatThrownBy(() -> JsoncTree.parse("a", "{\"a\":[" + "1,".repeat(60_000) + "1]}"))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining("there may be 50000 values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model_list: 5                                  | line 1: `model_list` must be a list, not a whole number
          model_list: [5]                                | line 1: `model_list[0]` must be a table, not a whole number
          model_list: [{model_name: a}]                  | `model_list[0]` must be a model with `litellm_params`
          router_settings: {num_retries: many}           | `router_settings.num_retries` must be a number, not a text
          litellm_settings: {drop_params: [1]}           | `litellm_settings.drop_params` must be true or false, not a list
          litellm_settings: {max_budget: 1, budget_duration: soon} | must be a time such as `30d`, `12h` or `1mo`
          """)
  void refusesValuesOfTheWrongKind(String text, String message) {
    assertThatThrownBy(() -> Sample.LITELLM.imported(text))
        .isInstanceOf(ImportRefusal.class)
        .hasMessageContaining(message);
  }

  private static Value yaml(String text) {
    return Value.root(YamlTree.parse("a.yaml", text));
  }
}
