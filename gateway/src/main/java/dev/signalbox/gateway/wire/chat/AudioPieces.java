package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code audio} of one answer while it streams in: base64 pieces, a transcript in pieces, an id
 * and an expiry. The format is what the request asked for and is told by the first bytes here.
 */
final class AudioPieces {
  /** Most bytes of audio kept of one answer. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringBuilder transcript = new StringBuilder();
  private final ObjectNode others = StrictJson.object();
  private boolean any;

  /** Takes {@code message.audio} or {@code delta.audio}. */
  void accept(ObjectNode audio) {
    any = true;
    Lenient.text(audio, "data").ifPresent(this::append);
    Lenient.text(audio, "transcript").ifPresent(transcript::append);
    others.setAll(Lenient.others(audio, Set.of("data", "transcript")));
    if (bytes.size() > MAX_BYTES || transcript.length() > MAX_BYTES) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider sent too much audio").toException();
    }
  }

  /** The audio as a part; empty when none came. */
  Optional<Part.Media> toPart() {
    if (!any) {
      return Optional.empty();
    }
    ObjectNode fields = others.deepCopy();
    if (!transcript.isEmpty()) {
      fields.put("transcript", transcript.toString());
    }
    String base64 = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return Optional.of(
        new Part.Media(
            MediaKind.AUDIO,
            new MediaSource.Inline(mimeType(base64), base64),
            Optional.empty(),
            Extras.of(Protocol.CHAT, fields)));
  }

  private void append(String base64) {
    try {
      bytes.writeBytes(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider sent audio that is not base64")
          .toException();
    }
  }

  /** The type by the magic bytes, as base64 shows them; OpenAI's {@code pcm16} has none. */
  private static String mimeType(String base64) {
    if (base64.startsWith("UklGR")) {
      return "audio/wav";
    }
    if (base64.startsWith("SUQz") || base64.startsWith("//")) {
      return "audio/mpeg";
    }
    if (base64.startsWith("T2dnUw")) {
      return "audio/ogg";
    }
    return base64.startsWith("ZkxhQ") ? "audio/flac" : "audio/pcm";
  }
}
