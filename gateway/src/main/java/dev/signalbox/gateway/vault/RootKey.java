package dev.signalbox.gateway.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 random bits that is never used itself: HKDF (RFC 5869) makes one of it for every
 * purpose. What is sealed is AES-256-GCM under the key of its record, with a random nonce of 96
 * bits, bound to the record's name and the version of the key.
 */
final class RootKey {
  static final int BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 4;
  private static final String AES = "AES";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

  private final SecretKey key;
  private final String id;

  /**
   * @param bytes {@link #BYTES} of them
   */
  RootKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a root key has " + BYTES + " bytes, not " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, "HKDF");
    this.id = HexFormat.of().formatHex(derived("key id", ID_BYTES));
  }

  /** A new one. */
  static RootKey random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new RootKey(bytes);
  }

  /** The key that {@code text} is, as Base64 of either alphabet or 64 hexadecimal digits. */
  static Optional<RootKey> parse(String text) {
    try {
      byte[] bytes =
          HEX.matcher(text).matches()
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return bytes.length == BYTES ? Optional.of(new RootKey(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Tells it from others and gives nothing of it away. */
  String id() {
    return id;
  }

  byte[] bytes() {
    return key.getEncoded();
  }

  /** In the form that {@link #parse} reads. */
  String text() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  /** {@code length} bytes for the purpose {@code label}, always the same. */
  byte[] derived(String label, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(key, bytesOf("signalbox " + label), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HKDF", e);
    }
  }

  /** Nonce and sealed bytes of {@code plain}, as Base64. */
  String seal(String record, String version, byte[] plain) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealBytes(record, version, plain));
  }

  /** The same as they are. */
  byte[] sealBytes(String record, String version, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, record, version, new GCMParameterSpec(TAG_BITS, nonce))
              .doFinal(plain);
      byte[] both = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, both, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return both;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /** What {@link #seal} sealed; empty when it was sealed otherwise or has been changed. */
  Optional<byte[]> open(String record, String version, String sealed) {
    try {
      return openBytes(record, version, Base64.getUrlDecoder().decode(sealed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What {@link #sealBytes} sealed; empty as above. */
  Optional<byte[]> openBytes(String record, String version, byte[] both) {
    try {
      if (both.length < NONCE_BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          cipher(
                  Cipher.DECRYPT_MODE,
                  record,
                  version,
                  new GCMParameterSpec(TAG_BITS, both, 0, NONCE_BYTES))
              .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, String record, String version, GCMParameterSpec nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(derived("record " + record, BYTES), AES), nonce);
    cipher.updateAAD(bytesOf(record + "|" + version));
    return cipher;
  }

  /** The id alone. */
  @Override
  public String toString() {
    return "RootKey[" + id + "]";
  }

  private static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
