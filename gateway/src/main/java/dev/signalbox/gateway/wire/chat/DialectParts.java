package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.Part;
import java.util.Optional;

/** Content parts that only some servers send: Mistral's thinking and OpenRouter's images. */
final class DialectParts {
  private DialectParts() {}

  /** The text of a thinking part: a string, or text parts. */
  static String textOf(JsonNode thinking) {
    if (thinking.isTextual()) {
      return thinking.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : thinking) {
      Lenient.text(part, "text").ifPresent(text::append);
    }
    return text.toString();
  }

  /** {@code text} as a thinking part. */
  static ObjectNode part(String text) {
    ObjectNode part = StrictJson.object();
    part.put("type", "thinking");
    part.putArray("thinking").addObject().put("type", "text").put("text", text);
    return part;
  }

  /** The image of an entry of {@code message.images}. */
  static Optional<Part.Media> image(ObjectNode entry) {
    return Lenient.text(entry.path("image_url"), "url")
        .map(
            url ->
                new Part.Media(
                    MediaKind.IMAGE, MediaUrls.read(url), Optional.empty(), Extras.NONE));
  }
}
