package dev.signalbox.engine.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) under one key: who does not have the key can neither compute nor try
 * anything. Immutable; used by all threads.
 */
public final class HmacSha256 {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac keyed;

  /**
   * @param key at least one byte
   */
  public HmacSha256(byte[] key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** The 32 bytes for {@code content}. */
  public byte[] of(byte[] content) {
    try {
      return ((Mac) keyed.clone()).doFinal(content);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own can be cloned", e);
    }
  }

  /** The 32 bytes for {@code text} in UTF-8. */
  public byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "HmacSha256";
  }
}
