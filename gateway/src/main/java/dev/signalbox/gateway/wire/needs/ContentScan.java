package dev.signalbox.gateway.wire.needs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.engine.catalog.Capability;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a conversation holds: texts, media, and what only one provider can read. */
final class ContentScan {
  private static final Map<String, Capability> PART_TYPES =
      Map.of(
          "image_url", Capability.VISION,
          "input_image", Capability.VISION,
          "image", Capability.VISION,
          "input_audio", Capability.AUDIO_IN,
          "audio", Capability.AUDIO_IN,
          "video", Capability.VIDEO_IN,
          "file", Capability.PDF,
          "input_file", Capability.PDF);

  private static final Set<String> MIME_TYPES = Set.of("mime_type", "mimeType", "media_type");

  private static final Set<String> BYTES =
      Set.of("file_data", "url", "image_url", "file_uri", "fileUri", "file_url");

  private static final Set<String> SIGNATURES =
      Set.of("signature", "encrypted_content", "thoughtSignature", "thought_signature");

  /** JSON that tools made or take: only its length counts. */
  private static final Set<String> FREE = Set.of("input", "args", "response", "arguments");

  private static final Map<Capability, Integer> TOKENS =
      Map.of(
          Capability.VISION, 1_000,
          Capability.PDF, 3_000,
          Capability.AUDIO_IN, 1_000,
          Capability.VIDEO_IN, 9_000);

  private ContentScan() {}

  /** Reads the value the parser stands at, of the top-level field {@code name}, to its end. */
  static void read(JsonParser parser, String name, Tally tally) throws IOException {
    String field = name;
    boolean source = false;
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          if (depth > 0 && token == JsonToken.START_OBJECT && FREE.contains(field)) {
            tally.skipCounted(parser);
          } else {
            depth++;
            source = field.equals("source");
            field = ""; // what stands in an array is not named by the array's field
          }
        }
        case END_OBJECT, END_ARRAY -> {
          depth--;
          source = false;
        }
        case FIELD_NAME -> field = parser.currentName();
        case VALUE_STRING -> {
          tally.seal(parser);
          if (!source || !field.equals("type")) { // how the bytes come, not what they are
            text(parser, field, tally);
          }
        }
        case VALUE_NUMBER_INT,
            VALUE_NUMBER_FLOAT,
            VALUE_TRUE,
            VALUE_FALSE,
            VALUE_NULL,
            VALUE_EMBEDDED_OBJECT,
            NOT_AVAILABLE -> {}
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  private static void text(JsonParser parser, String field, Tally tally) throws IOException {
    if (field.equals("role")) {
      tally.turn();
    } else if (field.equals("type")) {
      part(PART_TYPES.get(parser.getText()), tally);
    } else if (MIME_TYPES.contains(field)) {
      media(field, parser.getText(), tally);
    } else if (SIGNATURES.contains(field)) {
      tally.signed();
    } else if (field.equals("data")) {
      tally.data(parser);
    } else if (!BYTES.contains(field)) {
      tally.countText(parser);
    }
  }

  /** Gemini's parts say only their MIME type; Anthropic's images have said their type before. */
  private static void media(String field, String type, Tally tally) {
    if (type.startsWith("text/")) {
      tally.textualData();
      return;
    }
    Optional<Capability> found = mime(type);
    if (field.equals("media_type") && found.filter(Capability.VISION::equals).isPresent()) {
      return;
    }
    found.ifPresent(capability -> part(capability, tally));
  }

  private static void part(@Nullable Capability found, Tally tally) {
    if (found != null) {
      tally.need(found);
      tally.addTokens(TOKENS.getOrDefault(found, 0));
    }
  }

  /** What a model must be able to read for content of the MIME type {@code type}. */
  private static Optional<Capability> mime(String type) {
    if (type.startsWith("image/")) {
      return Optional.of(Capability.VISION);
    }
    if (type.startsWith("audio/")) {
      return Optional.of(Capability.AUDIO_IN);
    }
    if (type.startsWith("video/")) {
      return Optional.of(Capability.VIDEO_IN);
    }
    return type.equals("application/pdf") ? Optional.of(Capability.PDF) : Optional.empty();
  }
}
