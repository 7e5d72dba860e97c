package dev.signalbox.gateway.route;

/** Numbers by chance that a text always gives alike. */
public final class Spread {
  private Spread() {}

  /** A number that depends on every bit of {@code text} (FNV-1a, 64 bits); not negative. */
  public static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 32)) & Long.MAX_VALUE;
  }
}
