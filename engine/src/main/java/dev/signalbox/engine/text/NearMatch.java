package dev.signalbox.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds names that look like a mistyped one. */
public final class NearMatch {
  private static final int MAX_MATCHES = 3;

  /** Longer names are not compared; nobody mistypes them by a letter or two. */
  private static final int MAX_LENGTH = 128;

  private NearMatch() {}

  /**
   * At most three of {@code known} of which a third of the letters differ at most, and at least one
   * may, or that begin with {@code name}; best first. Swapped neighbours count as one difference,
   * case as none. None for names longer than 128.
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

  /**
   * The question whether one of those that {@link #of} finds was meant, as {@code did you mean `a`,
   * `b`?}; empty when it finds none.
   */
  public static Optional<String> question(String name, Collection<String> known) {
    return question(of(name, known));
  }

  /** The question whether one of {@code near} was meant; empty when there is none. */
  public static Optional<String> question(List<String> near) {
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean `" + String.join("`, `", near) + "`?");
  }

  private record Scored(String name, int distance) {}

  private static int score(String name, String other) {
    int distance = distance(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    return other.startsWith(name) ? Math.min(1, distance) : distance;
  }

  /** Least number of single characters to insert, delete, replace or swap with the next one. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
