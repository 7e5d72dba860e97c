package dev.signalbox.gateway.guard.scan;

import java.util.List;

/**
 * Finds signed tokens of three base64 parts, of which the first two begin as a JSON object does.
 */
final class JwtRule implements Rule {
  private static final CharSet BASE64_URL = CharSet.of("A-Za-z0-9_-");
  private static final Shape SHAPE =
      Shape.of("[A-Za-z0-9_-]{8,2000}.eyJ[A-Za-z0-9_-]{8,8000}.[A-Za-z0-9_-]{10,2000}");

  @Override
  public List<String> anchors() {
    return List.of("eyj");
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    // an anchor within a run is no beginning; without this a row of anchors would be read again
    // from each
    boolean inside = BASE64_URL.has(reading.at(start - 1)) && !reading.beginsWord(start);
    if (inside || !reading.startsWith("eyJ", start)) {
      return;
    }
    int tokenEnd = SHAPE.end(reading, end);
    if (tokenEnd > 0) {
      reading.found("JWT", start, tokenEnd, Rank.NAMED);
    }
  }
}
