package dev.signalbox.gateway.guard;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that the names of stand-ins are derived with, so that nobody can tell values from names.
 */
public final class StandInKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 8;

  private final SecretKeySpec key;

  /** A key of these bytes, at least one. */
  public StandInKey(byte[] bytes) {
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * The name of what stands for {@code value} of {@code type} in one conversation: the same
   * whenever it is asked for, and another in another conversation. Letters, digits and {@code _} in
   * square brackets, which any JSON string and any program may hold as they are.
   */
  String nameOf(Subject subject, String type, String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String scope = subject.key() + "\0" + subject.session() + "\0" + type + "\0" + value;
      byte[] digest = mac.doFinal(scope.getBytes(StandardCharsets.UTF_8));
      var name = new StringBuilder("[").append(type).append('_');
      for (int i = 0; i < LENGTH; i++) {
        name.append(LETTERS.charAt(digest[i] & 31));
      }
      return name.append(']').toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "StandInKey";
  }
}
