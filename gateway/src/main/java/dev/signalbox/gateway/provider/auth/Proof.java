package dev.signalbox.gateway.provider.auth;

/** What tells a token server who asks. */
public sealed interface Proof {
  /**
   * A secret that both know (<a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC
   * 6749, section 2.3.1</a>).
   *
   * @param inHeader whether it goes as {@code Authorization: Basic}, else in the form
   */
  record Secret(String clientId, String secret, boolean inHeader) implements Proof {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Secret[" + clientId + "]";
    }
  }

  /**
   * The key of a certificate, as Entra ID takes it in place of a secret (<a
   * href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">certificate
   * credentials</a>, read 2026-11).
   *
   * @param thumbprint SHA-256 of the certificate's DER, in base64url
   */
  record Certificate(String clientId, SigningKey key, String thumbprint) implements Proof {}

  /**
   * A service account that vouches for itself (<a
   * href="https://www.rfc-editor.org/rfc/rfc7523#section-2.1">RFC 7523, section 2.1</a>).
   *
   * @param keyId which of its keys signs; may be empty
   */
  record Account(String email, String keyId, SigningKey key) implements Proof {}
}
