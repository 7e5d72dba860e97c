package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts the characters that are looked at again, which on no text may grow faster than the text.
 */
final class ScannerWorkTest {
  private static final int LENGTH = 100_000;
  private static final int MAX_STEPS_PER_CHARACTER = 64;
  private static final Scanner SCANNER =
      new Scanner(
          new Scanner.Scope(
              true, true, List.of(new OwnRule("TICKET", Pattern.compile("(A-)+\\d+")))));

  private static final List<String> ROWS =
      List.of(
          "eyJ",
          "password=",
          "password=\"",
          "a",
          "1",
          "@",
          "a@",
          "a.b@c.",
          "eyJhbGciOiJI.",
          "sk-proj-",
          "ya29.",
          "https://a:",
          "://",
          "-----BEGIN PRIVATE KEY-----",
          "-----BEGIN PRIVATE KEY-----\n-",
          "key=",
          "key ",
          "token: ",
          "1.",
          "1.2.3.4.",
          "1-",
          "12 ",
          "+1 202 555 0123,",
          "A B ",
          "AAAA BBBB",
          "::",
          "a:b:",
          "1:2:",
          "DE89",
          "dG9rZW49",
          "\u200b",
          "\u200ba",
          "secret = '",
          "AKIA",
          "sl.u.",
          "hvs.",
          "Bearer ",
          "bearer eyJ",
          "\\n",
          "EAA\n",
          "eyJhbGciOiJI\n",
          "sig=",
          "xoxe-",
          "4111 1111 ",
          "Q~",
          "aaQ~",
          ".atlasv1.",
          "aJQQJ99",
          "aaaa.",
          "12345678:AA",
          "pass-",
          "secret.",
          "A-A-",
          "sk-proj-aA1\n",
          "\n",
          "(1",
          ")1",
          "+",
          "é",
          "\ud83d\ude00");

  private static List<String> rows() {
    return ROWS;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void worksLinearlyOnRowsOf(String unit) {
    long once = SCANNER.scanCounted(row(unit, LENGTH)).steps();
    long twice = SCANNER.scanCounted(row(unit, 2 * LENGTH)).steps();

    assertThat(once).isLessThan((long) MAX_STEPS_PER_CHARACTER * LENGTH);
    assertThat(twice).isLessThan(once * 5 / 2 + 1_000);
  }

  @Test
  void worksLinearlyOnRandomMixturesOfAnchors() {
    var random = new Random(5);
    List<String> pieces =
        List.of(
            "eyJ",
            ".",
            "sk-",
            "-",
            "password",
            "=",
            "\"",
            "://",
            ":",
            "@",
            "1",
            "a",
            "\n",
            " ",
            "AKIA",
            "xoxb-",
            "\\n",
            "/");
    for (int round = 0; round < 50; round++) {
      var text = new StringBuilder();
      int variety = 1 + random.nextInt(pieces.size());
      while (text.length() < 20_000) {
        text.append(pieces.get(random.nextInt(variety)));
      }

      Scanner.Scan scan = SCANNER.scanCounted(text.toString());

      assertThat(scan.steps())
          .as("round %d", round)
          .isLessThan((long) MAX_STEPS_PER_CHARACTER * text.length());
    }
  }

  @Test
  void givesFindingsInOrderWithinTheTextAndWithoutOverlaps() {
    var random = new Random(6);
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder();
      random.ints(200, 0, 96).forEach(c -> text.append((char) (c == 95 ? '\n' : ' ' + c)));
      text.insert(
          random.nextInt(text.length()),
          "password='Zq7" + random.nextInt(9_999) + "@x.example.org'");

      int end = 0;
      for (Finding finding : SCANNER.scan(text.toString())) {
        assertThat(finding.start()).isGreaterThanOrEqualTo(end);
        end = finding.end();
      }
      assertThat(end).isLessThanOrEqualTo(text.length());
    }
  }

  @Test
  void looksAtHardlyAnythingAgainInAnOrdinaryText() {
    String prose = row("The answer of the model must be short and in plain words. ", LENGTH);

    assertThat(SCANNER.scanCounted(prose).steps()).isLessThan(3L * LENGTH);
  }

  @Test
  void findsWhatTheOperatorsRulesName() {
    assertThat(SCANNER.scan("see A-A-17 there"))
        .containsExactly(new Finding("TICKET", 4, 10, Category.OWN));
  }

  private static String row(String unit, int length) {
    return unit.repeat(length / unit.length() + 1).substring(0, length);
  }
}
