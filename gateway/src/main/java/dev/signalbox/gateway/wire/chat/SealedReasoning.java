package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Optional;

/**
 * Signatures on their way through a Chat client. Those of this protocol are the {@code
 * reasoning_details} they came as; those of others travel sealed in entries of the same shape,
 * which clients that know that field send back unchanged.
 */
final class SealedReasoning {
  /** The id sealed with a signature that sits on a text, not on reasoning. */
  static final String OF_TEXT = "text";

  private final SignatureSeal seal;
  private int nextIndex;

  SealedReasoning(SignatureSeal seal) {
    this.seal = seal;
  }

  /** Adds the entries of {@code reasoning}; none when it is not signed. */
  void write(Part.Reasoning reasoning, ArrayNode details) {
    if (reasoning.signature().isEmpty()) {
      return;
    }
    Signature signature = reasoning.signature().get();
    if (signature.origin() == Protocol.CHAT) {
      ReasoningDetails.entriesOf(signature).forEach(details::add);
      return;
    }
    String carried = seal.seal("", signature);
    ObjectNode entry = StrictJson.object();
    if (reasoning.text().isEmpty()) {
      entry.put("type", ReasoningDetails.ENCRYPTED).put("data", carried);
    } else {
      entry
          .put("type", ReasoningDetails.TEXT)
          .put("text", reasoning.text())
          .put("signature", carried);
    }
    details.add(entry.put("index", nextIndex++));
  }

  /** Adds the entry of a signature that sits on a text. */
  void writeOfText(Signature signature, ArrayNode details) {
    details.add(
        StrictJson.object()
            .put("type", ReasoningDetails.ENCRYPTED)
            .put("data", seal.seal(OF_TEXT, signature))
            .put("index", nextIndex++));
  }

  /** What was sealed into {@code detail}; empty when it is not ours. */
  static Optional<SignatureSeal.Sealed> open(ObjectNode detail, SignatureSeal seal) {
    return Lenient.text(detail, "signature")
        .or(() -> Lenient.text(detail, "data"))
        .flatMap(seal::open);
  }
}
