package dev.signalbox.gateway.wire.openai;

import java.nio.charset.StandardCharsets;

/**
 * Finds refusals in answers of OpenAI without reading them: their field {@code refusal}, which is
 * null otherwise. Within a text of the answer its quotes are escaped, so that it does not match.
 */
public final class RefusalMark {
  private static final byte[] FIELD = "\"refusal\"".getBytes(StandardCharsets.US_ASCII);

  private RefusalMark() {}

  /** Whether a field {@code refusal} of {@code body} has a text. */
  public static boolean isIn(byte[] body) {
    for (int i = 0; i <= body.length - FIELD.length; i++) {
      if (body[i] == '"' && isAt(body, i) && isText(body, i + FIELD.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] body, int start) {
    for (int i = 1; i < FIELD.length; i++) {
      if (body[start + i] != FIELD[i]) {
        return false;
      }
    }
    return true;
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
