package dev.signalbox.gateway.http;

import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids: {@code req_} and 24 letters and digits, 124 random bits. */
final class RequestIds {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 24;

  private RequestIds() {}

  static String next() {
    StringBuilder id = new StringBuilder("req_");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
