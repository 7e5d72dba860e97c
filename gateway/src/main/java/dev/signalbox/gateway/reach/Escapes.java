package dev.signalbox.gateway.reach;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The percent escapes of addresses, where a plus is a plus. */
public final class Escapes {
  private Escapes() {}

  /**
   * {@code text} with its escapes undone.
   *
   * @throws IllegalArgumentException if a percent sign begins none
   */
  public static String undone(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The same; {@code text} as it is where a percent sign begins none. */
  public static String undoneIfSound(String text) {
    try {
      return undone(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
