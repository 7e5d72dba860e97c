package dev.signalbox.analytics.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {
  private static final String SECRET = "ab/cd+ef\"gh-ijkl";
  private static final Masking MASKING = new Masking(List.of(SECRET));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab/cd+ef\"gh-ijkl",
        "ab\\/cd+ef\"gh-ijkl",
        "ab/cd+ef\\\"gh-ijkl",
        "ab%2Fcd%2Bef%22gh-ijkl"
      })
  void takesASecretOutHoweverItIsWritten(String written) {
    assertThat(MASKING.masked("<" + written + ">")).isEqualTo("<[key]>");
    assertThat(text(MASKING.masked(bytes("<" + written + written + ">"))))
        .isEqualTo("<[key][key]>");
  }

  @Test
  void leavesTheVeryBytesWhereThereIsNone() {
    byte[] bytes = bytes("nothing here");

    Masking.Masked masked = MASKING.masked(bytes);

    assertThat(masked.bytes()).isSameAs(bytes);
    assertThat(masked.count()).isZero();
  }

  @Test
  void takesOutWhatACutLeftOfASecret() {
    assertThat(text(MASKING.maskedCut(bytes("text ab/cd+ef\"g")))).isEqualTo("text [key]");
    assertThat(text(MASKING.maskedCut(bytes("text ab/cd+e")))).isEqualTo("text ab/cd+e");
  }

  @Test
  void takesTheLongerOfTwoSecretsThatBeginAlike() {
    Masking both = new Masking(List.of("secret")).and(List.of("secret-longer"));

    assertThat(both.masked("secret-longer secret")).isEqualTo("[key] [key]");
    assertThat(both.toString()).doesNotContain("secret");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Masking.Masked masked) {
    return new String(masked.bytes(), StandardCharsets.UTF_8);
  }
}
