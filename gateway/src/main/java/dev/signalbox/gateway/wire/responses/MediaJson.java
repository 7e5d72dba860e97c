package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The content parts {@code input_image}, {@code input_file} and {@code input_audio}. */
final class MediaJson {
  private static final String BASE64 = ";base64,";

  // What the API documents as accepted inline; all text is, too. Sound is not.
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final Set<String> FILES =
      Set.of(
          "application/pdf",
          "application/json",
          "application/msword",
          "application/rtf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private MediaJson() {}

  /** Reads an {@code input_image}. */
  static Part.Media image(Fields part) {
    Optional<String> url = part.text("image_url");
    Optional<String> file = part.text("file_id");
    MediaSource source =
        url.map(MediaJson::fromUrl)
            .or(() -> file.map(id -> new MediaSource.FileId(Protocol.RESPONSES, id)))
            .orElseThrow(
                () -> part.problem("image_url", "is missing: `image_url` or `file_id` is needed"));
    ObjectNode extras = part.rest();
    if (extras.path("detail").asText().equals("auto")) {
      extras.remove("detail");
      extras.put(Notes.AUTO_DETAIL, true);
    }
    return new Part.Media(MediaKind.IMAGE, source, Optional.empty(), Notes.extras(extras));
  }

  /** Reads an {@code input_file}. */
  static Part.Media file(Fields part) {
    Optional<String> data = part.text("file_data").filter(text -> !text.isEmpty());
    Optional<String> url = part.text("file_url").filter(text -> !text.isEmpty());
    Optional<String> id = part.text("file_id");
    Optional<String> name = part.text("filename");
    ObjectNode extras = part.rest();
    MediaSource source;
    if (data.isPresent()) {
      boolean bare = !data.get().startsWith("data:");
      if (bare) {
        extras.put(Notes.BARE_DATA, true);
      }
      source =
          bare
              ? new MediaSource.Inline(mimeTypeOf(name.orElse("")), data.get())
              : fromUrl(data.get());
    } else if (url.isPresent()) {
      source = fromUrl(url.get());
    } else {
      source =
          id.map(value -> (MediaSource) new MediaSource.FileId(Protocol.RESPONSES, value))
              .orElseThrow(
                  () ->
                      part.problem(
                          "file_data",
                          "is missing: `file_data`, `file_url` or `file_id` is needed"));
    }
    MediaKind kind = kindOf(source);
    if (kind != MediaKind.DOCUMENT) {
      extras.put(Notes.FILE, true);
    }
    return new Part.Media(kind, source, name, Notes.extras(extras));
  }

  /** Reads an {@code input_audio}. */
  static Part.Media audio(Fields part) {
    Fields audio =
        part.fields("input_audio").orElseThrow(() -> part.problem("input_audio", "is missing"));
    String format = audio.requiredText("format").toLowerCase(Locale.ROOT);
    MediaSource source =
        new MediaSource.Inline(
            format.equals("mp3") ? "audio/mpeg" : "audio/" + format, audio.requiredText("data"));
    ObjectNode extras = part.rest();
    extras.put(Notes.AUDIO, true);
    return new Part.Media(MediaKind.AUDIO, source, Optional.empty(), Notes.extras(extras));
  }

  private static MediaSource fromUrl(String url) {
    int base64 = url.startsWith("data:") ? url.indexOf(BASE64) : -1;
    if (base64 < 0) {
      return new MediaSource.Url(url, Optional.empty());
    }
    return new MediaSource.Inline(
        url.substring("data:".length(), base64), url.substring(base64 + BASE64.length()));
  }

  private static MediaKind kindOf(MediaSource source) {
    return source instanceof MediaSource.Inline inline
        ? MediaKind.ofMimeType(inline.mimeType())
        : MediaKind.DOCUMENT;
  }

  private static String mimeTypeOf(String filename) {
    return filename.toLowerCase(Locale.ROOT).endsWith(".txt") ? "text/plain" : "application/pdf";
  }

  /**
   * Writes {@code media} as a content part; empty and told when the API has none for it.
   *
   * @param path where the part stands, for losses
   */
  static Optional<ObjectNode> write(Part.Media media, Losses losses, String path) {
    ObjectNode node = StrictJson.object();
    boolean written =
        switch (media.source()) {
          case MediaSource.FileId(var origin, var id) -> writeId(node, media, origin, id);
          case MediaSource.Url(var url, _) -> writeUrl(node, media, url);
          case MediaSource.Inline inline -> writeInline(node, media, inline);
          case MediaSource.PlainText(var text) -> {
            losses.adapted(path, "plain-text documents are sent as text");
            node.put("type", "input_text").put("text", text);
            yield true;
          }
        };
    if (!written) {
      losses.dropped(path, "the openai_responses API takes no such media");
      return Optional.empty();
    }
    if ("input_file".equals(node.path("type").asText())) {
      media.name().ifPresent(name -> node.put("filename", name));
      nameInline(node, media);
    }
    others(media.extras(), node).writeTo(node, Protocol.RESPONSES, losses, path);
    return Optional.of(node);
  }

  /** Writes {@code detail}, which Chat has too, and returns the extras without it. */
  private static Extras others(Extras extras, ObjectNode node) {
    if (Notes.has(extras, Notes.AUTO_DETAIL)) {
      node.put("detail", "auto");
    }
    if (!extras.belongTo(Protocol.CHAT) || !extras.fields().has("detail")) {
      return extras;
    }
    ObjectNode fields = extras.fields().deepCopy();
    node.set("detail", fields.remove("detail"));
    return Extras.of(Protocol.CHAT, fields);
  }

  private static boolean writeId(ObjectNode node, Part.Media media, ApiFormat origin, String id) {
    if (origin != Protocol.RESPONSES && origin != Protocol.CHAT) {
      return false;
    }
    node.put("type", media.kind() == MediaKind.IMAGE ? "input_image" : "input_file");
    node.put("file_id", id);
    return true;
  }

  private static boolean writeUrl(ObjectNode node, Part.Media media, String url) {
    switch (media.kind()) {
      case IMAGE -> node.put("type", "input_image").put("image_url", url);
      case DOCUMENT -> node.put("type", "input_file").put("file_url", url);
      case AUDIO, VIDEO -> {
        return false;
      }
    }
    return true;
  }

  private static boolean writeInline(ObjectNode node, Part.Media media, MediaSource.Inline inline) {
    Extras extras = media.extras();
    String data = "data:" + inline.mimeType() + BASE64 + inline.base64();
    if (media.kind() == MediaKind.DOCUMENT || Notes.has(extras, Notes.FILE)) {
      node.put("type", "input_file");
      node.put("file_data", Notes.has(extras, Notes.BARE_DATA) ? inline.base64() : data);
      return Notes.has(extras, Notes.FILE)
          || Notes.has(extras, Notes.BARE_DATA)
          || inline.mimeType().startsWith("text/")
          || FILES.contains(inline.mimeType());
    }
    return switch (media.kind()) {
      case IMAGE -> {
        node.put("type", "input_image").put("image_url", data);
        yield IMAGES.contains(inline.mimeType());
      }
      case AUDIO -> {
        node.put("type", "input_audio");
        node.putObject("input_audio")
            .put("data", inline.base64())
            .put("format", audioFormat(inline.mimeType()));
        yield Notes.has(extras, Notes.AUDIO);
      }
      case DOCUMENT, VIDEO -> false;
    };
  }

  private static String audioFormat(String mimeType) {
    return mimeType.equals("audio/mpeg") ? "mp3" : mimeType.substring(mimeType.indexOf('/') + 1);
  }

  /** Inline files need a name. */
  private static void nameInline(ObjectNode node, Part.Media media) {
    if (node.has("file_data")
        && !node.has("filename")
        && !media.extras().belongTo(Protocol.RESPONSES)
        && media.source() instanceof MediaSource.Inline inline) {
      node.put("filename", "file." + extensionOf(inline.mimeType()));
    }
  }

  private static String extensionOf(String mimeType) {
    return switch (mimeType) {
      case "text/plain" -> "txt";
      case "text/markdown" -> "md";
      case "text/csv" -> "csv";
      case "text/html" -> "html";
      case "application/json" -> "json";
      default -> "pdf";
    };
  }
}
