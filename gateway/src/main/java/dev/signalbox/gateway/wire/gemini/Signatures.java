package dev.signalbox.gateway.wire.gemini;

import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Signatures in {@code thoughtSignature}. Gemini's own stand there as they are; another provider's
 * is sealed and, as the field holds bytes, written in base64 once more.
 */
final class Signatures {
  /** How base64 of a sealed signature begins. */
  private static final String SEALED = "c2IxX";

  private Signatures() {}

  /** A signature that Gemini made. */
  static Signature own(String value) {
    return new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, value);
  }

  static boolean isOwn(Signature signature) {
    return signature.origin() == Protocol.GEMINI;
  }

  /** What {@code signature} becomes for a Gemini client. */
  static String toWire(Signature signature, SignatureSeal seal) {
    return isOwn(signature)
        ? signature.value()
        : Base64.getEncoder()
            .encodeToString(seal.seal("", signature).getBytes(StandardCharsets.US_ASCII));
  }

  /** What a Gemini client's {@code value} stands for. */
  static Signature fromWire(String value, SignatureSeal seal) {
    if (!value.startsWith(SEALED)) {
      return own(value);
    }
    try {
      byte[] sealed = Base64.getDecoder().decode(standardBase64(value));
      return seal.open(new String(sealed, StandardCharsets.US_ASCII))
          .map(SignatureSeal.Sealed::signature)
          .orElseGet(() -> own(value));
    } catch (IllegalArgumentException e) {
      return own(value);
    }
  }

  /** Base64 in the standard alphabet with padding; clients of Gemini also send the other one. */
  static String standardBase64(String text) {
    boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    String standard = urlSafe ? text.replace('-', '+').replace('_', '/') : text;
    int missing = (4 - standard.length() % 4) % 4;
    return urlSafe && missing > 0 && missing < 3 ? standard + "=".repeat(missing) : standard;
  }
}
