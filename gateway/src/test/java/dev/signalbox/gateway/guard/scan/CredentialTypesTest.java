package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.guard.scan.CredentialTypes.TypeShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CredentialTypesTest {
  private static final long SEED = 20_261_126;
  private static final Scanner SCANNER = new Scanner(new Scanner.Scope(true, false, List.of()));

  private static Stream<TypeShape> shapes() {
    return CredentialTypes.shapes().stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void findsEveryShapeOfEveryTypeInProseCodeAndEscapedText(TypeShape shape) {
    var drawn = new Drawn(SEED);
    for (String around :
        List.of(
            "I copied %s from there",
            "key=\"%s\";",
            "a: %s\nb: 2",
            "{\\\"k\\\": \\\"%s\\\"}",
            "这是%s，请",
            "line\\n%s\\nline")) {
      String value = drawn.of(shape.pattern());
      String text = around.formatted(value);

      List<Finding> findings = SCANNER.scan(text);

      int start = text.indexOf(value);
      assertThat(findings).as("seed %d: %s", SEED, text).isNotEmpty();
      Finding finding = findings.getFirst();
      assertThat(finding.end())
          .as(text)
          .isBetween(start + value.length() - 2, start + value.length() + 12);
      assertThat(finding.start()).as(text).isBetween(start - 1, start + value.length() * 3 / 4);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void leavesPlaceholdersOfEveryShapeAlone(TypeShape shape) {
    String filled =
        shape.pattern().replaceAll("\\[[^\\]]*\\]\\{(\\d+)(?:,\\d+)?\\}", "\u0000$1\u0000");
    var text = new StringBuilder();
    for (String piece : filled.replaceAll("[<>(]", "").split("\u0000", -1)) {
      boolean count = !piece.isEmpty() && piece.chars().allMatch(Character::isDigit);
      text.append(count ? "x".repeat(Integer.parseInt(piece)) : piece);
    }

    assertThat(SCANNER.scan("use " + text + " here")).isEmpty();
  }

  @Test
  void namesATypeByItsShape() {
    String key = new Drawn(SEED).of("ghp_[A-Za-z0-9]{36}");

    List<Finding> findings = SCANNER.scan("token " + key);

    assertThat(findings).containsExactly(new Finding("GITHUB_TOKEN", 6, 46, Category.CREDENTIAL));
  }

  @Test
  void namesCircleCisTokensAndLeavesTheirPrefixAloneWithoutThem() {
    String token = new Drawn(SEED).of("CCIPAT_[A-Za-z0-9]{22}_[a-f0-9]{40}");

    assertThat(SCANNER.scan("CIRCLECI_CLI " + token))
        .containsExactly(new Finding("CIRCLECI_TOKEN", 13, 83, Category.CREDENTIAL));
    assertThat(SCANNER.scan("project tokens begin with CCIPRJ_, personal ones with CCIPAT_"))
        .isEmpty();
    assertThat(SCANNER.scan("see " + token.substring(0, token.length() - 1) + ".")).isEmpty();
  }

  @Test
  void leavesTokensOfAnotherLengthAlone() {
    var drawn = new Drawn(SEED);

    assertThat(SCANNER.scan("see " + drawn.of("AKIA[A-Z2-7]{14}"))).isEmpty();
    assertThat(SCANNER.scan("see " + drawn.of("AKIA[A-Z2-7]{17}"))).isEmpty();
    assertThat(SCANNER.scan("see x" + drawn.of("AKIA[A-Z2-7]{16}"))).isEmpty();
  }
}
