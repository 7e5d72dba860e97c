package dev.signalbox.gateway.portal;

import java.util.Map;
import java.util.Optional;

/**
 * The headers that keep pages to themselves: nothing from another place, nothing into another
 * place, no script but ours.
 */
final class PortalHeaders {
  /** Of all answers. */
  static final Map<String, String> COMMON =
      Map.of(
          "x-content-type-options", "nosniff",
          "referrer-policy", "same-origin",
          "cross-origin-opener-policy", "same-origin",
          "cross-origin-resource-policy", "same-origin",
          "permissions-policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");

  /** What a file may do that is looked at alone. */
  static final String FILE_POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final String OWN =
      "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self';"
          + " form-action 'self'; frame-ancestors 'none'";

  private PortalHeaders() {}

  /** What a page of the application may do, whose import map has this hash. */
  static String pagePolicy(Optional<String> importMap) {
    return "default-src 'none'; script-src 'self'%s; style-src 'self'; %s; %s"
        .formatted(
            importMap.map(" 'sha256-%s'"::formatted).orElse(""),
            OWN,
            "require-trusted-types-for 'script'; trusted-types lit-html");
  }

  /** What swagger-ui may do: it has styles in its markup, and makes markup of texts. */
  static String apiDocsPolicy() {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " + OWN;
  }
}
