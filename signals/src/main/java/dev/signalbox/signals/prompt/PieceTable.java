package dev.signalbox.signals.prompt;

import java.util.Arrays;
import java.util.List;

/** Finds word pieces by their letters, without making texts of them. Immutable. */
final class PieceTable {
  /** What is found where there is nothing. */
  static final int NONE = -1;

  /** What marks a piece that goes on with a word in the vocabulary. */
  private static final String GOES_ON = "##";

  private final char[] letters;

  /** Where each piece begins in {@link #letters}, and where the last ends. */
  private final int[] starts;

  private final boolean[] goesOn;
  private final int longest;

  /** Pieces by the hash of their letters: each plus one, 0 for none; collisions in the next. */
  private final int[] slots;

  /** The table of {@code vocabulary}, whose pieces are known by their places in it. */
  PieceTable(List<String> vocabulary) {
    int count = vocabulary.size();
    StringBuilder all = new StringBuilder();
    starts = new int[count + 1];
    goesOn = new boolean[count];
    int most = 0;
    for (int piece = 0; piece < count; piece++) {
      String text = vocabulary.get(piece);
      goesOn[piece] = text.length() > GOES_ON.length() && text.startsWith(GOES_ON);
      all.append(text, goesOn[piece] ? GOES_ON.length() : 0, text.length());
      starts[piece + 1] = all.length();
      most = Math.max(most, length(piece));
    }
    longest = most;
    letters = all.toString().toCharArray();
    slots = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
    for (int piece = 0; piece < count; piece++) {
      put(piece);
    }
  }

  /** How many pieces there are. */
  int size() {
    return goesOn.length;
  }

  /** How many letters {@code piece} has. */
  int length(int piece) {
    return starts[piece + 1] - starts[piece];
  }

  /** The letter of {@code piece} at {@code place}. */
  char letter(int piece, int place) {
    return letters[starts[piece] + place];
  }

  /** Whether {@code piece} goes on with a word rather than beginning one. */
  boolean goesOn(int piece) {
    return goesOn[piece];
  }

  /** The piece as the vocabulary has it. */
  String text(int piece) {
    String text = new String(letters, starts[piece], length(piece));
    return goesOn[piece] ? GOES_ON + text : text;
  }

  /**
   * The longest piece that {@code word}, of which {@code length} letters count, has at {@code
   * from}; {@link #NONE} when there is none.
   *
   * @param hashes of at least {@code length} places, to work with
   */
  int longestAt(char[] word, int length, int from, int[] hashes) {
    int most = Math.min(longest, length - from);
    int hash = seed(from > 0);
    for (int i = 0; i < most; i++) {
      hash = mixed(hash, word[from + i]);
      hashes[i] = hash;
    }
    for (int count = most; count > 0; count--) {
      int found = find(word, from, count, hashes[count - 1]);
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  private int find(char[] word, int from, int count, int hash) {
    int at = slot(hash);
    while (slots[at] != 0) {
      int piece = slots[at] - 1;
      if (goesOn[piece] == from > 0
          && Arrays.equals(letters, starts[piece], starts[piece + 1], word, from, from + count)) {
        return piece;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private void put(int piece) {
    int hash = seed(goesOn[piece]);
    for (int i = starts[piece]; i < starts[piece + 1]; i++) {
      hash = mixed(hash, letters[i]);
    }
    int at = slot(hash);
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = piece + 1;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  private static int seed(boolean goesOn) {
    return goesOn ? 0x811c9dc5 : 0x2545f491;
  }

  /** FNV-1a over letters. */
  private static int mixed(int hash, char letter) {
    return (hash ^ letter) * 0x01000193;
  }
}
