package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.digest.Sha256;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StaticEmbeddingTest {
  private static final StaticEmbedding EMBEDDING = StaticEmbedding.load();

  @ParameterizedTest
  @CsvSource({
    "vocabulary.txt, efa5da3d114f3ed85a23cb138a37efafbe439877814abd7f84a9a318eb80152b",
    "word-pieces.bin, 917277904849fed538537fbe89cbab40b2227d25bc0697bbf65e67e84ec4418a",
  })
  void comesWithTheTablesThatTheBuildToolMade(String resource, String digest) {
    byte[] content = Tables.bytes(resource);

    assertThat(HexFormat.of().formatHex(Sha256.of(content))).isEqualTo(digest);
    assertThat(content.length).isLessThan(10_000_000);
  }

  @Test
  void isNamedAfterItsTable() {
    assertThat(EMBEDDING.revision()).isEqualTo("static-917277904849");
    assertThat(EMBEDDING.dimensions()).isEqualTo(128);
  }

  @Property
  void makesVectorsOfLengthOneOrNone(@ForAll String turn, @ForAll String system) {
    PromptText prompt = PromptText.of(turn, system);

    float[] vector = EMBEDDING.encode(prompt);

    double length = Math.sqrt(Vectors.dot(vector, vector));
    assertThat(length == 0 || Math.abs(length - 1) < 1e-5).isTrue();
    assertThat(vector).isEqualTo(EMBEDDING.encode(prompt));
  }

  @Test
  void makesNothingOfATextWithoutWords() {
    assertThat(Vectors.isZero(vector(" \t\n"))).isTrue();
  }

  @Test
  void putsWhatIsAboutTheSameNearEachOther() {
    float[] code = vector("Write a function that sorts a list of numbers in Python");
    float[] alike = vector("Fix the bug in this Java method, which parses a string");
    float[] other = vector("Which river flows through Vienna and Budapest?");

    assertThat(Vectors.dot(code, alike)).isGreaterThan(Vectors.dot(code, other) + 0.1);
  }

  @Test
  void readsAWordThatIsALetterOffAsTheWordThatWasMeant() {
    assertThat(vector("wriet a fucntion")).isEqualTo(vector("write a function"));
  }

  @Test
  void countsAWordThatFallsApartNoMoreThanOneThatDoesNot() {
    float[] plain = vector("the river flows through the old town");
    float[] broken = vector("the river flows through the old town zzqxkvw");

    assertThat(Vectors.dot(plain, broken)).isGreaterThan(0.95);
  }

  @Test
  void doesNotCareForCaseAndWhiteSpace() {
    assertThat(vector("  WRITE a\n\nFunction ")).isEqualTo(vector("write a function"));
  }

  @Test
  void bringsRequestsOfOneSystemPromptTogether() {
    String system = "You are the assistant of a shop. Today is 2026-11-26.";
    float[] first = EMBEDDING.encode(PromptText.of("Which river flows through Vienna?", system));
    float[] second = EMBEDDING.encode(PromptText.of("Sort a list in Python", system));
    double apart =
        Vectors.dot(vector("Which river flows through Vienna?"), vector("Sort a list in Python"));

    // both hold the system's share of 0.25 in a sum of about 1.25
    assertThat(Vectors.dot(first, second)).isCloseTo((apart + 0.25) / 1.25, within(0.15));
    assertThat(Vectors.dot(first, second)).isGreaterThan(apart);
  }

  @Test
  void placesASystemPromptWithoutATurnByItself() {
    float[] vector = EMBEDDING.encode(PromptText.of("", "You translate."));

    assertThat(Vectors.dot(vector, vector)).isCloseTo(1, within(1e-5));
  }

  private static float[] vector(String text) {
    return EMBEDDING.encode(PromptText.of(text, ""));
  }
}
