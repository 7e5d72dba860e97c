package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.Locale;

/** Finds the password of {@code scheme://user:password@host}. */
final class UrlPasswordRule implements Rule {
  private static final int MAX_AUTHORITY = 300;
  private static final int MIN_PASSWORD = 4;
  private static final CharSet SCHEME = CharSet.of("A-Za-z0-9+.-");
  private static final CharSet AUTHORITY = CharSet.of("A-Za-z0-9!$%&*+,.:;=?^_`|~@#-");

  @Override
  public List<String> anchors() {
    return List.of("://");
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    int colon = -1;
    int at = -1;
    int index = end;
    for (; index - end < MAX_AUTHORITY && AUTHORITY.has(reading.at(index)); index++) {
      char c = reading.at(index);
      if (c == ':' && colon < 0) {
        colon = index;
      } else if (c == '@' && colon > 0) {
        at = index;
      }
    }
    if (at - colon - 1 < MIN_PASSWORD || !SCHEME.has(reading.at(start - 1))) {
      return;
    }
    String password = reading.slice(colon + 1, at);
    if (!Placeholders.standsFor(password) && CharSet.WORD.has(reading.at(at + 1))) {
      String scheme = reading.slice(reading.runStart(start, SCHEME, 20), start);
      reading.found(type(scheme.toLowerCase(Locale.ROOT)), colon + 1, at, Rank.NAMED);
    }
  }

  private static String type(String scheme) {
    return scheme.contains("postgres")
            || scheme.contains("mysql")
            || scheme.contains("mongodb")
            || scheme.contains("redis")
            || scheme.contains("amqp")
        ? "DATABASE_URL_PASSWORD"
        : "URL_PASSWORD";
  }
}
