package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import java.util.Optional;

/** Reads what of an answer is neither text nor a call for the client. */
final class Media {
  private Media() {}

  /** The image that {@code image} holds. */
  static Optional<Part> image(JsonNode image) {
    return image(Lenient.textOf(image, "format"), image);
  }

  /** The same where its format was told before. */
  static Optional<Part> image(String format, JsonNode image) {
    String type = Lenient.text(image, "format").orElse(format);
    return Lenient.text(image.path("source"), "bytes")
        .map(
            base64 ->
                new Part.Media(
                    MediaKind.IMAGE,
                    new MediaSource.Inline("image/" + (type.isEmpty() ? "png" : type), base64),
                    Optional.empty(),
                    Extras.NONE));
  }

  /** Whether {@code toolUse} is one of a tool that the provider runs itself. */
  static boolean isRunByProvider(JsonNode toolUse) {
    return Lenient.textOf(toolUse, "type").equals("server_tool_use");
  }
}
