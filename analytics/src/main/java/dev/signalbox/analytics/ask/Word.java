package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a question.
 *
 * @param text in lower case, without punctuation around it
 * @param original as it was written
 * @param quoted whether it stood in quotes and so is a name
 */
record Word(String text, String original, boolean quoted) {
  private static final String AROUND = "?!.,;:()[]{}…";
  private static final int MOST = 80;

  /** The words of {@code question}; at most 80. */
  static List<Word> of(String question) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < question.length() && words.size() < MOST) {
      char c = question.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (opensQuote(question, at)) {
        int end = question.indexOf(closing(c), at + 1);
        String inside = question.substring(at + 1, end);
        words.add(new Word(inside.toLowerCase(Locale.ROOT), inside, true));
        at = end + 1;
      } else {
        int end = at;
        while (end < question.length() && !Character.isWhitespace(question.charAt(end))) {
          end++;
        }
        add(question.substring(at, end), words);
        at = end;
      }
    }
    return List.copyOf(words);
  }

  private static boolean opensQuote(String question, int at) {
    char c = question.charAt(at);
    return "\"'`“‘".indexOf(c) >= 0 && question.indexOf(closing(c), at + 1) > at + 1;
  }

  private static char closing(char opening) {
    return switch (opening) {
      case '“' -> '”';
      case '‘' -> '’';
      default -> opening;
    };
  }

  private static void add(String piece, List<Word> words) {
    int from = 0;
    int until = piece.length();
    while (from < until && AROUND.indexOf(piece.charAt(from)) >= 0) {
      from++;
    }
    while (until > from && AROUND.indexOf(piece.charAt(until - 1)) >= 0) {
      until--;
    }
    String plain = piece.substring(from, until);
    String text = plain.toLowerCase(Locale.ROOT).replace('’', '\'');
    if (text.endsWith("'s")) {
      text = text.substring(0, text.length() - 2);
    } else if (text.endsWith("s'")) {
      text = text.substring(0, text.length() - 1);
    }
    if (!text.isEmpty()) {
      words.add(new Word(text, plain, false));
    }
    if (piece.endsWith(",")) {
      words.add(new Word(",", ",", false));
    }
  }
}
