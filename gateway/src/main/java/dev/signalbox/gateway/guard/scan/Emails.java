package dev.signalbox.gateway.guard.scan;

import java.util.Locale;
import java.util.Set;

/** Finds electronic addresses, of ASCII characters as in nearly all that exist. */
final class Emails {
  private static final CharSet LOCAL = CharSet.of("A-Za-z0-9._%+'-");
  private static final CharSet DOMAIN = CharSet.of("A-Za-z0-9.-");
  private static final CharSet AUTHORITY = CharSet.of("A-Za-z0-9._%+!~:-");
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;

  /** Endings of files, which look like a domain in {@code icon@2x.png}. */
  private static final Set<String> FILES =
      Set.of(
          "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "ts", "jsx", "tsx", "mjs", "css",
          "json", "py", "java", "service", "html", "xml", "yaml", "yml", "lock", "md", "txt");

  private Emails() {}

  static void find(Reading reading, int at) {
    int start = reading.runStart(at, LOCAL, MAX_LOCAL);
    while (start < at && !CharSet.WORD.has(reading.at(start))) {
      start++;
    }
    int end = reading.runEnd(at + 1, DOMAIN, MAX_DOMAIN);
    while (end > at + 1 && !CharSet.ALPHANUMERIC.has(reading.at(end - 1))) {
      end--;
    }
    if (start == at || reading.at(at - 1) == '.' || !isDomain(reading.slice(at + 1, end))) {
      return;
    }
    if (!isRemotePath(reading, end) && !isUserInfo(reading, start)) {
      reading.found("EMAIL", start, end, Rank.PERSONAL);
    }
  }

  private static boolean isDomain(String domain) {
    int dot = domain.lastIndexOf('.');
    if (dot < 1 || domain.contains("..") || domain.charAt(0) == '.' || domain.charAt(0) == '-') {
      return false;
    }
    String top = domain.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean letters = top.chars().allMatch(c -> CharSet.LETTERS.has((char) c));
    return top.length() >= 2 && (letters || top.startsWith("xn--")) && !FILES.contains(top);
  }

  /** {@code git@host:path}, as ssh writes places. */
  private static boolean isRemotePath(Reading reading, int end) {
    char after = reading.at(end + 1);
    return reading.at(end) == ':' && (CharSet.WORD.has(after) || after == '/' || after == '~');
  }

  /** {@code scheme://user:password@host}. */
  private static boolean isUserInfo(Reading reading, int start) {
    char before = reading.at(start - 1);
    if (before != ':' && before != '/' && before != '!' && before != '~') {
      return false;
    }
    return reading.startsWith("//", reading.runStart(start, AUTHORITY, MAX_LOCAL) - 2);
  }
}
