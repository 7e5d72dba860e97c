package dev.signalbox.gateway.guard.scan;

/**
 * Finds IPv6 addresses, full or shortened; not the unspecified one and that of the machine itself.
 */
final class Ipv6 {
  private static final int MAX_GROUPS = 8;
  private static final CharSet ADDRESS = CharSet.of("0-9a-fA-F:");
  private static final int MAX_LENGTH = 45;

  private Ipv6() {}

  /** Looks at the first colon of something and says where to go on. */
  static int find(Reading reading, int colon) {
    int start = reading.runStart(colon, CharSet.HEX, 5);
    int end = reading.runEnd(colon, ADDRESS, MAX_LENGTH);
    boolean alone =
        !CharSet.WORD.has(reading.at(start - 1))
            && !CharSet.WORD.has(reading.at(end))
            && reading.at(start - 1) != ':';
    int stop = end;
    if (reading.at(stop - 1) == ':' && !reading.startsWith("::", stop - 2)) {
      stop--;
    }
    if (alone && stop - start >= 6 && isAddress(reading.slice(start, stop))) {
      reading.found("IP_ADDRESS", start, stop, Rank.PERSONAL);
    }
    return Math.max(end, colon + 1);
  }

  private static boolean isAddress(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    boolean digit = false;
    for (String group : text.split(":", -1)) {
      if (group.length() > 4) {
        return false;
      }
      groups += group.isEmpty() ? 0 : 1;
      digit |= group.chars().anyMatch(c -> CharSet.DIGITS.has((char) c));
    }
    boolean shortened = gap >= 3 && groups >= 2 && groups < MAX_GROUPS && digit;
    return shortened || (gap < 0 && groups == MAX_GROUPS);
  }
}
