package dev.signalbox.analytics.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into tokens, and refuses what the databases read in different ways: other quotes
 * than {@code '} and {@code "}, prefixed strings, dollar quotes, parameters and nested comments.
 */
final class Tokenizer {
  private static final String SYMBOLS = "(),.;*+-/%=<>!|:~&#?[]";

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  /**
   * The tokens of {@code sql}, without comments.
   *
   * @throws RefusedException when it holds something that no statement here may
   */
  static List<Token> tokens(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    while (tokenizer.at < sql.length()) {
      tokenizer.next();
    }
    return List.copyOf(tokenizer.tokens);
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
      spaced = true;
    } else if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
      spaced = true;
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == '\'') {
      quoted('\'', Token.Kind.TEXT);
    } else if (c == '"') {
      quoted('"', Token.Kind.QUOTED_NAME);
    } else if (isDigit(c)) {
      number();
    } else if (isLetter(c)) {
      word();
    } else if (SYMBOLS.indexOf(c) >= 0) {
      add(Token.Kind.SYMBOL, at + 1);
    } else {
      throw new RefusedException("bad_character", badCharacter(c));
    }
  }

  private static String badCharacter(char c) {
    return switch (c) {
      case '`' -> "a name is quoted with \", not with a backtick";
      case '$', '@' -> "parameters and `%s` quotes are not allowed here".formatted(c);
      default ->
          "the character U+%04X is only allowed inside quotes: '…' for text, \"…\" for a name"
              .formatted((int) c);
    };
  }

  private void comment() {
    int end = sql.indexOf("*/", at + 2);
    if (end < 0) {
      throw new RefusedException("open_comment", "a comment is never closed");
    }
    if (sql.substring(at + 2, end).contains("/*")) {
      throw new RefusedException("nested_comment", "a comment inside a comment is not allowed");
    }
    at = end + 2;
    spaced = true;
  }

  private void quoted(char quote, Token.Kind kind) {
    if (!spaced && !tokens.isEmpty() && tokens.getLast().isName()) {
      throw new RefusedException(
          "prefixed_string",
          "a string or quoted name with a prefix, such as E'…', X'…' or U&\"…\", is not allowed");
    }
    int end = at + 1;
    while (true) {
      end = sql.indexOf(quote, end);
      if (end < 0) {
        throw new RefusedException("open_quote", "a quote is never closed");
      }
      if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
        end += 2;
      } else {
        break;
      }
    }
    if (sql.substring(at, end).indexOf('\0') >= 0 || (end == at + 1 && quote == '"')) {
      throw new RefusedException("bad_quote", "a name in quotes is empty or holds a NUL");
    }
    if (!spaced && !tokens.isEmpty() && tokens.getLast().isSymbol("&")) {
      throw new RefusedException("prefixed_string", "a string with the prefix U& is not allowed");
    }
    add(kind, end + 1);
  }

  private void number() {
    int end = at;
    while (end < sql.length() && (isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
      end++;
    }
    if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < sql.length() && "+-".indexOf(sql.charAt(exponent)) >= 0) {
        exponent++;
      }
      while (exponent < sql.length() && isDigit(sql.charAt(exponent))) {
        exponent++;
      }
      end = exponent;
    }
    if (end < sql.length() && isLetter(sql.charAt(end))) {
      throw new RefusedException("bad_number", "a number runs into a word");
    }
    add(Token.Kind.NUMBER, end);
  }

  private void word() {
    int end = at;
    while (end < sql.length() && (isLetter(sql.charAt(end)) || isDigit(sql.charAt(end)))) {
      end++;
    }
    add(Token.Kind.WORD, end);
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), spaced));
    at = end;
    spaced = false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Letters of ASCII only: what else is a letter differs from database to database. */
  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
