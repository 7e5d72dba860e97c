package dev.signalbox.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that no log, message or page may show; {@link #value()} is the only way to read it. */
public final class Secret {
  /** Shorter secrets are masked whole: four of their letters would be too many. */
  private static final int LEAST_FOR_TAIL = 20;

  private final String value;

  /**
   * @param value not empty
   * @throws IllegalArgumentException if {@code value} is empty
   */
  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
    this.value = value;
  }

  /** The text itself. */
  public String value() {
    return value;
  }

  /** Enough to tell two keys apart and too little to use: {@code ***wxyz}, or {@code ***}. */
  public String masked() {
    return value.length() < LEAST_FOR_TAIL ? "***" : "***" + value.substring(value.length() - 4);
  }

  /**
   * Whether {@code candidate} is this text, in a time that does not depend on where they differ.
   */
  public boolean isValue(String candidate) {
    return MessageDigest.isEqual(bytes(value), bytes(candidate));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && isValue(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
