package dev.signalbox.gateway.route;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes ids: a prefix, seven letters and digits that grow with time, and seventeen random ones, 101
 * bits. Ids that are made one after the other stand beside each other in an index, which spares the
 * store a page for each of them.
 */
public final class Ids {
  /** In the order of their codes, so that text sorts as time does. */
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int TIME_LENGTH = 7; // enough until the year 2081
  private static final int RANDOM_LENGTH = 17;
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

  /** The id of a saved view: {@code v_…}. */
  public static String view() {
    return next("v_");
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
    int time = prefix.length();
    char[] id = new char[time + TIME_LENGTH + RANDOM_LENGTH];
    prefix.getChars(0, time, id, 0);
    long millis = System.currentTimeMillis();
    for (int i = time + TIME_LENGTH - 1; i >= time; i--) {
      id[i] = ALPHABET.charAt((int) (millis % ALPHABET.length()));
      millis /= ALPHABET.length();
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = time + TIME_LENGTH; i < id.length; i++) {
      id[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return new String(id);
  }
}
