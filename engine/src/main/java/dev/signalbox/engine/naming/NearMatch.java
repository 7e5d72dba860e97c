package dev.signalbox.engine.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds names that look like a mistyped one. */
public final class NearMatch {
  private static final int MAX_MATCHES = 3;
  private static final int MAX_LENGTH = 128;

  private NearMatch() {}

  /**
   * At most three of {@code known} within an edit distance of a third of the name's length, or that
   * begin with it; best first. None for names longer than 128.
   */
  public static List<String> of(String name, Collection<String> known) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return List.of();
    }
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .distinct()
        .filter(other -> other.length() <= MAX_LENGTH)
        .map(other -> new Scored(other, score(name, other)))
        .filter(scored -> scored.distance() <= limit)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(MAX_MATCHES)
        .map(Scored::name)
        .toList();
  }

  private record Scored(String name, int distance) {}

  private static int score(String name, String other) {
    return other.startsWith(name) ? 1 : distance(name, other);
  }

  /** Levenshtein distance: least number of single characters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
