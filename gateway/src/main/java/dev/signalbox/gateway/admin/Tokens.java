package dev.signalbox.gateway.admin;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens of 256 random bits, which begin so that scanners know them. */
final class Tokens {
  private static final String PREFIX = "gw-";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** A new one. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
