package dev.signalbox.gateway.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TomlTreeTest {
  private static final String TEXT =
      """
      # comment [x]
      a = 1 # = [
      b.c = "x # y"
      "d.e" = [ # comment
        "]",
        '''
      two
      lines''', { k = 1, l = [1,
          2] },
      ]
      s = \"""
      [no]
      key = 1\\
      \"""

      [t."u v".w]
      x = 'a"b'
      [[list]]
      id = "one"
      [list.in]
      y = 1979-05-27 07:32:00

      [[list]]
      z = -1.5
      [[list.deep]]
      q = true
      """;

  @Test
  void knowsTheLineOfEveryKeyAndElement() {
    Node.Table root = TomlTree.parse("f", TEXT, new Report()).orElseThrow();

    Map<String, Integer> lines = new TreeMap<>();
    Trees.places(root).forEach((path, place) -> lines.put(path, place.line()));
    assertThat(lines)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("", 0),
                    Map.entry("a", 2),
                    Map.entry("b", 3),
                    Map.entry("b.c", 3),
                    Map.entry("\"d.e\"", 4),
                    Map.entry("\"d.e\"[0]", 5),
                    Map.entry("\"d.e\"[1]", 6),
                    Map.entry("\"d.e\"[2]", 8),
                    Map.entry("\"d.e\"[2].k", 8),
                    Map.entry("\"d.e\"[2].l", 8),
                    Map.entry("\"d.e\"[2].l[0]", 8),
                    Map.entry("\"d.e\"[2].l[1]", 9),
                    Map.entry("s", 11),
                    Map.entry("t", 16),
                    Map.entry("t.\"u v\"", 16),
                    Map.entry("t.\"u v\".w", 16),
                    Map.entry("t.\"u v\".w.x", 17),
                    Map.entry("list", 18),
                    Map.entry("list.one", 18),
                    Map.entry("list.one.id", 19),
                    Map.entry("list.one.in", 20),
                    Map.entry("list.one.in.y", 21),
                    Map.entry("list[1]", 23),
                    Map.entry("list[1].z", 24),
                    Map.entry("list[1].deep", 25),
                    Map.entry("list[1].deep[0]", 25),
                    Map.entry("list[1].deep[0].q", 26))));
  }

  @Property
  void neverFailsOtherwiseThanByAReport(@ForAll String text) {
    Report report = new Report();

    boolean parsed = TomlTree.parse("f", text, report).isPresent();

    assertThat(parsed).isEqualTo(report.isClean());
  }

  @Test
  void refusesATextThatIsTooLongOrTooDeep() {
    Report report = new Report();

    TomlTree.parse("f", "#".repeat(TomlTree.MOST_CHARACTERS + 1), report);
    TomlTree.parse("f", "a = " + "[".repeat(5_000), report);

    assertThat(report.problems())
        .extracting(ConfigProblem::message)
        .containsExactlyInAnyOrder(
            "f is longer than the 1048576 characters allowed",
            "f is not valid TOML: lists and tables go deeper than 16, or a name or value is too"
                + " long");
  }
}
