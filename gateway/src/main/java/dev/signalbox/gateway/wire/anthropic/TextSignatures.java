package dev.signalbox.gateway.wire.anthropic;

import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.List;
import java.util.Optional;

/**
 * Signatures that sit on a text (Gemini). A client's text blocks have no place for one, so it
 * travels sealed in an empty {@code thinking} block behind the text; the sealed id says whether it
 * belongs to the text before it or to an empty text of its own.
 */
final class TextSignatures {
  private static final String BEFORE = "text";
  private static final String OWN = "empty_text";

  private TextSignatures() {}

  /** The {@code signature} field of the block behind a text that is empty or not. */
  static String seal(Signature signature, boolean emptyText, SignatureSeal seal) {
    return seal.seal(emptyText ? OWN : BEFORE, signature);
  }

  /** Whether {@code sealed} is the signature of a text. */
  static boolean holds(SignatureSeal.Sealed sealed) {
    return sealed.id().equals(BEFORE) || sealed.id().equals(OWN);
  }

  /** Puts the signature back on its text, the last of {@code parts}, or on an empty one. */
  static void attach(List<Part> parts, SignatureSeal.Sealed sealed) {
    Optional<Signature> signature = Optional.of(sealed.signature());
    if (sealed.id().equals(BEFORE)
        && !parts.isEmpty()
        && parts.getLast() instanceof Part.Text text
        && text.signature().isEmpty()) {
      parts.set(
          parts.size() - 1,
          new Part.Text(text.text(), text.citations(), text.logProbs(), signature, text.extras()));
    } else {
      parts.add(new Part.Text("", List.of(), List.of(), signature, Extras.NONE));
    }
  }
}
