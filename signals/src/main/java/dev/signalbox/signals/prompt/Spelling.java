package dev.signalbox.signals.prompt;

/**
 * Finds the word that was meant by one that is a letter off: left out, put in, another, or two in
 * the wrong order. The most frequent where there are several. Immutable.
 *
 * <p>Both sides are compared with one letter left out of either, so that a look-up costs a few
 * hashes for each letter (the SymSpell method by Wolf Garbe).
 */
final class Spelling {
  /** Shorter words are a letter off too many others. */
  static final int LEAST_LETTERS = 4;

  /** Longer ones have no neighbours worth the look. */
  static final int MOST_LETTERS = 24;

  private final PieceTable table;

  /** Words by the hash of what is left without one letter: each plus one, 0 for none. */
  private final int[] slots;

  /** The spelling of the whole words of {@code table}, whose pieces stand by frequency. */
  Spelling(PieceTable table) {
    this.table = table;
    char[] letters = new char[MOST_LETTERS];
    int keys = 0;
    for (int piece = 0; piece < table.size(); piece++) {
      keys += isWord(piece, letters) ? table.length(piece) + 1 : 0;
    }
    slots = new int[Integer.highestOneBit(Math.max(1, keys)) * 4];
    for (int piece = 0; piece < table.size(); piece++) {
      if (isWord(piece, letters)) {
        put(piece, letters);
      }
    }
  }

  /** The piece that is the word meant by {@code word}; {@link PieceTable#NONE} for none. */
  int meant(Word word) {
    if (!isWord(word.letters, word.length)) {
      return PieceTable.NONE;
    }
    int best = PieceTable.NONE;
    for (int out = -1; out < word.length; out++) {
      int found = find(word, out);
      if (found != PieceTable.NONE && (best == PieceTable.NONE || found < best)) {
        best = found;
      }
    }
    return best;
  }

  private int find(Word word, int out) {
    int at = slot(hash(word.letters, word.length, out));
    while (slots[at] != 0) {
      int piece = slots[at] - 1;
      if (same(piece, word, out)) {
        return piece;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return PieceTable.NONE;
  }

  /** Whether {@code word} without one letter is the piece, or the piece without one. */
  private boolean same(int piece, Word word, int out) {
    int length = table.length(piece);
    int left = word.length - (out < 0 ? 0 : 1);
    if (length != left && length != left + 1) {
      return false;
    }
    int skipped = 0;
    for (int i = 0; i < left; i++) {
      char letter = word.letters[out >= 0 && i >= out ? i + 1 : i];
      if (letter != table.letter(piece, i + skipped)) {
        if (skipped == 1 || length == left || letter != table.letter(piece, i + 1)) {
          return false;
        }
        skipped = 1;
      }
    }
    return true;
  }

  private boolean isWord(int piece, char[] letters) {
    int length = table.length(piece);
    if (table.goesOn(piece) || length > MOST_LETTERS) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      letters[i] = table.letter(piece, i);
    }
    return isWord(letters, length);
  }

  private static boolean isWord(char[] letters, int length) {
    if (length < LEAST_LETTERS || length > MOST_LETTERS) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (letters[i] < 'a' || letters[i] > 'z') {
        return false;
      }
    }
    return true;
  }

  private void put(int piece, char[] letters) {
    int length = table.length(piece);
    for (int out = -1; out < length; out++) {
      int at = slot(hash(letters, length, out));
      while (slots[at] != 0) {
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = piece + 1;
    }
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  /** FNV-1a over all letters but the one at {@code out}. */
  private static int hash(char[] letters, int length, int out) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < length; i++) {
      hash = i == out ? hash : (hash ^ letters[i]) * 0x01000193;
    }
    return hash;
  }
}
