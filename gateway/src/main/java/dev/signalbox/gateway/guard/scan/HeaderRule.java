package dev.signalbox.gateway.guard.scan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Finds what follows {@code Bearer} and {@code Basic} in an authorization header. */
final class HeaderRule implements Rule {
  private static final CharSet TOKEN = CharSet.of("A-Za-z0-9._~+/=-");
  private static final int MAX_TOKEN = 2_000;
  private static final int MIN_TOKEN = 16;
  private static final int MIN_BASIC = 8;
  private static final int CONTEXT = 20;

  @Override
  public List<String> anchors() {
    return List.of("bearer ", "basic ");
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    if (!reading.beginsWord(start) || !TOKEN.has(reading.at(end))) {
      return;
    }
    int tokenEnd = reading.runEnd(end, TOKEN, MAX_TOKEN);
    boolean basic = Reading.lower(reading.at(start + 1)) == 'a';
    if (tokenEnd - end < (basic ? MIN_BASIC : MIN_TOKEN)) {
      return;
    }
    String token = reading.slice(end, tokenEnd);
    if (basic
        ? holdsPassword(token) || (afterHeader(reading, start) && looksDrawn(token))
        : looksDrawn(token)) {
      reading.found(basic ? "BASIC_AUTH" : "BEARER_TOKEN", end, tokenEnd, Rank.GUESSED);
    }
  }

  private static boolean afterHeader(Reading reading, int start) {
    return reading
        .slice(Math.max(0, start - CONTEXT), start)
        .toLowerCase(Locale.ROOT)
        .contains("authorization");
  }

  private static boolean looksDrawn(String token) {
    return !Placeholders.standsFor(token) && SecretValues.isSecret(token, MIN_TOKEN);
  }

  private static boolean holdsPassword(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String pair = new String(bytes, StandardCharsets.ISO_8859_1);
    int colon = pair.indexOf(':');
    return colon > 0
        && pair.length() - colon > 4
        && pair.chars().allMatch(c -> c >= ' ' && c < 127)
        && !Placeholders.standsFor(pair.substring(colon + 1));
  }
}
