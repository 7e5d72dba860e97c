package dev.signalbox.gateway.cli;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What variables stand for while a text is checked in whose place they are not set yet. */
final class StandIns {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:([a-z_]+) = \\[?\")?\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  /** Passes for a key, an address and a name alike. */
  private static final String USUAL = "http://not-set.invalid/0123456789abcdef";

  /** Passes for what has a short form of its own. */
  private static final String SHORT = "eu-central-1";

  private static final Set<String> SHORT_KEYS =
      Set.of("regions", "region", "location", "project", "deployment", "api_version", "tenant");

  private StandIns() {}

  /** A value for each variable that {@code text} names, by where it stands. */
  static Map<String, String> of(String text) {
    Map<String, String> values = new HashMap<>();
    REFERENCE
        .matcher(text)
        .results()
        .forEach(
            found -> {
              String key = found.group(1) == null ? "" : found.group(1);
              if (key.equals("service_account")) {
                values.put(found.group(2), account());
              } else {
                values.putIfAbsent(found.group(2), SHORT_KEYS.contains(key) ? SHORT : USUAL);
              }
            });
    return values;
  }

  /** An account of Google Cloud that nobody has. */
  private static String account() {
    try {
      byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
      String kind = "PRIVATE KEY-----";
      return """
          {"type": "service_account", "project_id": "none", "client_email": "none@not-set.invalid",
           "private_key": "-----BEGIN %s\\n%s\\n-----END %s\\n"}"""
          .formatted(kind, Base64.getEncoder().encodeToString(key), kind);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
