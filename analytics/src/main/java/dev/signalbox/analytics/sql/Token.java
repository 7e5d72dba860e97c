package dev.signalbox.analytics.sql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text as it was written
 * @param spaced whether white space or a comment stands before it
 */
record Token(Kind kind, String text, boolean spaced) {
  /** What a piece of a statement can be. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    TEXT,
    NUMBER,
    SYMBOL
  }

  /** Whether it is this keyword, unquoted, in any case. */
  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** The name it is, in lower case and without quotes. */
  String name() {
    String plain =
        kind == Kind.QUOTED_NAME
            ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
            : text;
    return plain.toLowerCase(Locale.ROOT);
  }
}
