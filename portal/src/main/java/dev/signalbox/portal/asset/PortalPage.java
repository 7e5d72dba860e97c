package dev.signalbox.portal.asset;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A page of the portal, ready to be sent.
 *
 * @param importMap SHA-256 in base 64 of its import map, which a policy lets run by this; empty
 *     where it has none
 */
public record PortalPage(AssetFile file, Optional<String> importMap) {
  private static final String BASE = "{{base}}";
  private static final String OPENING = "<script type=\"importmap\">";
  private static final String CLOSING = "</script>";

  /** The page that {@code template} is, of the build whose files are below {@code base}. */
  static PortalPage of(byte[] template, String base) {
    String text = new String(template, StandardCharsets.UTF_8).replace(BASE, base);
    return new PortalPage(
        AssetFile.of(".html", text.getBytes(StandardCharsets.UTF_8)),
        importMapOf(text).map(PortalPage::hash));
  }

  private static Optional<String> importMapOf(String text) {
    int opening = text.indexOf(OPENING);
    if (opening < 0) {
      return Optional.empty();
    }
    int start = opening + OPENING.length();
    int end = text.indexOf(CLOSING, start);
    return end < 0 ? Optional.empty() : Optional.of(text.substring(start, end));
  }

  private static String hash(String script) {
    byte[] digest = Contents.sha256().digest(script.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
