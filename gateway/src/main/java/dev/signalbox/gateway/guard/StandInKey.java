package dev.signalbox.gateway.guard;

import dev.signalbox.engine.digest.HmacSha256;

/**
 * The key that the names of stand-ins are derived with, so that nobody can tell values from names.
 */
public final class StandInKey {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 8;

  private final HmacSha256 key;

  /** A key of these bytes, at least one. */
  public StandInKey(byte[] bytes) {
    key = new HmacSha256(bytes);
  }

  /**
   * The name of what stands for {@code value} of {@code type} in one conversation: the same
   * whenever it is asked for, and another in another conversation. Letters, digits and {@code _} in
   * square brackets, which any JSON string and any program may hold as they are.
   */
  String nameOf(Subject subject, String type, String value) {
    byte[] digest = key.of(subject.key() + "\0" + subject.session() + "\0" + type + "\0" + value);
    var name = new StringBuilder("[").append(type).append('_');
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt(digest[i] & 31));
    }
    return name.append(']').toString();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "StandInKey";
  }
}
