package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes media as content parts: {@code image_url}, {@code file}, {@code input_audio}, and {@code
 * video_url}, {@code audio_url} where servers know them. An address that a server does not fetch
 * ends the request: leaving it out would change the question.
 */
final class MediaWriter {
  private final Dialect dialect;
  private final Losses losses;

  MediaWriter(Dialect dialect, Losses losses) {
    this.dialect = dialect;
    this.losses = losses;
  }

  /**
   * Whether a server of {@code dialect} fetches media of this kind itself, or takes none at all.
   */
  static boolean takesAddress(Part.Media media, Dialect dialect) {
    return switch (media.kind()) {
      case IMAGE -> dialect.mediaUrls();
      case DOCUMENT -> documentAddresses(dialect);
      case AUDIO -> DialectRules.mediaUrlParts(dialect) && dialect.mediaUrls();
      case VIDEO -> !DialectRules.mediaUrlParts(dialect) || dialect.mediaUrls();
    };
  }

  private static boolean documentAddresses(Dialect dialect) {
    return DialectRules.openRouter(dialect) || DialectRules.mistral(dialect);
  }

  /**
   * {@code media} as a content part; empty, and told, when it cannot be one.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when it is an address that the server
   *     does not fetch
   */
  Optional<ObjectNode> write(Part.Media media, String path) {
    Optional<ObjectNode> part =
        switch (media.kind()) {
          case IMAGE -> image(media, path);
          case DOCUMENT -> document(media, path);
          case AUDIO -> audio(media, path);
          case VIDEO -> video(media, path);
        };
    part.ifPresent(node -> new Leftovers(dialect, losses).write(outer(media), node, path));
    return part;
  }

  /** The fields beside the source; {@code detail} is inside the image, not beside it. */
  private static Extras outer(Part.Media media) {
    if (!media.extras().belongTo(Protocol.CHAT)) {
      return media.extras();
    }
    ObjectNode fields = media.extras().fields().deepCopy();
    fields.remove("detail");
    return Extras.of(Protocol.CHAT, fields);
  }

  private Optional<ObjectNode> image(Part.Media media, String path) {
    return address(media, path)
        .map(
            url -> {
              ObjectNode part = part("image_url");
              ObjectNode inner = part.putObject("image_url").put("url", url);
              if (media.extras().belongTo(Protocol.CHAT) && media.extras().fields().has("detail")) {
                inner.set("detail", media.extras().fields().path("detail"));
              }
              return part;
            });
  }

  private Optional<ObjectNode> video(Part.Media media, String path) {
    if (!DialectRules.mediaUrlParts(dialect)) {
      losses.dropped(path, "videos are not accepted by " + dialect.id());
      return Optional.empty();
    }
    return address(media, path)
        .map(
            url -> {
              ObjectNode part = part("video_url");
              part.putObject("video_url").put("url", url);
              return part;
            });
  }

  private Optional<ObjectNode> audio(Part.Media media, String path) {
    if (media.source() instanceof MediaSource.Inline(String mimeType, String base64)) {
      ObjectNode part = part("input_audio");
      part.putObject("input_audio").put("data", base64).put("format", format(mimeType));
      return Optional.of(part);
    }
    if (!DialectRules.mediaUrlParts(dialect) && media.source() instanceof MediaSource.Url) {
      throw addressRefused(path, "audio");
    }
    return address(media, path)
        .map(
            url -> {
              ObjectNode part = part("audio_url");
              part.putObject("audio_url").put("url", url);
              return part;
            });
  }

  private Optional<ObjectNode> document(Part.Media media, String path) {
    return switch (media.source()) {
      case MediaSource.Inline inline when isText(inline) ->
          text(inline.text().orElseThrow(() -> notBase64(path)), path);
      case MediaSource.Inline inline -> {
        ObjectNode part = part("file");
        part.putObject("file")
            .put("filename", media.name().orElse("document" + extension(inline.mimeType())))
            .put("file_data", MediaUrls.write(inline));
        yield Optional.of(part);
      }
      case MediaSource.Url(String url, _) -> Optional.of(documentAddress(media, url, path));
      case MediaSource.FileId file -> fileId(media, file, path);
      case MediaSource.PlainText(String text) -> text(text, path);
    };
  }

  /** The Chat API takes no files but PDFs; what is text can be said as text. */
  private Optional<ObjectNode> text(String text, String path) {
    losses.adapted(path, "a text document goes out as text");
    return text.isEmpty() ? Optional.empty() : Optional.of(part("text").put("text", text));
  }

  private static boolean isText(MediaSource.Inline inline) {
    return inline.mimeType().startsWith("text/") || inline.mimeType().equals("application/json");
  }

  private static ProblemException notBase64(String path) {
    return Problem.invalid(path, "the data of `%s` must be base64".formatted(path)).toException();
  }

  /** OpenRouter takes an address as file data, Mistral has a part of its own, others take none. */
  private ObjectNode documentAddress(Part.Media media, String url, String path) {
    if (DialectRules.openRouter(dialect)) {
      ObjectNode part = part("file");
      part.putObject("file")
          .put("filename", media.name().orElse("document.pdf"))
          .put("file_data", url);
      return part;
    }
    if (DialectRules.mistral(dialect)) {
      return part("document_url").put("document_url", url);
    }
    throw addressRefused(path, "documents");
  }

  private Optional<ObjectNode> fileId(Part.Media media, MediaSource.FileId file, String path) {
    // The Files API is the same one for both of OpenAI's APIs.
    if (file.origin() != Protocol.CHAT && file.origin() != Protocol.RESPONSES) {
      losses.dropped(path, "the file was uploaded to another API");
      return Optional.empty();
    }
    ObjectNode part = part("file");
    ObjectNode inner = part.putObject("file").put("file_id", file.id());
    media.name().ifPresent(name -> inner.put("filename", name));
    return Optional.of(part);
  }

  private Optional<String> address(Part.Media media, String path) {
    return switch (media.source()) {
      case MediaSource.Inline inline -> Optional.of(MediaUrls.write(inline));
      case MediaSource.Url(String url, _) -> {
        if (!dialect.mediaUrls()) {
          throw addressRefused(path, media.kind() == MediaKind.IMAGE ? "images" : "media");
        }
        yield Optional.of(url);
      }
      case MediaSource.FileId _, MediaSource.PlainText _ -> {
        losses.dropped(path, "uploaded files of this kind are not part of the Chat API");
        yield Optional.empty();
      }
    };
  }

  private ProblemException addressRefused(String path, String what) {
    return Problem.invalid(
            path,
            "`%s` is an address, but %s takes %s as inline data only"
                .formatted(path, dialect.id(), what))
        .toException();
  }

  private static ObjectNode part(String type) {
    return StrictJson.object().put("type", type);
  }

  private static String format(String mimeType) {
    String subtype = mimeType.substring(mimeType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    return switch (subtype) {
      case "mpeg", "mp3" -> "mp3";
      case "wav", "x-wav", "wave", "vnd.wave" -> "wav";
      default -> subtype.startsWith("x-") ? subtype.substring(2) : subtype;
    };
  }

  private static String extension(String mimeType) {
    return switch (mimeType) {
      case "application/pdf" -> ".pdf";
      case "text/plain" -> ".txt";
      case "text/markdown" -> ".md";
      case "text/csv" -> ".csv";
      case "text/html" -> ".html";
      case "application/json" -> ".json";
      default -> "";
    };
  }
}
