package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * A text while it is scanned by one thread: its characters, what was found in it so far, and how
 * many characters were looked at in addition to the one pass, which is what the tests hold to a
 * bound.
 */
final class Reading {
  private final char[] text;
  private final List<Hit> hits = new ArrayList<>();
  private long steps;
  private int lookups;

  Reading(char[] text) {
    this.text = text;
  }

  char[] characters() {
    return text;
  }

  int length() {
    return text.length;
  }

  /** The character at {@code index}; NUL outside of the text. */
  char at(int index) {
    steps++;
    return index >= 0 && index < text.length ? text[index] : '\0';
  }

  boolean startsWith(String literal, int index) {
    if (index < 0 || index + literal.length() > text.length) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      if (at(index + i) != literal.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the characters of {@code set} end that begin at {@code from}, at most {@code max} of
   * them.
   */
  int runEnd(int from, CharSet set, int max) {
    int end = from;
    while (end - from < max && set.has(at(end))) {
      end++;
    }
    return end;
  }

  /**
   * Where the characters of {@code set} begin that end before {@code end}, at most {@code max} of
   * them.
   */
  int runStart(int end, CharSet set, int max) {
    int start = end;
    while (end - start < max && set.has(at(start - 1))) {
      start--;
    }
    return start;
  }

  /**
   * Whether a token may begin at {@code index}: no letter, digit or underscore before it, other
   * than of an escape.
   */
  boolean beginsWord(int index) {
    char before = at(index - 1);
    if (!CharSet.WORD.has(before)) {
      return true;
    }
    if (at(index - 2) == '\\') {
      return before == 'n' || before == 't' || before == 'r';
    }
    return CharSet.HEX.has(before) && at(index - 3) == '%';
  }

  String slice(int start, int end) {
    steps += end - start;
    return new String(text, start, end - start);
  }

  void found(String type, int start, int end, Rank rank) {
    hits.add(new Hit(new Finding(type, start, end, rank.category()), rank));
  }

  List<Hit> hits() {
    return hits;
  }

  long steps() {
    return steps;
  }

  void count(long more) {
    steps += more;
  }

  /** How often a numbering plan was asked, which takes microseconds. */
  int lookups() {
    return lookups;
  }

  void countLookup() {
    lookups++;
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
