package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one {@code Part}. */
final class PartReader {
  /** Fields that describe a part but are not its data. */
  private static final Set<String> ABOUT =
      Set.of("thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution");

  private final PartContext context;

  PartReader(PartContext context) {
    this.context = context;
  }

  /**
   * Reads {@code part}; empty when there is nothing in it.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when a known field is malformed
   */
  Optional<Part> read(Fields part) {
    ObjectNode node = part.node();
    if (node.has("functionCall")) {
      return Optional.of(call(part));
    }
    if (node.has("functionResponse")) {
      return Optional.of(result(part));
    }
    if (node.has("inlineData")) {
      return Optional.of(inline(part));
    }
    if (node.has("fileData")) {
      return Optional.of(file(part));
    }
    Optional<String> unknown = node.has("text") ? Optional.empty() : unknownData(node);
    if (unknown.isPresent()) {
      return Optional.of(new Part.Opaque(Protocol.GEMINI, unknown.get(), node));
    }
    return text(part);
  }

  /** The name of the part's data when it is of a type only Gemini knows. */
  static Optional<String> unknownData(ObjectNode part) {
    return part.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !ABOUT.contains(name))
        .findFirst();
  }

  private Optional<Part> text(Fields part) {
    Optional<String> text = part.text("text");
    Optional<Signature> signature = part.text("thoughtSignature").map(context::signature);
    boolean thought = part.flag("thought").orElse(false);
    Extras extras = Extras.of(Protocol.GEMINI, part.rest());
    if (text.isEmpty() && signature.isEmpty()) {
      return Optional.empty();
    }
    String written = text.orElse("");
    return Optional.of(
        thought
            ? new Part.Reasoning(written, signature, extras)
            : new Part.Text(written, List.of(), List.of(), signature, extras));
  }

  private Part call(Fields part) {
    Fields call = Names.fields(part, "functionCall").orElseThrow();
    String name = call.requiredText("name");
    String arguments = call.object("args").map(CallArguments::textOf).orElse("{}");
    ToolIds.Opened id = context.call(id(call), name, arguments);
    Optional<Signature> signature =
        part.text("thoughtSignature").map(context::signature).or(id::signature);
    part.skip("thought");
    return new Part.ToolCall(
        id.id(), name, arguments, signature, extras(part, "functionCall", call));
  }

  private Part result(Fields part) {
    Fields response = Names.fields(part, "functionResponse").orElseThrow();
    String name = response.requiredText("name");
    FunctionOutput output =
        response.object("response").map(FunctionOutput::read).orElse(FunctionOutput.NONE);
    List<Part> content = new ArrayList<>(output.content());
    for (Fields media : Names.list(response, "parts")) {
      read(media).ifPresent(content::add);
    }
    String callId = context.answered(id(response), name);
    part.skip("thought");
    return new Part.ToolResult(
        callId, name, content, output.error(), extras(part, "functionResponse", response));
  }

  private static Optional<String> id(Fields object) {
    return object.text("id").filter(id -> !id.isEmpty());
  }

  private static Part inline(Fields part) {
    Fields data = Names.fields(part, "inlineData").orElseThrow();
    String mimeType = data.text("mimeType").orElse("application/octet-stream");
    String base64 = Signatures.standardBase64(data.requiredText("data"));
    Optional<String> name = data.text("displayName");
    return new Part.Media(
        MediaKind.ofMimeType(mimeType),
        new MediaSource.Inline(mimeType, base64),
        name,
        mediaExtras(part, "inlineData", data));
  }

  private static Part file(Fields part) {
    Fields data = Names.fields(part, "fileData").orElseThrow();
    String uri = data.requiredText("fileUri");
    Optional<String> mimeType = data.text("mimeType");
    Optional<String> name = data.text("displayName");
    MediaKind kind = MediaKind.ofMimeType(mimeType.or(() -> MediaTypes.ofAddress(uri)).orElse(""));
    if (MediaTypes.isPublicAddress(uri)) {
      return new Part.Media(
          kind, new MediaSource.Url(uri, mimeType), name, mediaExtras(part, "fileData", data));
    }
    ObjectNode rest = mediaExtras(part, "fileData", data).fields().deepCopy();
    mimeType.ifPresent(type -> rest.put("fileData.mimeType", type));
    return new Part.Media(
        kind,
        new MediaSource.FileId(Protocol.GEMINI, uri),
        name,
        new Extras(Optional.of(Protocol.GEMINI), rest));
  }

  /** Marks the media as Gemini's own, so that its display name is written back. */
  private static Extras mediaExtras(Fields part, String name, Fields data) {
    boolean thought = part.flag("thought").orElse(false);
    ObjectNode rest = part.rest();
    if (thought) {
      rest.put("thought", true);
    }
    Nested.add(rest, name, data.rest());
    return rest.isEmpty() ? Nested.MARK : Extras.of(Protocol.GEMINI, rest);
  }

  private static Extras extras(Fields part, String name, Fields inner) {
    ObjectNode rest = part.rest();
    Nested.add(rest, name, inner.rest());
    return Extras.of(Protocol.GEMINI, rest);
  }
}
