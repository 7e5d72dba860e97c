package dev.signalbox.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes tokens under a key (HMAC-SHA-256), so that the hashes alone are of no use to anybody. */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param key not empty
   */
  public KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The hash of {@code token}, in hex. */
  public String of(String token) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** Whether {@code hash} is that of {@code token}, in a time that tells nothing. */
  public boolean isHash(String hash, String token) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), of(token).getBytes(StandardCharsets.UTF_8));
  }
}
