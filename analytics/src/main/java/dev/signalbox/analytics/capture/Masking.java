package dev.signalbox.analytics.capture;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes known secrets out of what is kept.
 *
 * @param secrets texts that must not be kept; no empty ones
 */
public record Masking(List<String> secrets) {
  private static final String MASK = "[key]";

  public Masking {
    secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
  }

  /**
   * What is left.
   *
   * @param count how many secrets were taken out
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Masked(byte[] bytes, int count) {}

  /** {@code bytes} without secrets, whatever text they hold. */
  public Masked masked(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (String secret : secrets) {
      String written =
          new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at)) {
        text = text.substring(0, at) + MASK + text.substring(at + written.length());
        count++;
      }
    }
    return count == 0
        ? new Masked(bytes, 0)
        : new Masked(text.getBytes(StandardCharsets.ISO_8859_1), count);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Masking[" + secrets.size() + "]";
  }
}
