package dev.signalbox.engine.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names content by itself: SHA-256, the first {@value #DIGITS} hexadecimal digits. With 64 bits,
 * two of the 31 million health parts that a busy year makes share a name with a chance of 1 in
 * 38,000.
 */
public final class RevisionDigest {
  private static final int DIGITS = 16;

  private RevisionDigest() {}

  /** The name of the content that {@code text} describes. */
  public static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
