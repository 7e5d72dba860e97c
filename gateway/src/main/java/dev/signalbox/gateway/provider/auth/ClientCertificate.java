package dev.signalbox.gateway.provider.auth;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/** A certificate with its private key, both in PEM. */
public final class ClientCertificate {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private ClientCertificate() {}

  /**
   * What {@code pem} proves of the client {@code clientId}.
   *
   * @throws IllegalArgumentException saying in a clause what is wrong, without anything secret
   */
  public static Proof.Certificate read(String clientId, String pem) {
    int begin = pem.indexOf(BEGIN);
    if (begin < 0) {
      throw new IllegalArgumentException("must have a certificate in PEM");
    }
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(
                      pem.substring(begin).getBytes(StandardCharsets.US_ASCII)));
      byte[] print = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Proof.Certificate(
          clientId,
          new SigningKey(pem),
          Base64.getUrlEncoder().withoutPadding().encodeToString(print));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must have a certificate and its RSA private key (PKCS #8), both in PEM", e);
    }
  }
}
