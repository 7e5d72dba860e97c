package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code image} and {@code document} blocks. */
final class MediaReader {
  private MediaReader() {}

  /** The media in {@code block}; a source that only this API knows makes it opaque. */
  static Part read(Fields block) {
    String type = block.requiredText("type");
    Fields source = block.fields("source").orElseThrow(() -> block.problem("source", "is missing"));
    Optional<MediaSource> known = source(source);
    if (known.isEmpty()) {
      return new Part.Opaque(Protocol.ANTHROPIC, type, block.node());
    }
    MediaKind kind = type.equals("image") ? MediaKind.IMAGE : MediaKind.DOCUMENT;
    Optional<String> name = kind == MediaKind.DOCUMENT ? block.text("title") : Optional.empty();
    return new Part.Media(kind, known.get(), name, extras(block, source));
  }

  private static Optional<MediaSource> source(Fields source) {
    return switch (source.requiredText("type")) {
      case "base64" ->
          Optional.of(
              new MediaSource.Inline(
                  source.requiredText("media_type"), source.requiredText("data")));
      case "url" -> Optional.of(new MediaSource.Url(source.requiredText("url"), Optional.empty()));
      case "file" ->
          Optional.of(new MediaSource.FileId(Protocol.ANTHROPIC, source.requiredText("file_id")));
      case "text" -> {
        source.skip("media_type");
        yield Optional.of(new MediaSource.PlainText(source.requiredText("data")));
      }
      case "content" -> source.any("content").flatMap(MediaReader::chunks);
      default -> Optional.empty();
    };
  }

  /** The text of a document given in chunks; empty when a chunk is not text. */
  private static Optional<MediaSource> chunks(JsonNode content) {
    if (content.isTextual()) {
      return Optional.of(new MediaSource.PlainText(content.textValue()));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode chunk : content) {
      if (!"text".equals(Lenient.textOf(chunk, "type"))) {
        return Optional.empty();
      }
      texts.add(Lenient.textOf(chunk, "text"));
    }
    return Optional.of(new MediaSource.PlainText(String.join("\n", texts)));
  }

  /** Further fields of the block; of a source in chunks all of it, so that none is lost. */
  private static Extras extras(Fields block, Fields source) {
    ObjectNode extras = Blocks.withoutNulls(block.rest());
    if ("content".equals(Lenient.textOf(source.node(), "type"))) {
      extras.set("source", source.node());
    } else {
      ObjectNode more = Blocks.withoutNulls(source.rest());
      if (!more.isEmpty()) {
        extras.set("source", more);
      }
    }
    return Extras.of(Protocol.ANTHROPIC, extras);
  }
}
