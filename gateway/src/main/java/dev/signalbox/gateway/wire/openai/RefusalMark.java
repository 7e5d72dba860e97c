package dev.signalbox.gateway.wire.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds refusals in answers of OpenAI without reading them: their field {@code refusal}, which is
 * null otherwise. Within a text of the answer its quotes are escaped, so that it does not match.
 */
public final class RefusalMark {
  private static final byte[] FIELD = "\"refusal\"".getBytes(StandardCharsets.US_ASCII);

  private static final int[] SHIFTS = shifts();

  private RefusalMark() {}

  /** Whether a field {@code refusal} of {@code body} has a text. */
  public static boolean isIn(byte[] body) {
    int at = FIELD.length - 1;
    while (at < body.length) {
      if (body[at] == '"' && isUpTo(body, at) && isText(body, at + 1)) {
        return true;
      }
      at += SHIFTS[body[at] & 0xff];
    }
    return false;
  }

  private static boolean isUpTo(byte[] body, int end) {
    for (int i = 1; i < FIELD.length; i++) {
      if (body[end - i] != FIELD[FIELD.length - 1 - i]) {
        return false;
      }
    }
    return true;
  }

  /** By Horspool: how far the mark may be moved on when its last place is at a byte. */
  private static int[] shifts() {
    int[] shifts = new int[256];
    Arrays.fill(shifts, FIELD.length);
    for (int i = 0; i < FIELD.length - 1; i++) {
      shifts[FIELD[i]] = FIELD.length - 1 - i;
    }
    return shifts;
  }

  /** Whether a colon and a text of at least one character follow. */
  private static boolean isText(byte[] body, int from) {
    int at = afterSpace(body, from);
    if (at >= body.length || body[at] != ':') {
      return false;
    }
    at = afterSpace(body, at + 1);
    return at + 1 < body.length && body[at] == '"' && body[at + 1] != '"';
  }

  private static int afterSpace(byte[] body, int from) {
    int at = from;
    while (at < body.length && Character.isWhitespace(body[at])) {
      at++;
    }
    return at;
  }
}
