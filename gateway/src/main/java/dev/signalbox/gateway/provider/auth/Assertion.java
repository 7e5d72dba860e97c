package dev.signalbox.gateway.provider.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signed JSON Web Token in its compact form (<a
 * href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>).
 */
final class Assertion {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Assertion() {}

  /**
   * Signs {@code claims}.
   *
   * @param header further fields of its header, beside {@code alg} and {@code typ}
   */
  static String signed(
      ObjectNode header, ObjectNode claims, SigningKey key, SigningKey.Algorithm algorithm) {
    ObjectNode whole = StrictJson.object().put("alg", algorithm.name()).put("typ", "JWT");
    whole.setAll(header);
    return signed(StrictJson.toText(whole), StrictJson.toText(claims), key, algorithm);
  }

  /** The same of texts that stay as they are. */
  static String signed(
      String header, String payload, SigningKey key, SigningKey.Algorithm algorithm) {
    String input = encoded(header) + "." + encoded(payload);
    return input + "." + BASE64.encodeToString(key.sign(input, algorithm));
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
