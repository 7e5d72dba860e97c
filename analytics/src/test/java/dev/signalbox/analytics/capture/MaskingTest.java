package dev.signalbox.analytics.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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

  @Test
  void takesOutAllOfSecretsThatOverlap() {
    Masking both = new Masking(List.of("0123456789", "6789abcdefghijkl"));

    assertThat(both.masked("<0123456789abcdefghijkl>")).isEqualTo("<[key]>");
    assertThat(both.masked(bytes("<0123456789abcdefghijkl>")).count()).isEqualTo(1);
  }

  /** Each byte of every place at which a secret stands is gone, and all others are there. */
  @Property
  void takesOutNothingButSecretsAndAllOfThem(
      @ForAll("texts") List<String> secrets, @ForAll("texts") List<String> pieces) {
    Masking masking = new Masking(secrets.subList(0, 1)).and(secrets.subList(1, secrets.size()));
    byte[] text = bytes(String.join("", pieces) + String.join("-", secrets));

    Masking.Masked masked = masking.masked(text);

    assertThat(masked).usingRecursiveComparison().isEqualTo(byDefinition(masking, text));
    assertThat(masking.masked(text(text))).isEqualTo(text(masked));
  }

  @Property
  void takesOutTheLongestBeginningThatACutLeft(
      @ForAll("texts") List<String> secrets, @ForAll @IntRange(max = 12) int length) {
    Masking masking = new Masking(secrets);
    String last = secrets.getLast();
    byte[] text = bytes("zz" + last.substring(0, Math.min(length, last.length())));
    byte[] whole = masking.masked(text).bytes();
    int cut =
        IntStream.rangeClosed(0, whole.length - 8)
            .filter(at -> isCut(masking, text(whole).substring(at)))
            .findFirst()
            .orElse(whole.length);

    assertThat(text(masking.maskedCut(text)))
        .isEqualTo(cut == whole.length ? text(whole) : text(whole).substring(0, cut) + "[key]");
  }

  private static boolean isCut(Masking masking, String end) {
    return masking.secrets().stream()
        .anyMatch(secret -> secret.length() > end.length() && secret.startsWith(end));
  }

  /** Of few letters, so that they overlap and begin alike. */
  @Provide
  static Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withChars("ab/\"")
        .ofMinLength(1)
        .ofMaxLength(14)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Masking.Masked byDefinition(Masking masking, byte[] text) {
    String searched = text(text);
    BitSet gone = new BitSet();
    BitSet begun = new BitSet();
    for (String secret : masking.secrets()) {
      for (int at = searched.indexOf(secret); at >= 0; at = searched.indexOf(secret, at + 1)) {
        gone.set(at, at + secret.length());
        begun.set(at);
      }
    }
    StringBuilder left = new StringBuilder();
    int count = 0;
    int end = 0;
    for (int at = 0; at < searched.length(); at++) {
      if (!gone.get(at)) {
        left.append(searched.charAt(at));
      } else if (begun.get(at) && at >= end) {
        left.append("[key]");
        count++;
      }
      int begins = at;
      end =
          masking.secrets().stream()
              .filter(secret -> searched.startsWith(secret, begins))
              .mapToInt(secret -> begins + secret.length())
              .reduce(end, Math::max);
    }
    return new Masking.Masked(bytes(left.toString()), count);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Masking.Masked masked) {
    return text(masked.bytes());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
