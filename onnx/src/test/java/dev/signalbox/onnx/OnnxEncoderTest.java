package dev.signalbox.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptEncoderProvider;
import dev.signalbox.signals.prompt.PromptText;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxEncoderTest {
  private static final PromptEncoder ENCODER =
      ServiceLoader.load(PromptEncoderProvider.class).findFirst().orElseThrow().load();

  @ParameterizedTest
  @ValueSource(strings = {"Sort a list in Python", "…", "a\u0000\ud800", "東京"})
  void makesVectorsOfLengthOneWhateverTheText(String text) {
    float[] vector = vector(text);

    assertThat(vector).hasSize(ENCODER.dimensions()).isEqualTo(vector(text));
    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-4));
  }

  @Test
  void readsTextsAsLongAsThereAre() {
    assertThat(dot(vector("word ".repeat(5_000)), vector("word "))).isGreaterThan(0.3);
  }

  @Test
  void makesNothingOfATextWithoutWords() {
    assertThat(vector("")).containsOnly(0);
    assertThat(vector(" \n")).containsOnly(0);
    assertThat(vector("\u0000\ud800")).containsOnly(0);
  }

  @Test
  void putsWhatIsAboutTheSameNearEachOther() {
    float[] code = vector("Write a function that sorts a list of numbers in Python");

    assertThat(dot(code, vector("Python code to order an array of integers"))).isGreaterThan(0.5);
    assertThat(dot(code, vector("Which river flows through Vienna?"))).isLessThan(0.3);
  }

  private static float[] vector(String text) {
    return ENCODER.encode(PromptText.of(text, ""));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
