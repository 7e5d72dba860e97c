package dev.signalbox.gateway.simulator.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into the simulator's tokens: a run of white space with the word behind it, at most
 * {@link #MAX_LENGTH} UTF-16 units, never inside a character. The pieces joined are the text.
 */
public final class Pieces {
  /** Longest piece, in UTF-16 units. */
  public static final int MAX_LENGTH = 12;

  private Pieces() {}

  /** The pieces of {@code text}, none of them empty. */
  public static List<String> of(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfPiece(text, start);
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }

  /** How many pieces {@code text} has. */
  public static int count(String text) {
    int count = 0;
    for (int start = 0; start < text.length(); start = endOfPiece(text, start)) {
      count++;
    }
    return count;
  }

  /** The first {@code limit} pieces of {@code text}, joined. */
  static String first(String text, int limit) {
    int end = 0;
    for (int count = 0; count < limit && end < text.length(); count++) {
      end = endOfPiece(text, end);
    }
    return text.substring(0, end);
  }

  /** At most {@code limit} UTF-16 units of {@code text}, not cut inside a character. */
  static String wholeCharacters(String text, int limit) {
    int end = Math.min(text.length(), limit);
    boolean inside = end > 0 && end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, inside ? end - 1 : end);
  }

  private static int endOfPiece(String text, int start) {
    int limit = Math.min(text.length(), start + MAX_LENGTH);
    int at = start;
    while (at < limit && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    while (at < limit && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    boolean insideCharacter =
        at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return insideCharacter ? at + 1 : at;
  }
}
