package dev.signalbox.gateway.wire.codec;

import dev.signalbox.engine.digest.HmacSha256;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Signature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Wraps a provider's signature so that it can travel through a client whose protocol has no place
 * for it, inside a tool-call id or a reasoning blob, and be recognised on the way back by any
 * replica with the same key, without stored state.
 *
 * <p>Form, version 1: {@code sb1_} and base64url without padding of 16 bytes HMAC-SHA-256 (cut)
 * over the rest, then four texts in UTF-8 separated by line feeds: the format's id, the kind's
 * name, the carried id in base64url, the signature. The characters are letters, digits, {@code _}
 * and {@code -}, which every protocol accepts in ids.
 */
public final class SignatureSeal {
  private static final String PREFIX = "sb1_";
  private static final int MAC_BYTES = 16;

  private final HmacSha256 key;

  /**
   * A seal of one installation.
   *
   * @param key shared by all replicas, at least 16 bytes
   */
  public SignatureSeal(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("the seal key needs at least 16 bytes");
    }
    this.key = new HmacSha256(key);
  }

  /** A signature and the id it travelled with. */
  public record Sealed(String id, Signature signature) {}

  /**
   * Wraps {@code signature}.
   *
   * @param id the provider's id of the part; may be empty
   */
  public String seal(String id, Signature signature) {
    String safeId = Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    byte[] payload =
        String.join(
                "\n", signature.origin().id(), signature.kind().name(), safeId, signature.value())
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole =
        ByteBuffer.allocate(MAC_BYTES + payload.length).put(mac(payload)).put(payload).array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** Whether the text that begins at {@code offset} of {@code bytes} may have been sealed. */
  public static boolean mayBegin(byte[] bytes, int offset) {
    for (int i = 0; i < PREFIX.length(); i++) {
      if (offset + i >= bytes.length || bytes[offset + i] != PREFIX.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Unwraps what {@link #seal} made with the same key; empty for anything else. */
  public Optional<Sealed> open(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (whole.length < MAC_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOfRange(whole, MAC_BYTES, whole.length);
    if (!MessageDigest.isEqual(mac(payload), Arrays.copyOf(whole, MAC_BYTES))) {
      return Optional.empty();
    }
    return Optional.of(read(new String(payload, StandardCharsets.UTF_8)));
  }

  // INVARIANT: the payload was written by seal(), its mac was checked.
  private static Sealed read(String payload) {
    String[] fields = payload.split("\n", 4);
    ApiFormat origin = ApiFormat.byId(fields[0]);
    String id = new String(Base64.getUrlDecoder().decode(fields[2]), StandardCharsets.UTF_8);
    return new Sealed(id, new Signature(origin, Signature.Kind.valueOf(fields[1]), fields[3]));
  }

  private byte[] mac(byte[] payload) {
    return Arrays.copyOf(key.of(payload), MAC_BYTES);
  }
}
