package dev.signalbox.gateway.wire.gemini;

import java.util.Arrays;
import java.util.Optional;

/** Translates places in one text between UTF-8 bytes, as Gemini counts, and UTF-16 units. */
final class TextPlaces {
  private final String text;

  /** For every UTF-16 unit the bytes before it; one more entry for the end. */
  private final int[] bytesBefore;

  TextPlaces(String text) {
    this.text = text;
    this.bytesBefore = new int[text.length() + 1];
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytesBefore[i] = bytes;
      bytes += length(text.charAt(i));
    }
    bytesBefore[text.length()] = bytes;
  }

  /**
   * A stretch of text.
   *
   * @param start first UTF-16 unit
   * @param end unit after the last
   */
  record Range(int start, int end) {}

  /** The stretch between two byte offsets; empty when they do not stand between characters. */
  Optional<Range> range(int startByte, int endByte) {
    int start = startByte < 0 ? -1 : Arrays.binarySearch(bytesBefore, startByte);
    int end = endByte < startByte ? -1 : Arrays.binarySearch(bytesBefore, endByte);
    return start < 0 || end < 0 ? Optional.empty() : Optional.of(new Range(start, end));
  }

  /** The first place of {@code words}. */
  Optional<Range> find(String words) {
    int start = text.indexOf(words);
    return start < 0 ? Optional.empty() : Optional.of(new Range(start, start + words.length()));
  }

  String at(Range range) {
    return text.substring(range.start(), range.end());
  }

  /** Bytes before the UTF-16 unit {@code index}, which may be the end. */
  int bytesBefore(int index) {
    return bytesBefore[Math.clamp(index, 0, text.length())];
  }

  /** A surrogate pair is four bytes, counted as two for each half. */
  private static int length(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
