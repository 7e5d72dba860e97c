package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says in words what a media part is: its kind, MIME type and size or address. */
final class MediaNote {
  private MediaNote() {}

  static String of(Part.Media media) {
    String kind = media.kind().name().toLowerCase(Locale.ROOT);
    String what = ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
    String named = media.name().map(name -> what + " named " + name).orElse(what);
    return switch (media.source()) {
      case MediaSource.Inline inline ->
          "%s (%s, %d bytes)".formatted(named, inline.mimeType(), bytesOf(inline.base64()));
      case MediaSource.Url(var url, var mimeType) ->
          "%s at %s%s"
              .formatted(named, shortened(url), mimeType.map(type -> " (" + type + ")").orElse(""));
      case MediaSource.FileId file -> "%s with the file id %s".formatted(named, file.id());
      case MediaSource.PlainText(var text) ->
          "%s (text/plain, %d bytes)"
              .formatted(named, text.getBytes(StandardCharsets.UTF_8).length);
    };
  }

  private static String shortened(String url) {
    return url.length() <= 200 ? url : url.substring(0, 200) + "…";
  }

  /** The bytes that base64 text stands for, by its length. */
  private static long bytesOf(String base64) {
    int end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return end * 3L / 4;
  }
}
