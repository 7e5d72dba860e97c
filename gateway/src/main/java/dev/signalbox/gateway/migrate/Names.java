package dev.signalbox.gateway.migrate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives names of ours to what a source calls otherwise, each once. */
final class Names {
  private static final int LONGEST = 60;

  private final Set<String> given = new HashSet<>();
  private final Set<String> avoided;

  /** Names, none of which is in {@code avoided}. */
  Names(Set<String> avoided) {
    this.avoided = Set.copyOf(avoided);
  }

  /**
   * The id for {@code name}: the name itself where it may be one, with a number where it is taken.
   */
  String id(String name) {
    String plain = plain(name);
    if (isFree(plain)) {
      return plain;
    }
    int number = 2;
    while (!isFree(plain + "-" + number)) {
      number++;
    }
    return plain + "-" + number;
  }

  private boolean isFree(String id) {
    return !avoided.contains(id) && given.add(id);
  }

  /** The name in lower-case letters, digits, {@code .}, {@code _} and {@code -}. */
  static String plain(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return cut.isEmpty() ? "imported" : cut;
  }
}
