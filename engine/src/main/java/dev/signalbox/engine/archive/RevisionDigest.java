package dev.signalbox.engine.archive;

import dev.signalbox.engine.digest.Sha256;

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
    return Sha256.hex(text).substring(0, DIGITS);
  }
}
