package dev.signalbox.gateway.guard.scan;

/** A set of ASCII characters, asked with two shifts. */
final class CharSet {
  static final CharSet DIGITS = of("0-9");
  static final CharSet HEX = of("0-9a-fA-F");
  static final CharSet UPPER = of("A-Z");
  static final CharSet LETTERS = of("A-Za-z");
  static final CharSet WORD = of("A-Za-z0-9_");
  static final CharSet ALPHANUMERIC = of("A-Za-z0-9");
  static final CharSet SPACE = of(" \t");
  static final CharSet BASE64 = of("A-Za-z0-9+/_-");

  private final long low;
  private final long high;

  private CharSet(long low, long high) {
    this.low = low;
    this.high = high;
  }

  /**
   * Reads single characters and ranges, as between the brackets of a regular expression; {@code -}
   * comes last.
   */
  static CharSet of(String ranges) {
    long low = 0;
    long high = 0;
    int at = 0;
    while (at < ranges.length()) {
      char first = ranges.charAt(at);
      boolean range = at + 2 < ranges.length() && ranges.charAt(at + 1) == '-';
      char last = range ? ranges.charAt(at + 2) : first;
      for (char c = first; c <= last; c++) {
        if (c < 64) {
          low |= 1L << c;
        } else {
          high |= 1L << (c - 64);
        }
      }
      at += range ? 3 : 1;
    }
    return new CharSet(low, high);
  }

  boolean has(char c) {
    return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
  }
}
