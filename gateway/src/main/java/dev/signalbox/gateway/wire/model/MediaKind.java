package dev.signalbox.gateway.wire.model;

/** What a media part shows; anything that is not image, audio or video is a document. */
public enum MediaKind {
  IMAGE,
  DOCUMENT,
  AUDIO,
  VIDEO;

  /** The kind that a MIME type such as {@code image/png} stands for. */
  public static MediaKind ofMimeType(String mimeType) {
    int slash = mimeType.indexOf('/');
    String top = slash < 0 ? mimeType : mimeType.substring(0, slash);
    return switch (top) {
      case "image" -> IMAGE;
      case "audio" -> AUDIO;
      case "video" -> VIDEO;
      default -> DOCUMENT;
    };
  }
}
