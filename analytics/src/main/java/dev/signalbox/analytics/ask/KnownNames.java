package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names that are stored: of projects, sources, models and the like. */
public final class KnownNames {
  /** No names. */
  public static final KnownNames NONE = new KnownNames(Map.of());

  private static final int LONGEST = 6;

  private final Map<String, List<Piece.Value>> byText = new HashMap<>();
  private final Map<Dimension, List<String>> byDimension = new TreeMap<>();

  private KnownNames(Map<Dimension, List<String>> names) {
    names.forEach(
        (dimension, values) -> {
          byDimension.put(dimension, List.copyOf(values));
          values.stream()
              .filter(value -> !value.isBlank() && !value.startsWith("("))
              .forEach(
                  value ->
                      byText
                          .computeIfAbsent(textOf(value), _ -> new ArrayList<>())
                          .add(new Piece.Value(dimension, value)));
        });
  }

  /** These names. */
  static KnownNames of(Map<Dimension, List<String>> names) {
    return new KnownNames(names);
  }

  private static String textOf(String value) {
    return String.join(" ", Word.of(value).stream().map(Word::text).toList());
  }

  /** Names of {@code dimension}. */
  List<String> of(Dimension dimension) {
    return byDimension.getOrDefault(dimension, List.of());
  }

  /** A name and how many words it takes. */
  record Match(int words, Piece.Named named) {}

  /** The longest name from word {@code at} on; one in quotes is one word. */
  Optional<Match> match(List<Word> words, int at) {
    if (words.get(at).quoted()) {
      return quoted(words.get(at));
    }
    for (int length = Math.min(LONGEST, words.size() - at); length > 0; length--) {
      List<Word> part = words.subList(at, at + length);
      String text = String.join(" ", part.stream().map(Word::text).toList());
      List<Piece.Value> values = byText.getOrDefault(text, List.of());
      if (!values.isEmpty() && part.stream().noneMatch(Word::quoted)) {
        String original = String.join(" ", part.stream().map(Word::original).toList());
        return Optional.of(
            new Match(length, new Piece.Named(original, exact(values, original), false)));
      }
    }
    return Optional.empty();
  }

  private Optional<Match> quoted(Word word) {
    List<Piece.Value> values = new ArrayList<>();
    byDimension.forEach(
        (dimension, names) ->
            names.stream()
                .filter(name -> name.equalsIgnoreCase(word.original()))
                .forEach(name -> values.add(new Piece.Value(dimension, name))));
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Match(1, new Piece.Named(word.original(), exact(values, word.original()), true)));
  }

  /** Those that are written exactly like {@code text}, where there are any. */
  private static List<Piece.Value> exact(List<Piece.Value> values, String text) {
    List<Piece.Value> same = values.stream().filter(value -> value.name().equals(text)).toList();
    return same.isEmpty() ? List.copyOf(values) : same;
  }
}
