package dev.signalbox.gateway.guard.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * An Aho-Corasick automaton over short ASCII literals, dense: one look-up a character, whatever it
 * is. Letters of either case are the same to it; who cares checks at the place.
 */
final class Anchors {
  /** Told of every anchor that ends in the text. */
  @FunctionalInterface
  interface Visitor {
    void at(int anchor, int end);
  }

  private static final int[] NONE = {};

  private final byte[] classes = new byte[128];
  private final int width;
  private final short[] next;
  private final int[][] outputs;

  /**
   * @param literals lower case ASCII; a visitor gets their positions in this list
   * @throws IllegalArgumentException if they need more states than fit a short
   */
  Anchors(List<String> literals) {
    int known = 0;
    int most = 1;
    for (String literal : literals) {
      most += literal.length();
      for (int i = 0; i < literal.length(); i++) {
        char c = literal.charAt(i);
        if (classes[c] == 0) {
          known++;
          classes[c] = (byte) known;
          classes[Character.toUpperCase(c)] = (byte) known;
        }
      }
    }
    if (most > Short.MAX_VALUE) {
      throw new IllegalArgumentException("too many anchors");
    }
    width = Math.max(1, Integer.highestOneBit(known) << 1);
    short[] table = new short[most * width];
    int[][] ends = new int[most][];
    Arrays.fill(ends, NONE);
    int states = insert(literals, table, ends);
    link(table, ends);
    next = Arrays.copyOf(table, states * width);
    outputs = Arrays.copyOf(ends, states);
  }

  /** Visits all places of anchors, in the order of their ends. */
  void find(char[] text, Visitor visitor) {
    int state = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      state = next[state * width + (c < 128 ? classes[c] : 0)];
      int[] found = outputs[state];
      if (found.length > 0) {
        for (int anchor : found) {
          visitor.at(anchor, i + 1);
        }
      }
    }
  }

  private int insert(List<String> literals, short[] table, int[][] ends) {
    int states = 1;
    for (int id = 0; id < literals.size(); id++) {
      int state = 0;
      for (int i = 0; i < literals.get(id).length(); i++) {
        char c = literals.get(id).charAt(i);
        int cell = state * width + classes[c];
        if (table[cell] == 0) {
          table[cell] = (short) states;
          states++;
        }
        state = table[cell];
      }
      ends[state] = joined(ends[state], new int[] {id});
    }
    return states;
  }

  private void link(short[] table, int[][] ends) {
    int[] fallback = new int[ends.length];
    Deque<Integer> queue = new ArrayDeque<>();
    for (int c = 0; c < width; c++) {
      if (table[c] != 0) {
        queue.add((int) table[c]);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      ends[state] = joined(ends[state], ends[fallback[state]]);
      for (int c = 0; c < width; c++) {
        int cell = state * width + c;
        short target = table[fallback[state] * width + c];
        if (table[cell] == 0) {
          table[cell] = target;
        } else {
          fallback[table[cell]] = target;
          queue.add((int) table[cell]);
        }
      }
    }
  }

  private static int[] joined(int[] some, int[] others) {
    List<Integer> all = new ArrayList<>();
    Arrays.stream(some).forEach(all::add);
    Arrays.stream(others).forEach(all::add);
    return all.stream().mapToInt(Integer::intValue).toArray();
  }
}
