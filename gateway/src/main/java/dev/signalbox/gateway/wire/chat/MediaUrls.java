package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.model.MediaSource;
import java.util.Locale;
import java.util.Optional;

/** Addresses of media: {@code data:} addresses hold the bytes, all others point to them. */
final class MediaUrls {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  private MediaUrls() {}

  /** What {@code url} stands for. */
  static MediaSource read(String url) {
    if (url.regionMatches(true, 0, DATA, 0, DATA.length())) {
      int mark = url.indexOf(BASE64);
      if (mark > 0) {
        String mimeType = url.substring(DATA.length(), mark).toLowerCase(Locale.ROOT);
        int parameter = mimeType.indexOf(';');
        return new MediaSource.Inline(
            parameter < 0 ? mimeType : mimeType.substring(0, parameter),
            url.substring(mark + BASE64.length()));
      }
    }
    return new MediaSource.Url(url, Optional.empty());
  }

  /** {@code inline} as an address. */
  static String write(MediaSource.Inline inline) {
    return DATA + inline.mimeType() + BASE64 + inline.base64();
  }
}
