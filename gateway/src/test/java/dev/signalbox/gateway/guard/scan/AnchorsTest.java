package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AnchorsTest {
  @Test
  void findsTheSameAsLookingForEachLiteralAlone() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<String> literals = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        literals.add(random(random, 1 + random.nextInt(4), "abc."));
      }
      String text = random(random, 60, "aAbBc.\u00e9");

      List<String> found = new ArrayList<>();
      new Anchors(literals)
          .find(text.toCharArray(), (anchor, end) -> found.add(end + " " + anchor));

      assertThat(found)
          .as("round %d", round)
          .containsExactlyInAnyOrderElementsOf(oneByOne(literals, text));
    }
  }

  private static List<String> oneByOne(List<String> literals, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (int id = 0; id < literals.size(); id++) {
      String literal = literals.get(id);
      for (int at = lower.indexOf(literal); at >= 0; at = lower.indexOf(literal, at + 1)) {
        found.add((at + literal.length()) + " " + id);
      }
    }
    return found;
  }

  private static String random(Random random, int length, String letters) {
    var text = new StringBuilder();
    random.ints(length, 0, letters.length()).forEach(i -> text.append(letters.charAt(i)));
    return text.toString();
  }
}
