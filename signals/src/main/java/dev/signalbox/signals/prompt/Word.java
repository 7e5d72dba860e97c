package dev.signalbox.signals.prompt;

/**
 * A word of a text and the pieces it falls into; one object for all words of a text, so it is only
 * good until the next. Used by one thread.
 */
final class Word {
  /** BERT knows no longer ones. */
  static final int MOST_LETTERS = 100;

  final char[] letters = new char[MOST_LETTERS];
  final int[] pieces = new int[MOST_LETTERS];
  final int[] hashes = new int[MOST_LETTERS];
  int length;
  int count;
  boolean tooLong;

  void add(char letter) {
    if (length < MOST_LETTERS) {
      letters[length++] = letter;
    } else {
      tooLong = true;
    }
  }

  void clear() {
    length = 0;
    count = 0;
    tooLong = false;
  }
}
