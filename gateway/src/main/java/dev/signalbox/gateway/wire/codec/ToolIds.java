package dev.signalbox.gateway.wire.codec;

import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * Tool-call ids on their way between protocols. Ids of other makers are accepted by every provider,
 * so an id is kept as it is unless the target's shape forbids it; the same id always becomes the
 * same one.
 *
 * <ul>
 *   <li>to a client: a signature that its protocol has no place for is sealed into the id;
 *   <li>from a client: a sealed id is opened again;
 *   <li>to a provider: too long or with other characters than it allows, the id is replaced by a
 *       hash;
 *   <li>a provider that gives no ids (Gemini) gets made-up ones, which are left out on the way
 *       back.
 * </ul>
 */
public final class ToolIds {
  private static final String MADE_UP = "call_sb0_";
  private static final int HASH_LENGTH = 24;

  private ToolIds() {}

  /** An id as a client sent it back, with the signature that travelled in it. */
  public record Opened(String id, Optional<Signature> signature) {}

  /** The id of {@code call} for a client of {@code protocol}. */
  public static String toClient(Part.ToolCall call, Protocol protocol, SignatureSeal seal) {
    return call.signature()
        .filter(signature -> signature.origin() != protocol)
        .map(signature -> seal.seal(call.id(), signature))
        .orElse(call.id());
  }

  /** What a client's {@code id} stands for. */
  public static Opened fromClient(String id, SignatureSeal seal) {
    return seal.open(id)
        .map(carried -> new Opened(carried.id(), Optional.of(carried.signature())))
        .orElseGet(() -> new Opened(id, Optional.empty()));
  }

  /** An id for a call that its provider gave none; {@code seed} must differ from call to call. */
  public static String madeUp(String seed) {
    return MADE_UP + hash(seed, HASH_LENGTH);
  }

  /** Whether {@code id} was made by {@link #madeUp}. */
  public static boolean isMadeUp(String id) {
    return id.startsWith(MADE_UP);
  }

  /** The id for a provider that takes at most {@code limit} characters, at least 32. */
  public static String shortened(String id, String prefix, int limit) {
    return id.length() <= limit ? id : prefix + hash(id, HASH_LENGTH);
  }

  /** The same where only letters, digits, {@code _} and {@code -} are allowed. */
  public static String plain(String id, String prefix, int limit) {
    return plain(id) ? shortened(id, prefix, limit) : prefix + hash(id, HASH_LENGTH);
  }

  /**
   * What stands for {@code id} where only letters and digits are allowed: the same whenever it is
   * asked for.
   *
   * @param length 1 to 43
   */
  public static String hash(String id, int length) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(id))
        .replace('-', 'a')
        .replace('_', 'b')
        .substring(0, length);
  }

  private static boolean plain(String id) {
    return !id.isEmpty()
        && id.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '-');
  }
}
