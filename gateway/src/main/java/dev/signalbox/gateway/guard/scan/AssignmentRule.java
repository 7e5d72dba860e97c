package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.Locale;

/**
 * Finds values that are assigned to something with a telling name: {@code password = '…'}, {@code
 * "apiKey": "…"}, {@code export DB_TOKEN=…}, {@code <Secret>…}, {@code --password …}. The less the
 * name says, the more the value has to look drawn.
 */
final class AssignmentRule implements Rule {
  /** What the name promises. */
  enum Promise {
    PASSWORD("PASSWORD", 12),
    SECRET("SECRET", 12),
    KEY("SECRET", 20);

    private final String type;
    private final int leastSecret;

    Promise(String type, int leastSecret) {
      this.type = type;
      this.leastSecret = leastSecret;
    }
  }

  private static final List<String> PASSWORDS =
      List.of("password", "passwd", "passphrase", "passwort", "passcode", "pwd", "sshpass -p", "pass");
  private static final List<String> SECRETS =
      List.of(
          "secret",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "api key",
          "accesskey",
          "access_key",
          "access-key",
          "accountkey",
          "account_key",
          "storage_key",
          "privatekey",
          "private_key",
          "presharedkey",
          "credential",
          "auth_key",
          "authkey",
          "signing_key",
          "encryption_key",
          "master_key",
          "license_key",
          "insertkey",
          "querykey");
  private static final List<String> KEYS = List.of("key", "auth", "login", "crumb");

  /** What makes a name that of something else: {@code token_type}, {@code secretName}. */
  private static final List<String> OTHER_ENDINGS =
      List.of(
          "name", "type", "url", "uri", "file", "path", "length", "field", "policy", "count",
          "limit", "size", "expir", "ttl", "arn", "ref", "version", "label", "store", "hash",
          "usage", "source", "word", "board", "frame");

  private static final List<String> OTHER_BEGINNINGS =
      List.of(
          "public",
          "primary",
          "foreign",
          "cache",
          "partition",
          "idempotency",
          "max",
          "schema",
          "mon",
          "tur",
          "don",
          "by",
          "com",
          "tres",
          "encom",
          "sur",
          "os-",
          "cor");

  private static final CharSet NAME = CharSet.of("A-Za-z0-9_.-");
  private static final CharSet SPACE = CharSet.of(" \t");
  private static final CharSet LINES = CharSet.of(" \t\r\n");
  private static final CharSet CLOSING = CharSet.of("\"'`])\\");
  private static final CharSet QUOTES = CharSet.of("\"'`");
  private static final CharSet BARE = CharSet.of("A-Za-z0-9!#$%*+./:?@^_~=-");
  private static final int MAX_NAME = 30;
  private static final int MAX_SPACE = 8;
  private static final int MAX_VALUE = 200;

  private final Promise promise;
  private final List<String> names;

  private AssignmentRule(Promise promise, List<String> names) {
    this.promise = promise;
    this.names = names;
  }

  static List<Rule> rules() {
    return List.of(
        new AssignmentRule(Promise.PASSWORD, PASSWORDS),
        new AssignmentRule(Promise.SECRET, SECRETS),
        new AssignmentRule(Promise.KEY, KEYS));
  }

  @Override
  public List<String> anchors() {
    return names;
  }

  @Override
  public void verify(Reading reading, int start, int end) {
    int nameEnd = nameEnd(reading, end);
    if (nameEnd < 0 || isOther(reading, start, end, nameEnd)) {
      return;
    }
    Separator separator = Separator.after(reading, nameEnd);
    if (separator.kind() == Separator.Kind.NONE) {
      return;
    }
    int at = reading.runEnd(separator.end(), LINES, 2 * MAX_SPACE);
    int open = at;
    while (open - at < 4 && (reading.at(open) == '\\' || QUOTES.has(reading.at(open)))) {
      open++;
    }
    if (open > at) {
      quoted(reading, open, separator);
    } else if (at == reading.runEnd(separator.end(), SPACE, MAX_SPACE)) {
      bare(reading, at, separator, start);
    }
  }

  /**
   * Where the name ends of which the anchor ends at {@code end}; -1 if the anchor is a piece of
   * another word.
   */
  private int nameEnd(Reading reading, int end) {
    boolean lower = reading.at(end - 1) >= 'a';
    char next = reading.at(end);
    boolean sameWord = lower ? next >= 'a' && next <= 'z' : CharSet.LETTERS.has(next);
    boolean plural = (next == 's' || next == 'S') && !CharSet.LETTERS.has(reading.at(end + 1));
    if (promise == Promise.KEY && CharSet.LETTERS.has(next)) {
      return -1;
    }
    if (sameWord && !plural) {
      return -1;
    }
    int nameEnd = reading.runEnd(end, NAME, MAX_NAME);
    return nameEnd - end == MAX_NAME ? -1 : nameEnd;
  }

