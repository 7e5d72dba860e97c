package dev.signalbox.gateway.guard.scan;

import java.util.List;

/**
 * Finds private keys between their BEGIN and END lines, also with escaped line ends and also cut
 * off.
 */
final class PemRule implements Rule {
  private static final int MAX_LABEL = 40;
  private static final int MAX_BODY = 16_384;
  private static final int MIN_CUT_BODY = 40;
  private static final CharSet LABEL = CharSet.of("A-Z0-9 ");
  private static final CharSet BODY = CharSet.of("A-Za-z0-9+/=\\ \r\n\t:,.()_@<>\"");

  @Override
  public List<String> anchors() {
    return List.of("-----begin ");
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    int labelEnd = reading.runEnd(end, LABEL, MAX_LABEL);
    String label = reading.slice(end, labelEnd);
    if (!label.contains("PRIVATE KEY") || !reading.startsWith("-----", labelEnd)) {
      return;
    }
    int body = labelEnd + 5;
    int at = body;
    while (at - body < MAX_BODY && inBody(reading, at)) {
      at++;
    }
    int closing =
        reading.startsWith("-----END ", at) ? reading.runEnd(at + 9, LABEL, MAX_LABEL) : -1;
    if (closing > 0 && reading.startsWith("-----", closing)) {
      reading.found("PRIVATE_KEY", start, closing + 5, Rank.NAMED);
    } else if (at - body >= MIN_CUT_BODY) {
      reading.found("PRIVATE_KEY", start, at, Rank.NAMED);
    }
  }

  /** Headers such as {@code DEK-Info} hold single dashes. */
  private static boolean inBody(Reading reading, int at) {
    char c = reading.at(at);
    return BODY.has(c) || (c == '-' && !reading.startsWith("-----", at));
  }
}
