package dev.signalbox.signals.prompt;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes texts apart as BERT's tokenizer for uncased text does: lower case, no accents, words at
 * white space and signs, each word into the longest pieces there are.
 *
 * <p>One difference: where BERT gives a whole word up for a letter it does not know, only the
 * letter is left out. Never throws, whatever the text. Immutable.
 *
 * @see <a href="https://github.com/google-research/bert">BERT, tokenization.py</a>, read 2026-11
 */
final class WordPieces {
  /** Pieces of a text that are read; what comes after is left out. */
  static final int MOST_PIECES = 512;

  /** UTF-16 units of a text that are read; what comes after is left out. */
  static final int MOST_CHARACTERS = 16_384;

  private final PieceTable table;

  /** Pieces of {@code table}. */
  WordPieces(PieceTable table) {
    this.table = table;
  }

  /** Told the words of a text, in order. */
  @FunctionalInterface
  interface Listener {
    /** A word of at least one piece; good until this returns. */
    void word(Word word);
  }

  /** Tells {@code listener} the words of {@code text}. */
  void read(String text, Listener listener) {
    String bounded = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    String plain = isAscii(bounded) ? bounded : Normalizer.normalize(bounded, Normalizer.Form.NFD);
    Word word = new Word();
    int left = MOST_PIECES;
    for (int at = 0; at < plain.length() && left > 0; ) {
      int letter = plain.codePointAt(at);
      at += Character.charCount(letter);
      switch (Letters.kindOf(letter)) {
        case PART -> add(word, Character.toLowerCase(letter));
        case SPACE -> left -= end(word, left, listener);
        case ALONE -> {
          left -= end(word, left, listener);
          add(word, letter);
          left -= end(word, left, listener);
        }
        case NOTHING -> {}
      }
    }
    end(word, left, listener);
  }

  /** The pieces of {@code text} as the vocabulary has them. */
  List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    read(
        text,
        word -> {
          for (int i = 0; i < word.count; i++) {
            pieces.add(table.text(word.pieces[i]));
          }
        });
    return pieces;
  }

  private static void add(Word word, int letter) {
    if (Character.isBmpCodePoint(letter)) {
      word.add((char) letter);
    } else {
      word.add(Character.highSurrogate(letter));
      word.add(Character.lowSurrogate(letter));
    }
  }

  /** Tells {@code word}, if it is one, and begins the next; how many pieces it had. */
  private int end(Word word, int most, Listener listener) {
    if (word.length == 0) {
      return 0;
    }
    if (!word.tooLong) {
      take(word, most);
    }
    int count = word.count;
    if (count > 0) {
      listener.word(word);
    }
    word.clear();
    return count;
  }

  private void take(Word word, int most) {
    for (int at = 0; at < word.length && word.count < most; ) {
      int piece = table.longestAt(word.letters, word.length, at, word.hashes);
      if (piece == PieceTable.NONE) {
        at++;
      } else {
        word.pieces[word.count++] = piece;
        at += table.length(piece);
      }
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
