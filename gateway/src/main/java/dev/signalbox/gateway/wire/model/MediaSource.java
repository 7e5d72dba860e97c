package dev.signalbox.gateway.wire.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where the bytes of a {@link Part.Media} are. */
public sealed interface MediaSource {
  /**
   * Bytes in the request itself.
   *
   * @param mimeType such as {@code image/png}
   * @param base64 standard base64, as it came
   */
  record Inline(String mimeType, String base64) implements MediaSource {
    /** The bytes read as UTF-8; line breaks in the base64 are skipped. Empty when it is none. */
    public Optional<String> text() {
      try {
        return Optional.of(
            new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * Bytes at an address that the provider fetches.
   *
   * @param url absolute address, as it came
   * @param mimeType when the client said it
   */
  record Url(String url, Optional<String> mimeType) implements MediaSource {}

  /**
   * Bytes uploaded to a provider before.
   *
   * @param origin the protocol whose file API gave the id
   * @param id the id in that API
   */
  record FileId(ApiFormat origin, String id) implements MediaSource {}

  /**
   * Plain text in the request itself, for documents (Anthropic {@code source.type = text}).
   *
   * @param text the document's text
   */
  record PlainText(String text) implements MediaSource {}
}
