package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;

/**
 * Writes images and documents: JPEG, PNG, GIF and WebP images, PDF and plain text documents (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/vision">Vision</a>, PDF support, read
 * 2026-11). Text of another MIME type is sent as plain text; audio, video and other kinds of file
 * are dropped and told.
 */
final class MediaWriter {
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final Set<String> TEXTS =
      Set.of("application/json", "application/xml", "application/yaml", "application/x-yaml");

  private MediaWriter() {}

  /**
   * The block for {@code media}, which stands at {@code path}; empty, and told, if there is none.
   */
  static Optional<ObjectNode> write(Part.Media media, Losses losses, String path) {
    boolean image = media.kind() == MediaKind.IMAGE;
    if (!image && media.kind() != MediaKind.DOCUMENT) {
      losses.dropped(path, "the anthropic API takes neither audio nor video");
      return Optional.empty();
    }
    Optional<ObjectNode> source = source(media.source(), image, losses, path);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode block = Blocks.block(image ? "image" : "document");
    if (!hasOwnSource(media)) {
      block.set("source", source.get());
    }
    media
        .name()
        .ifPresent(
            name -> {
              if (image) {
                losses.dropped(path + ".name", "images have no name in the anthropic API");
              } else {
                block.put("title", name);
              }
            });
    Blocks.write(media.extras(), block, losses, path);
    return Optional.of(block);
  }

  /** A document in chunks keeps its source whole among the extra fields. */
  private static boolean hasOwnSource(Part.Media media) {
    return media.extras().belongTo(Protocol.ANTHROPIC)
        && media.extras().fields().path("source").has("type");
  }

  private static Optional<ObjectNode> source(
      MediaSource source, boolean image, Losses losses, String path) {
    return switch (source) {
      case MediaSource.Inline inline -> inline(inline, image, losses, path);
      case MediaSource.Url(String url, _) -> Optional.of(Blocks.block("url").put("url", url));
      case MediaSource.FileId(ApiFormat origin, String id) -> {
        if (origin == Protocol.ANTHROPIC) {
          yield Optional.of(Blocks.block("file").put("file_id", id));
        }
        losses.dropped(path, "the file was uploaded to another provider");
        yield Optional.empty();
      }
      case MediaSource.PlainText(String text) -> Optional.of(plain(text));
    };
  }

  private static Optional<ObjectNode> inline(
      MediaSource.Inline inline, boolean image, Losses losses, String path) {
    String mime = inline.mimeType();
    if (image ? IMAGES.contains(mime) : mime.equals("application/pdf")) {
      return Optional.of(
          Blocks.block("base64").put("media_type", mime).put("data", inline.base64()));
    }
    if (!image && isText(mime)) {
      Optional<String> text = inline.text();
      if (text.isPresent()) {
        return text.map(MediaWriter::plain);
      }
    }
    losses.dropped(
        path,
        image
            ? "`%s` is not an image type of the anthropic API".formatted(mime)
            : "`%s` is not a document type of the anthropic API".formatted(mime));
    return Optional.empty();
  }

  private static boolean isText(String mimeType) {
    return mimeType.startsWith("text/") || TEXTS.contains(mimeType);
  }

  private static ObjectNode plain(String text) {
    return Blocks.block("text").put("media_type", "text/plain").put("data", text);
  }
}
