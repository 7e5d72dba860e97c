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
      List.of(
          "password", "passwd", "passphrase", "passwort", "passcode", "pwd", "sshpass -p", "pass");
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
  private static final CharSet LINES = CharSet.of(" \t\r\n");
  private static final CharSet CLOSING = CharSet.of("\"'`])\\");
  private static final CharSet QUOTES = CharSet.of("\"'`");
  private static final CharSet BARE = CharSet.of("A-Za-z0-9!#$%*+./:?@^_~=-");
  private static final int MAX_NAME = 30;
  private static final int MAX_SPACE = 8;
  private static final int MIN_VALUE = 6;
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
    if (nameEnd < 0) {
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
    var name = new Name(start, end, nameEnd);
    if (open > at) {
      quoted(reading, open, separator, name);
    } else if (at == reading.runEnd(separator.end(), CharSet.SPACE, MAX_SPACE)) {
      bare(reading, at, separator, name);
    }
  }

  /**
   * Where a name stands.
   *
   * @param keyword where the anchor begins in it
   * @param keywordEnd where the anchor ends
   */
  private record Name(int keyword, int keywordEnd, int end) {}

  /**
   * Where the name ends of which the anchor ends at {@code end}; -1 if the anchor is a piece of
   * another word.
   */
  private int nameEnd(Reading reading, int end) {
    char next = reading.at(end);
    boolean letter = CharSet.LETTERS.has(next);
    boolean lower = reading.at(end - 1) >= 'a';
    boolean sameWord = (lower && promise != Promise.KEY) ? next >= 'a' && next <= 'z' : letter;
    boolean plural = (next == 's' || next == 'S') && !CharSet.LETTERS.has(reading.at(end + 1));
    if (sameWord && !plural) {
      return -1;
    }
    int nameEnd = reading.runEnd(end, NAME, MAX_NAME);
    return nameEnd - end == MAX_NAME ? -1 : nameEnd;
  }

  private boolean isOther(Reading reading, Name name) {
    String ending = reading.slice(name.keywordEnd, name.end).toLowerCase(Locale.ROOT);
    if (OTHER_ENDINGS.stream().anyMatch(ending::contains) || ending.endsWith("id")) {
      return true;
    }
    int start = name.keyword;
    if (promise == Promise.PASSWORD && names.getLast().length() == name.keywordEnd - start) {
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

  private void quoted(Reading reading, int from, Separator separator, Name name) {
    char quote = reading.at(from - 1);
    int end = from;
    while (end - from < MAX_VALUE && !endsQuoted(reading, end, quote)) {
      end++;
    }
    if (end - from == MAX_VALUE || end - from < MIN_VALUE) {
      return;
    }
    String value = reading.slice(from, end);
    boolean password =
        promise == Promise.PASSWORD
            && (separator.kind() == Separator.Kind.SPACE
                ? SecretValues.isBarePassword(value)
                : SecretValues.isQuotedPassword(value));
    judge(reading, new Value(value, from, end, password), name);
  }

  private static boolean endsQuoted(Reading reading, int at, char quote) {
    char c = reading.at(at);
    return c == quote || c == '\n' || c == '\0' || (c == '\\' && reading.at(at + 1) == quote);
  }

  private void bare(Reading reading, int from, Separator separator, Name name) {
    int end = from;
    while (end - from < MAX_VALUE && BARE.has(reading.at(end))) {
      end++;
      if (reading.at(end - 1) == '=' && BARE.has(reading.at(end)) && reading.at(end) != '=') {
        return;
      }
    }
    char next = reading.at(end);
    if (next == '(' || next == '[' || next == '{' || reading.at(from) == '@') {
      return;
    }
    while (end > from && (reading.at(end - 1) == '.' || reading.at(end - 1) == ':')) {
      end--;
    }
    if (end - from < MIN_VALUE) {
      return;
    }
    String value = reading.slice(from, end);
    boolean password =
        promise == Promise.PASSWORD
            && separator.kind() != Separator.Kind.SPACE
            && (SecretValues.isBarePassword(value)
                || (isEnvironment(reading, separator, name)
                    && SecretValues.isEnvironmentPassword(value)));
    judge(reading, new Value(value, from, end, password), name);
  }

  private record Value(String text, int start, int end, boolean password) {}

  private void judge(Reading reading, Value value, Name name) {
    boolean secret = value.password || SecretValues.isSecret(value.text, promise.leastSecret);
    if (secret
        && !value.text.contains("://")
        && !Placeholders.standsFor(value.text)
        && !isOther(reading, name)) {
      reading.found(promise.type, value.start, value.end, Rank.GUESSED);
    }
  }

  /** Whether it is {@code NAME=value}, in capitals and without spaces. */
  private static boolean isEnvironment(Reading reading, Separator separator, Name name) {
    char first = reading.at(name.keyword);
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
      int at = reading.runEnd(closed, CharSet.SPACE, MAX_SPACE);
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
      int word = reading.runEnd(from, CharSet.SPACE, 2);
      int wordEnd = reading.runEnd(word, CharSet.ALPHANUMERIC, 12);
      int sign = reading.runEnd(wordEnd, CharSet.SPACE, 2);
      boolean typed = wordEnd > word && reading.at(sign) == '=' && sign > wordEnd;
      return typed ? sign + 1 : from;
    }
  }
}
