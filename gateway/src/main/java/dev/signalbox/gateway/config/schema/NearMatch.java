package dev.signalbox.gateway.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant. */
public final class NearMatch {
  /** Longer names are not compared; nobody mistypes them by a letter or two. */
  private static final int LONGEST = 200;

  private NearMatch() {}

  /**
   * The known name nearest to {@code name}: at most a third of its letters differ, and at least one
   * may. Swapped neighbours count as one difference; case counts as none.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    int most = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> candidate.length() <= LONGEST)
        .filter(candidate -> distance(name, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** The hint to append to a message: {@code ; did you mean `x`?}, or nothing. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map(match -> "; did you mean `" + match + "`?").orElse("");
  }

  private static int distance(String first, String second) {
    String left = first.toLowerCase(Locale.ROOT);
    String right = second.toLowerCase(Locale.ROOT);
    int[][] rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, left, right, new int[] {i, j});
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int step(int[][] rows, String left, String right, int[] at) {
    int i = at[0];
    int j = at[1];
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int best = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
    best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
