package dev.signalbox.analytics.capture;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes known secrets out of what is kept or told, however JSON and addresses write them.
 *
 * @param secrets texts that must not be kept, the longest first; no empty ones
 */
public record Masking(List<String> secrets) {
  private static final String MASK = "[key]";

  /** Of a secret that is cut off at the end of a text, so many letters are none of its own. */
  private static final int LEAST_OF_A_CUT = 8;

  public Masking {
    secrets =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .flatMap(Masking::spellings)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private static Stream<String> spellings(String secret) {
    return Stream.of(
        secret,
        secret.replace("\\", "\\\\").replace("\"", "\\\""),
        secret.replace("/", "\\/"),
        URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  /** The same with further secrets. */
  public Masking and(Collection<String> more) {
    return more.isEmpty()
        ? this
        : new Masking(Stream.concat(secrets.stream(), more.stream()).toList());
  }

  /**
   * What is left.
   *
   * @param count how many secrets were taken out
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Masked(byte[] bytes, int count) {}

  /** {@code bytes} without secrets, whatever text they hold; the very same where none is in. */
  public Masked masked(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (String secret : secrets) {
      String written =
          new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at)) {
        text = text.substring(0, at) + MASK + text.substring(at + written.length());
        at += MASK.length();
        count++;
      }
    }
    return count == 0
        ? new Masked(bytes, 0)
        : new Masked(text.getBytes(StandardCharsets.ISO_8859_1), count);
  }

  /** The same of {@code bytes} that were cut off, maybe within a secret. */
  public Masked maskedCut(byte[] bytes) {
    Masked whole = masked(bytes);
    String text = new String(whole.bytes(), StandardCharsets.ISO_8859_1);
    for (String secret : secrets) {
      for (int length = secret.length() - 1; length >= LEAST_OF_A_CUT; length--) {
        if (text.endsWith(secret.substring(0, length))) {
          String left = text.substring(0, text.length() - length) + MASK;
          return new Masked(left.getBytes(StandardCharsets.ISO_8859_1), whole.count() + 1);
        }
      }
    }
    return whole;
  }

  /** {@code text} without secrets. */
  public String masked(String text) {
    String left = text;
    for (String secret : secrets) {
      left = left.replace(secret, MASK);
    }
    return left;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Masking[" + secrets.size() + "]";
  }
}
