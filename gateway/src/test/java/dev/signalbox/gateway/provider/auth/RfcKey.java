package dev.signalbox.gateway.provider.auth;

import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The key pair of <a href="https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2">RFC 7515, appendix
 * A.2</a>.
 */
public final class RfcKey {
  private static final BigInteger N =
      number(
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt"
              + "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpa"
              + "SHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9k"
              + "G4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp"
              + "oQ");
  private static final BigInteger E = number("AQAB");
  private static final BigInteger D =
      number(
          "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol"
              + "2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj"
              + "kn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoF"
              + "aFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopz"
              + "nQ");
  private static final BigInteger P =
      number(
          "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_"
              + "Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc");
  private static final BigInteger Q =
      number(
          "uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7Tje"
              + "LQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc");

  /** SHA-256 of {@link #certificate}'s DER, in base64url, as OpenSSL has it. */
  public static final String THUMBPRINT = "MoxxW3fSUhikbr-JzrvyxPqCIXEWubf8gWvoh2jF_2k";

  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIICoTCCAYmgAwIBAgIBATANBgkqhkiG9w0BAQsFADAUMRIwEAYDVQQDDAlzaWdu
      YWxib3gwHhcNMjYwMTAxMDAwMDAwWhcNNDYwMTAxMDAwMDAwWjAUMRIwEAYDVQQD
      DAlzaWduYWxib3gwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCh+BYK
      4uPJtGXOjS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7
      io8ImtxLaYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvf
      br3SvaNnjuygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174
      pcF1A5L5ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr
      8jkiGUkftoaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNN
      b2BvniHgVFbK5emhAgMBAAEwDQYJKoZIhvcNAQELBQADggEBADtU8FTeWZ0WKXE7
      LLfMZeYbMdWGDjcjyACXPSB/A4e17HJsMKd4apTIfYZaMujyrgMAoCMCNmUQFeu1
      CNkexInqEGNREPc58x+Om1RyoR0QxMZzvjzuAWdAa2WCVuZlfn1fhgFWxoFjQFrd
      D3lD4qhOs75qzhVmFzvZ6q9LQ412AzoFU0yS75PgL/75iy0UBdJ7q0YLPfMBfWYk
      J75rJcp7zKztx+MeGnCSJ0F170lawnLb6OsfFt1A8071s9UcHv5pID+IlBBWCmNs
      hapBQYoYeRZQl5GslcGezVxP8mrKBbmJq2HlL6BLkTNAXoup1ll20GXas/ZH+p7x
      RCjVxmI=
      -----END CERTIFICATE-----
      """;

  private RfcKey() {}

  /** A certificate of the public key and the private key, both in PEM. */
  public static String certificate() {
    return CERTIFICATE + pem();
  }

  /** The key file of a service account with the private key, which gets its tokens there. */
  public static String account(String tokenUrl) {
    return StrictJson.toText(
        StrictJson.object()
            .put("type", "service_account")
            .put("project_id", "the-project")
            .put("private_key_id", "key-1")
            .put("private_key", pem())
            .put("client_email", "signalbox@the-project.iam.gserviceaccount.com")
            .put("token_uri", tokenUrl));
  }

  /** The private one as PKCS #8 in PEM. */
  public static String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static PrivateKey privateKey() {
    BigInteger one = BigInteger.ONE;
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(
              new RSAPrivateCrtKeySpec(
                  N, E, D, P, Q, D.mod(P.subtract(one)), D.mod(Q.subtract(one)), Q.modInverse(P)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public one. */
  public static PublicKey publicKey() {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(N, E));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}
