package dev.signalbox.gateway.provider.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/**
 * An RSA key that signs assertions (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3">RFC
 * 7518, section 3</a>).
 *
 * @param pem as PKCS #8 in PEM, which begins with {@code -----BEGIN PRIVATE KEY-----}
 */
public record SigningKey(String pem) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SALT_BYTES = 32;

  /** How it signs. */
  public enum Algorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256,
    /** RSASSA-PSS with SHA-256. */
    PS256
  }

  /**
   * Checks that there is a key.
   *
   * @throws IllegalArgumentException when there is none; the message tells nothing of it
   */
  public SigningKey {
    keyOf(pem);
  }

  /** The signature of {@code text}. */
  byte[] sign(String text, Algorithm algorithm) {
    try {
      Signature signature =
          switch (algorithm) {
            case RS256 -> Signature.getInstance("SHA256withRSA");
            case PS256 -> {
              Signature probabilistic = Signature.getInstance("RSASSA-PSS");
              probabilistic.setParameter(
                  new PSSParameterSpec(
                      "SHA-256",
                      "MGF1",
                      MGF1ParameterSpec.SHA256,
                      SALT_BYTES,
                      PSSParameterSpec.TRAILER_FIELD_BC));
              yield probabilistic;
            }
          };
      signature.initSign(keyOf(pem));
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key does not sign", e);
    }
  }

  private static PrivateKey keyOf(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no PKCS #8 private key in PEM");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("no RSA private key", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey";
  }
}