  private boolean isOther(Reading reading, int start, int end, int nameEnd) {
    String ending = reading.slice(end, nameEnd).toLowerCase(Locale.ROOT);
    if (OTHER_ENDINGS.stream().anyMatch(ending::contains) || ending.endsWith("id")) {
      return true;
    }
    if (promise == Promise.PASSWORD && names.getLast().length() == end - start) {
      char before = reading.at(start - 1);
      return reading.at(start) >= 'a' && CharSet.LETTERS.has(before);
    }
    String beginning = reading.slice(Math.max(0, start - 12), start).toLowerCase(Locale.ROOT);
    String plain =
        beginning.endsWith("_") || beginning.endsWith("-")
            ? beginning.substring(0, beginning.length() - 1)
            : beginning;
    return OTHER_BEGINNINGS.stream().anyMatch(plain::endsWith);
  }

  private void quoted(Reading reading, int from, Separator separator) {
    char quote = reading.at(from - 1);
    int end = from;
    while (end - from < MAX_VALUE && !endsQuoted(reading, end, quote)) {
      end++;
    }
    if (end - from == MAX_VALUE || end == from) {
      return;
    }
    String value = reading.slice(from, end);
    boolean password =
        promise == Promise.PASSWORD
            && (separator.kind() == Separator.Kind.SPACE
                ? SecretValues.isBarePassword(value)
                : SecretValues.isQuotedPassword(value));
    judge(reading, new Value(value, from, end, password));
  }

  private static boolean endsQuoted(Reading reading, int at, char quote) {
    char c = reading.at(at);
    return c == quote || c == '\n' || c == '\0' || c == '\\' && reading.at(at + 1) == quote;
  }

  private void bare(Reading reading, int from, Separator separator, int nameStart) {
    int end = from;
    while (end - from < MAX_VALUE && BARE.has(reading.at(end))) {
      end++;
      if (reading.at(end - 1) == '=' && BARE.has(reading.at(end)) && reading.at(end) != '=') {
        return;
      }
    }
    char next = reading.at(end);
    if (end == from || next == '(' || next == '[' || next == '{' || reading.at(from) == '@') {
      return;
    }
    int trimmed = end;
    while (trimmed > from && (reading.at(trimmed - 1) == '.' || reading.at(trimmed - 1) == ':')) {
      trimmed--;
    }
    String value = reading.slice(from, trimmed);
    boolean password =
        promise == Promise.PASSWORD
            && separator.kind() != Separator.Kind.SPACE
            && (SecretValues.isBarePassword(value)
                || isEnvironment(reading, separator, nameStart)
                    && SecretValues.isEnvironmentPassword(value));
    judge(reading, new Value(value, from, trimmed, password));
  }

  private record Value(String text, int start, int end, boolean password) {}

  private void judge(Reading reading, Value value) {
    if (Placeholders.standsFor(value.text) || value.text.contains("://")) {
      return;
    }
    if (value.password || SecretValues.isSecret(value.text, promise.leastSecret)) {
      reading.found(promise.type, value.start, value.end, Rank.GUESSED);
    }
  }

  /** Whether it is {@code NAME=value}, in capitals and without spaces. */
  private static boolean isEnvironment(Reading reading, Separator separator, int nameStart) {
    char first = reading.at(nameStart);
    return CharSet.UPPER.has(first) && separator.kind() == Separator.Kind.EQUALS_TIGHT;
  }

  /** What stands between a name and its value. */
  private record Separator(Kind kind, int end) {
    enum Kind {
      NONE,
      EQUALS_TIGHT,
      ASSIGNS,
      SPACE
    }

    private static final List<String> SIGNS =
        List.of(":=", "===", "!==", "==", "!=", "=>", "->", "=", ":", ",", ">");

    static Separator after(Reading reading, int nameEnd) {
      if (reading.at(nameEnd) == '='
          && BARE.has(reading.at(nameEnd + 1))
          && reading.at(nameEnd + 1) != '=') {
        return new Separator(Kind.EQUALS_TIGHT, nameEnd + 1);
      }
      int closed = reading.runEnd(nameEnd, CLOSING, 3);
      int at = reading.runEnd(closed, SPACE, MAX_SPACE);
      for (String sign : SIGNS) {
        if (reading.startsWith(sign, at)) {
          return new Separator(Kind.ASSIGNS, afterType(reading, at + sign.length()));
        }
      }
      for (String word : List.of("is ", "value=")) {
        if (at > nameEnd && reading.startsWith(word, at)) {
          return new Separator(Kind.ASSIGNS, at + word.length());
        }
      }
      return new Separator(at > closed ? Kind.SPACE : Kind.NONE, at);
    }

    /** Past a type, as in {@code password: string = "…"}. */
    private static int afterType(Reading reading, int from) {
      int word = reading.runEnd(from, SPACE, 2);
      int wordEnd = reading.runEnd(word, CharSet.ALPHANUMERIC, 12);
      int sign = reading.runEnd(wordEnd, SPACE, 2);
      boolean typed = wordEnd > word && reading.at(sign) == '=' && sign > wordEnd;
      return typed ? sign + 1 : from;
    }
  }
}
