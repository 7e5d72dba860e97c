package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Writes media as {@code inlineData} or {@code fileData}. */
final class MediaWriter {
  private MediaWriter() {}

  /**
   * Whether media may stay an address: files in Google's own storage, videos of YouTube, and films,
   * which are too large to go inline. Models before Gemini 2.5 fetch nothing else, later ones only
   * some types from {@code https} addresses (<a
   * href="https://ai.google.dev/gemini-api/docs/file-input-methods">File input methods</a>); bytes
   * work with all of them.
   */
  static boolean takesAddress(Part.Media media) {
    return media.kind() == MediaKind.VIDEO
        || !(media.source() instanceof MediaSource.Url(String url, _))
        || !MediaTypes.isPublicAddress(url)
        || MediaTypes.isYouTube(url);
  }

  /** The part; empty, and told, when the file was uploaded to another provider. */
  static Optional<ObjectNode> write(Part.Media media, String path, Losses losses) {
    ObjectNode part = StrictJson.object();
    switch (media.source()) {
      case MediaSource.Inline(String mimeType, String base64) ->
          name(inline(part, mimeType, base64), media, path, losses);
      case MediaSource.PlainText(String text) -> {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        name(inline(part, "text/plain", base64), media, path, losses);
      }
      case MediaSource.Url(String url, Optional<String> mimeType) -> {
        ObjectNode data = part.putObject("fileData");
        mimeType.or(() -> MediaTypes.ofAddress(url)).ifPresent(type -> data.put("mimeType", type));
        name(data.put("fileUri", url), media, path, losses);
      }
      case MediaSource.FileId(ApiFormat origin, String id) -> {
        if (origin != Protocol.GEMINI) {
          losses.dropped(path, "the file was uploaded to another provider");
          return Optional.empty();
        }
        name(part.putObject("fileData").put("fileUri", id), media, path, losses);
      }
    }
    Nested.write(media.extras(), part, losses, path);
    return Optional.of(part);
  }

  private static ObjectNode inline(ObjectNode part, String mimeType, String base64) {
    return part.putObject("inlineData").put("mimeType", mimeType).put("data", base64);
  }

  /** Only some of Google's servers take a name; it goes back to where it came from only. */
  private static void name(ObjectNode data, Part.Media media, String path, Losses losses) {
    if (media.name().isEmpty()) {
      return;
    }
    if (media.extras().belongTo(Protocol.GEMINI)) {
      data.put("displayName", media.name().get());
    } else {
      losses.dropped(path + ".filename", "not part of the gemini API");
    }
  }
}
