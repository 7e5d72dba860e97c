package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Optional;

/**
 * The one place where a tool call of this protocol carries a signature: {@code
 * extra_content.google.thought_signature}, by Gemini's compatible endpoint, which writes the same
 * object on messages in recorded traffic.
 */
final class CallSignature {
  private static final String EXTRA = "extra_content";
  private static final String GOOGLE = "google";
  private static final String FIELD = "thought_signature";

  private CallSignature() {}

  /** The signature of an entry of {@code tool_calls}. */
  static Optional<Signature> read(JsonNode call) {
    return Lenient.text(call.path(EXTRA).path(GOOGLE), FIELD)
        .map(value -> new Signature(Protocol.CHAT, Signature.Kind.SIGNED, value));
  }

  /** Takes the signature out of a call's further fields, and what it leaves empty with it. */
  static void remove(ObjectNode others) {
    if (read(others).isEmpty()) {
      return;
    }
    ObjectNode extra = (ObjectNode) others.path(EXTRA).deepCopy();
    ObjectNode google = (ObjectNode) extra.path(GOOGLE);
    google.remove(FIELD);
    if (google.isEmpty()) {
      extra.remove(GOOGLE);
    }
    if (extra.isEmpty()) {
      others.remove(EXTRA);
    } else {
      others.set(EXTRA, extra);
    }
  }

  /** Writes {@code value} into an entry of {@code tool_calls}. */
  static void write(ObjectNode call, String value) {
    ObjectNode extra =
        call.path(EXTRA) instanceof ObjectNode there ? there.deepCopy() : StrictJson.object();
    ObjectNode google =
        extra.path(GOOGLE) instanceof ObjectNode there ? there : StrictJson.object();
    google.put(FIELD, value);
    extra.set(GOOGLE, google);
    call.set(EXTRA, extra);
  }
}
