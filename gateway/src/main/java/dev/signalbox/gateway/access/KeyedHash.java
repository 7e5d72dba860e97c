package dev.signalbox.gateway.access;

import dev.signalbox.engine.digest.HmacSha256;
import dev.signalbox.gateway.vault.Vault;
import java.util.HexFormat;

/**
 * HMAC-SHA-256 under a key that is in no database: whoever has a copy of the database cannot even
 * try keys. Fast, as what it hashes has 256 random bits; passwords are another matter. Immutable.
 */
public final class KeyedHash {
  private final HmacSha256 keyed;

  /**
   * @param pepper not empty
   */
  public KeyedHash(byte[] pepper) {
    keyed = new HmacSha256(pepper);
  }

  /** What keys and sessions of an install are hashed with. */
  public static KeyedHash of(Vault vault) {
    return new KeyedHash(vault.subkey("access"));
  }

  /** The hash of {@code text}, in hex. */
  public String of(String text) {
    return HexFormat.of().formatHex(keyed.of(text));
  }
}
