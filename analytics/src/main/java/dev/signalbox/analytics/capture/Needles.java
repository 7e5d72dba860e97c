package dev.signalbox.analytics.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Texts that are looked for in bytes all at once: each place is looked up by its next bytes, as
 * what one of them begins with.
 */
final class Needles {
  /** So many bytes are looked up at most. */
  private static final int MOST_BEGINNING = Long.BYTES;

  /** As many bytes as the shortest has, up to the most. */
  private final int beginning;

  private final int longest;
  private final boolean[] first = new boolean[1 << Byte.SIZE];
  private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
  private final List<String> texts;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Needle(byte[] bytes) {
    /** Whether as much of it as there is stands in {@code text} from {@code at} on. */
    boolean agrees(byte[] text, int at) {
      int length = Math.min(bytes.length, text.length - at);
      for (int i = 0; i < length; i++) {
        if (bytes[i] != text[at + i]) {
          return false;
        }
      }
      return true;
    }
  }

  private Needles(List<String> texts) {
    this.texts = texts;
    List<Needle> needles = new ArrayList<>(texts.size());
    int shortest = MOST_BEGINNING;
    int longestYet = 0;
    for (String text : texts) {
      Needle needle = new Needle(text.getBytes(StandardCharsets.UTF_8));
      needles.add(needle);
      shortest = Math.min(shortest, needle.bytes().length);
      longestYet = Math.max(longestYet, needle.bytes().length);
    }
    this.beginning = shortest;
    this.longest = longestYet;
    needles.sort(Comparator.comparingInt((Needle needle) -> needle.bytes().length).reversed());
    for (Needle needle : needles) {
      first[needle.bytes()[0] & 0xFF] = true;
      byBeginning
          .computeIfAbsent(beginningAt(needle.bytes(), 0), _ -> new ArrayList<>())
          .add(needle);
    }
  }

  /** Those for {@code texts}, of which none is empty: short ones have their own. */
  static List<Needles> of(List<String> texts) {
    List<String> lengthy = texts.stream().filter(text -> !isShort(text)).toList();
    List<String> brief = texts.stream().filter(Needles::isShort).toList();
    return Stream.of(lengthy, brief).filter(some -> !some.isEmpty()).map(Needles::new).toList();
  }

  private static boolean isShort(String text) {
    return text.length() < MOST_BEGINNING;
  }

  /** What is looked for. */
  List<String> texts() {
    return texts;
  }

  /** The first place from {@code from} on at which one stands; {@code none} if none is before. */
  int next(byte[] text, int from, int none) {
    int end = Math.min(none, text.length - beginning + 1);
    for (int at = from; at < end; at++) {
      if (first[text[at] & 0xFF] && longestAt(text, at) > 0) {
        return at;
      }
    }
    return none;
  }

  /** The length of the longest that stands at {@code at}; 0 where none does. */
  int longestAt(byte[] text, int at) {
    for (Needle needle : beginningLike(text, at)) {
      if (needle.bytes().length <= text.length - at && needle.agrees(text, at)) {
        return needle.bytes().length;
      }
    }
    return 0;
  }

  /**
   * The first place from which to the end at least {@code least} bytes are the beginning of one,
   * and not all of it; the length of {@code text} where there is none.
   */
  int cutFrom(byte[] text, int least) {
    for (int at = Math.max(0, text.length - longest + 1); at <= text.length - least; at++) {
      for (Needle needle : beginningLike(text, at)) {
        if (needle.bytes().length > text.length - at && needle.agrees(text, at)) {
          return at;
        }
      }
    }
    return text.length;
  }

  private List<Needle> beginningLike(byte[] text, int at) {
    return text.length - at < beginning
        ? List.of()
        : byBeginning.getOrDefault(beginningAt(text, at), List.of());
  }

  private long beginningAt(byte[] text, int at) {
    long key = 0;
    for (int i = 0; i < beginning; i++) {
      key = key << Byte.SIZE | (text[at + i] & 0xFF);
    }
    return key;
  }
}
