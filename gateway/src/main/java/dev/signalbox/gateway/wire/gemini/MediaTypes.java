package dev.signalbox.gateway.wire.gemini;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the address of a file says about it. */
final class MediaTypes {
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("gif", "image/gif"),
          Map.entry("heic", "image/heic"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"));

  private static final Pattern YOUTUBE =
      Pattern.compile("https?://(?:(?:www\\.|m\\.)?youtube\\.com|youtu\\.be)/");

  private MediaTypes() {}

  /** The MIME type that the ending of an address stands for. */
  static Optional<String> ofAddress(String address) {
    String path = path(address);
    int dot = path.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_ENDING.get(path.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** Whether anyone can fetch the address, unlike files uploaded to Google or in its storage. */
  static boolean isPublicAddress(String address) {
    return (address.startsWith("https://") || address.startsWith("http://"))
        && !address.startsWith("https://generativelanguage.googleapis.com/");
  }

  /** Whether the address is one of a video that Google finds by itself. */
  static boolean isYouTube(String address) {
    return YOUTUBE.matcher(address).lookingAt();
  }

  private static String path(String address) {
    try {
      String path = new URI(address).getPath();
      return path == null ? "" : path;
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
