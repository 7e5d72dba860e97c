package dev.signalbox.gateway.access;

import dev.signalbox.gateway.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a key that is in no database: whoever has a copy of the database cannot even
 * try keys. Fast, as what it hashes has 256 random bits; passwords are another matter. Immutable.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac keyed;

  /**
   * @param pepper not empty
   */
  public KeyedHash(byte[] pepper) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(pepper, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** What keys and sessions of an install are hashed with. */
  public static KeyedHash of(Vault vault) {
    return new KeyedHash(vault.subkey("access"));
  }

  /** The hash of {@code text}, in hex. */
  public String of(String text) {
    try {
      Mac mac = (Mac) keyed.clone();
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own can be cloned", e);
    }
  }
}
