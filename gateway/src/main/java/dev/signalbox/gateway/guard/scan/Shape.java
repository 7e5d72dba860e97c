package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * How a token goes on after its anchor: literals and runs of characters, matched once from left to
 * right and possessively, so that the work is at most the length of the token.
 *
 * <p>Written as a regular expression of literals and {@code [set]{least,most}}, and nothing else.
 */
final class Shape {
  /** A newline inside a token is skipped so often, where a token is broken over lines. */
  private static final int MAX_LINES = 4;

  /**
   * So many characters of a run stand before a line break that is taken for a part of the token.
   */
  private static final int MIN_BEFORE_BREAK = 4;

  /** So many characters of the next line tell a token that goes on from a word. */
  private static final int MIN_DRAWN = 16;

  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Run(CharSet set, int least, int most) implements Piece {}
  }

  private final List<Piece> pieces;

  private Shape(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * @throws IllegalArgumentException if {@code pattern} is not of that form
   */
  static Shape of(String pattern) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      int open = pattern.indexOf('[', at);
      int literalEnd = open < 0 ? pattern.length() : open;
      if (literalEnd > at) {
        pieces.add(new Piece.Literal(pattern.substring(at, literalEnd)));
      }
      at = literalEnd;
      if (open >= 0) {
        int close = pattern.indexOf("]{", open);
        int end = pattern.indexOf('}', Math.max(close, 0));
        if (close < 0 || end < 0) {
          throw new IllegalArgumentException("not a shape: " + pattern);
        }
        pieces.add(run(pattern.substring(open + 1, close), pattern.substring(close + 2, end)));
        at = end + 1;
      }
    }
    return new Shape(pieces);
  }

  private static Piece.Run run(String set, String count) {
    int comma = count.indexOf(',');
    int least = Integer.parseInt(comma < 0 ? count : count.substring(0, comma));
    int most = comma < 0 ? least : Integer.parseInt(count.substring(comma + 1));
    return new Piece.Run(CharSet.of(set), least, most);
  }

  /** Where the token ends that goes on at {@code from}; -1 if none does. */
  int end(Reading reading, int from) {
    int at = from;
    for (int i = 0; i < pieces.size(); i++) {
      at =
          switch (pieces.get(i)) {
            case Piece.Literal(var text) -> reading.startsWith(text, at) ? at + text.length() : -1;
            case Piece.Run run -> runEnd(reading, at, run, i == pieces.size() - 1);
          };
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }

  private static int runEnd(Reading reading, int from, Piece.Run run, boolean last) {
    int at = from;
    int count = 0;
    int lines = 0;
    while (count < run.most) {
      if (run.set.has(reading.at(at))) {
        at++;
        count++;
        continue;
      }
      int after = count >= MIN_BEFORE_BREAK ? afterBreak(reading, at) : -1;
      boolean goesOn = count < run.least || !last || goesOnDrawn(reading, after, run.set);
      if (after < 0 || lines == MAX_LINES || !goesOn) {
        break;
      }
      lines++;
      at = after;
    }
    boolean tooLong = last && count == run.most && run.set.has(reading.at(at));
    return count < run.least || tooLong ? -1 : at;
  }

  /**
   * Whether a token that could be over goes on in the next line, which then begins with no word.
   */
  private static boolean goesOnDrawn(Reading reading, int from, CharSet set) {
    if (from < 0) {
      return false;
    }
    int end = reading.runEnd(from, set, MIN_DRAWN);
    String begin = reading.slice(from, end);
    return begin.length() == MIN_DRAWN
        && begin.chars().anyMatch(c -> CharSet.DIGITS.has((char) c))
        && begin.chars().anyMatch(c -> CharSet.UPPER.has((char) c))
        && begin.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }

  /**
   * Where the next line begins, after spaces, if one ends at {@code at}, as a character or as its
   * escape.
   */
  private static int afterBreak(Reading reading, int at) {
    int next = at;
    if (reading.at(next) == '\r' || reading.startsWith("\\r", next)) {
      next += reading.at(next) == '\r' ? 1 : 2;
    }
    if (reading.at(next) == '\n') {
      next++;
    } else if (reading.startsWith("\\n", next)) {
      next += 2;
    } else {
      return -1;
    }
    return reading.runEnd(next, CharSet.SPACE, 8);
  }
}
