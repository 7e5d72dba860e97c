package dev.signalbox.gateway.wire.chat;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the content of a message: absent, null, a string or parts. */
final class ContentReader {
  private ContentReader() {}

  /** The parts of {@code message.content}; an empty string is no part. */
  static List<Part> read(Fields message) {
    Optional<JsonNode> content = message.any("content");
    if (content.isEmpty()) {
      return List.of();
    }
    if (content.get().isTextual()) {
      String text = content.get().textValue();
      return text.isEmpty() ? List.of() : List.of(Part.Text.of(text));
    }
    if (!content.get().isArray()) {
      throw message.problem("content", "must be a string or an array of parts");
    }
    List<Part> parts = new ArrayList<>();
    message.children("content").forEach(part -> parts.add(part(part)));
    return parts;
  }

  private static Part part(Fields part) {
    String type = part.requiredText("type");
    return switch (type) {
      case "text" -> text(part);
      case "image_url" -> addressed(part, type, MediaKind.IMAGE);
      case "video_url" -> addressed(part, type, MediaKind.VIDEO);
      case "audio_url" -> addressed(part, type, MediaKind.AUDIO);
      case "document_url" -> addressed(part, type, MediaKind.DOCUMENT);
      case "input_audio" -> audio(part);
      case "file" -> file(part);
      case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
      case "thinking" -> thinking(part);
      default -> new Part.Opaque(Protocol.CHAT, type, part.node());
    };
  }

  private static Part text(Fields part) {
    String text = part.requiredText("text");
    return new Part.Text(text, List.of(), List.of(), Optional.empty(), Leftovers.of(part.rest()));
  }

  private static Part thinking(Fields part) {
    String text = part.any("thinking").map(DialectParts::textOf).orElse("");
    return new Part.Reasoning(text, Optional.empty(), Leftovers.of(part.rest()));
  }

  /** The address is a string (Mistral) or an object; {@code detail: auto} is the default. */
  private static Part addressed(Fields part, String field, MediaKind kind) {
    JsonNode value = part.any(field).orElseThrow(() -> part.problem(field, "is missing"));
    if (value.isTextual()) {
      return media(kind, value.textValue(), Leftovers.of(part.rest()));
    }
    Fields inner = part.child(value, part.at(field));
    String url = inner.requiredText("url");
    ObjectNode others = Lenient.others(part.rest(), Set.of());
    Lenient.others(inner.rest(), Set.of())
        .properties()
        .forEach(other -> others.putIfAbsent(other.getKey(), other.getValue()));
    if (others.path("detail").asText().equals("auto")) {
      others.remove("detail");
    }
    return media(kind, url, Leftovers.of(others));
  }

  private static Part media(MediaKind kind, String url, Extras extras) {
    return new Part.Media(kind, MediaUrls.read(url), Optional.empty(), extras);
  }

  private static Part audio(Fields part) {
    Fields inner =
        part.fields("input_audio").orElseThrow(() -> part.problem("input_audio", "is missing"));
    String format = inner.requiredText("format").toLowerCase(Locale.ROOT);
    MediaSource source =
        new MediaSource.Inline(
            "audio/" + (format.equals("mp3") ? "mpeg" : format), inner.requiredText("data"));
    return new Part.Media(MediaKind.AUDIO, source, Optional.empty(), Leftovers.of(part.rest()));
  }

  private static Part file(Fields part) {
    Fields inner = part.fields("file").orElseThrow(() -> part.problem("file", "is missing"));
    Optional<String> name = inner.text("filename");
    Optional<MediaSource> data = inner.text("file_data").map(raw -> fileData(raw, name));
    Optional<MediaSource> id =
        inner.text("file_id").map(raw -> new MediaSource.FileId(Protocol.CHAT, raw));
    MediaSource source =
        data.or(() -> id).orElseThrow(() -> inner.problem("file_data", "is missing"));
    return new Part.Media(MediaKind.DOCUMENT, source, name, Leftovers.of(part.rest()));
  }

  /** A {@code data:} or other address, or bare base64, which is a PDF unless the name says else. */
  private static MediaSource fileData(String data, Optional<String> name) {
    if (data.contains(":")) {
      return MediaUrls.read(data);
    }
    String lower = name.orElse("").toLowerCase(Locale.ROOT);
    String mimeType =
        lower.endsWith(".txt") || lower.endsWith(".md") ? "text/plain" : "application/pdf";
    return new MediaSource.Inline(mimeType, data);
  }
}
