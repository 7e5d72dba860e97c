package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the parts of messages; those that the API has no place for are told and left out. */
final class ContentWriter {
  private static final Set<String> DETAILS = Set.of("auto", "low", "high");
  private static final String BOUND = "it is bound to the API that made it";

  private final Losses losses;

  ContentWriter(Losses losses) {
    this.losses = losses;
  }

  /** {@code part} of a user's message. */
  Optional<ObjectNode> part(Part part, String path) {
    return switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Media media -> media(media, path);
      case Part.Opaque opaque -> opaque(opaque, path);
      case Part.Reasoning _, Part.Refusal _, Part.ToolCall _, Part.ToolResult _ -> {
        losses.dropped(path, "only an assistant says this");
        yield Optional.empty();
      }
    };
  }

  /** {@code part} of an assistant's message, calls apart. */
  Optional<ObjectNode> said(Part part, String path) {
    return switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Reasoning reasoning -> thinking(reasoning, path);
      case Part.Refusal(String words) -> {
        losses.adapted(path, "a refusal is sent as text");
        yield words.isEmpty() ? Optional.empty() : Optional.of(text(words));
      }
      case Part.Opaque opaque -> opaque(opaque, path);
      case Part.Media _, Part.ToolCall _, Part.ToolResult _ -> {
        losses.dropped(path, "an assistant's message holds text and thinking only");
        yield Optional.empty();
      }
    };
  }

  /** The texts among {@code parts} and in documents that are text; others are told. */
  ArrayNode texts(List<Part> parts, String path) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < parts.size(); i++) {
      String at = path + ".content[" + i + "]";
      Part part = parts.get(i);
      if (part instanceof Part.Media media && isShown(media)) {
        losses.dropped(at, "only text is accepted here");
      } else {
        part(part, at).ifPresent(texts::add);
      }
    }
    return texts;
  }

  ObjectNode call(Part.ToolCall call, String path) {
    call.signature().ifPresent(_ -> losses.dropped(path + ".signature", BOUND));
    ObjectNode node = StrictJson.object().put("id", call.id()).put("type", "function");
    node.putObject("function")
        .put("name", call.name())
        .put("arguments", call.argumentsJson().isEmpty() ? "{}" : call.argumentsJson());
    call.extras().writeTo(node, CohereProviderFormat.COHERE, losses, path);
    return node;
  }

  private Optional<ObjectNode> text(Part.Text text, String path) {
    if (!text.citations().isEmpty()) {
      losses.dropped(path + ".citations", "citations are not sent back");
    }
    text.signature().ifPresent(_ -> losses.dropped(path + ".signature", BOUND));
    text.extras().writeTo(StrictJson.object(), CohereProviderFormat.COHERE, losses, path);
    return text.text().isEmpty() ? Optional.empty() : Optional.of(text(text.text()));
  }

  private Optional<ObjectNode> thinking(Part.Reasoning reasoning, String path) {
    reasoning.signature().ifPresent(_ -> losses.dropped(path + ".signature", BOUND));
    reasoning.extras().writeTo(StrictJson.object(), CohereProviderFormat.COHERE, losses, path);
    return reasoning.text().isEmpty()
        ? Optional.empty()
        : Optional.of(
            StrictJson.object().put("type", "thinking").put("thinking", reasoning.text()));
  }

  private Optional<ObjectNode> opaque(Part.Opaque opaque, String path) {
    losses.dropped(path, "`%s` is a part of another API".formatted(opaque.type()));
    return Optional.empty();
  }

  /** Whether {@code media} can be looked at: an image in the request or at an address. */
  static boolean isShown(Part.Media media) {
    return media.kind() == MediaKind.IMAGE
        && (media.source() instanceof MediaSource.Inline
            || media.source() instanceof MediaSource.Url);
  }

  private Optional<ObjectNode> media(Part.Media media, String path) {
    Optional<String> text = textOf(media, path);
    if (text.isPresent()) {
      losses.adapted(path, "a text document goes out as text");
      return text.filter(words -> !words.isEmpty()).map(ContentWriter::text);
    }
    if (!isShown(media)) {
      losses.dropped(path, "only images and texts are accepted");
      return Optional.empty();
    }
    ObjectNode part = StrictJson.object().put("type", "image_url");
    ObjectNode image = part.putObject("image_url").put("url", addressOf(media.source()));
    JsonNode detail = media.extras().fields().path("detail");
    if (DETAILS.contains(detail.asText())) {
      image.set("detail", detail);
    } else {
      media.extras().writeTo(part, CohereProviderFormat.COHERE, losses, path);
    }
    return Optional.of(part);
  }

  private static Optional<String> textOf(Part.Media media, String path) {
    return switch (media.source()) {
      case MediaSource.PlainText(String text) -> Optional.of(text);
      case MediaSource.Inline inline
          when inline.mimeType().startsWith("text/")
              || inline.mimeType().equals("application/json") ->
          Optional.of(inline.text().orElseThrow(() -> notBase64(path)));
      case MediaSource.Inline _, MediaSource.Url _, MediaSource.FileId _ -> Optional.empty();
    };
  }

  private static ProblemException notBase64(String path) {
    return Problem.invalid(path, "the data of `%s` must be base64".formatted(path)).toException();
  }

  private static String addressOf(MediaSource source) {
    return switch (source) {
      case MediaSource.Inline(String mimeType, String base64) ->
          "data:" + mimeType + ";base64," + base64;
      case MediaSource.Url(String url, _) -> url;
      case MediaSource.FileId _, MediaSource.PlainText _ ->
          throw new IllegalArgumentException("no address: " + source);
    };
  }

  private static ObjectNode text(String words) {
    return StrictJson.object().put("type", "text").put("text", words);
  }

  /** How many of {@code parts} are thinking, from the first on; {@code known} are for sure. */
  static int thinking(ArrayNode parts, int known) {
    int thinking = known;
    while (thinking < parts.size() && parts.get(thinking).has("thinking")) {
      thinking++;
    }
    return thinking;
  }

  /** The one text that {@code parts} are. */
  static Optional<String> onlyText(ArrayNode parts) {
    return parts.size() == 1 && parts.path(0).path("type").asText().equals("text")
        ? Optional.of(parts.path(0).path("text").asText())
        : Optional.empty();
  }

  /** Takes the texts out of {@code parts}. */
  static String takeTexts(ArrayNode parts) {
    StringBuilder texts = new StringBuilder();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode part : parts) {
      if (part.path("type").asText().equals("text")) {
        texts.append(part.path("text").asText());
      } else {
        others.add(part);
      }
    }
    parts.removeAll();
    parts.addAll(others);
    return texts.toString();
  }
}
