package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DisguisesTest {
  private static final Scanner SCANNER = new Scanner(new Scanner.Scope(true, false, List.of()));
  private static final String KEY = new Drawn(7).of("AKIA[A-Z2-7]{16}");

  @Test
  void seesThroughInvisibleCharacters() {
    String hidden =
        KEY.substring(0, 9) + "\u200b" + KEY.substring(9, 12) + "\u2060" + KEY.substring(12);

    assertThat(SCANNER.scan("key " + hidden + " end"))
        .containsExactly(new Finding("AWS_ACCESS_KEY_ID", 4, 26, Category.CREDENTIAL));
  }

  @Test
  void joinsAKeyThatIsBrokenOverLines() {
    String broken = KEY.substring(0, 11) + "\n  " + KEY.substring(11);

    assertThat(SCANNER.scan("key " + broken + " end"))
        .containsExactly(new Finding("AWS_ACCESS_KEY_ID", 4, 27, Category.CREDENTIAL));
  }

  @Test
  void joinsAKeyThatIsSpacedOut() {
    String spaced = String.join(" ", KEY.split("", -1)).strip();

    assertThat(SCANNER.scan("key is " + spaced + " and more"))
        .containsExactly(new Finding("AWS_ACCESS_KEY_ID", 7, 46, Category.CREDENTIAL));
  }

  @Test
  void looksIntoBase64() {
    String wrapped =
        Base64.getEncoder().encodeToString(("token=" + KEY).getBytes(StandardCharsets.UTF_8));

    assertThat(SCANNER.scan("see " + wrapped + " there"))
        .containsExactly(
            new Finding("AWS_ACCESS_KEY_ID", 4, 4 + wrapped.length(), Category.CREDENTIAL));
  }

  @Test
  void takesWordsInTheNextLineForNoPartOfAKey() {
    assertThat(SCANNER.scan("AKIAQRST\nTHE END OF THE LIST")).isEmpty();
    assertThat(SCANNER.scan("a b c d e f g h i j k l m n o p q r s t u v w x y z")).isEmpty();
  }
}
