package dev.signalbox.gateway.route;

import java.util.concurrent.ThreadLocalRandom;

/** Makes ids: a prefix and 24 letters and digits, 142 random bits. */
public final class Ids {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 24;
  private static final int GATEWAY_LENGTH = 8;

  private Ids() {}

  /** The id of a request: {@code req_…}. */
  public static String request() {
    return next("req_");
  }

  /** The id of a decision: {@code d_…}. */
  static String decision() {
    return next("d_");
  }

  /** The id of a virtual gateway: eight letters and digits. */
  public static String gateway() {
    StringBuilder id = new StringBuilder(GATEWAY_LENGTH);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < GATEWAY_LENGTH; i++) {
      id.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
    }
    return id.toString();
  }

  private static String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix.length() + LENGTH).append(prefix);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
