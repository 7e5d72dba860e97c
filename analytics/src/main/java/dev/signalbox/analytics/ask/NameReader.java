package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes conditions of the names in a question. */
final class NameReader {
  private NameReader() {}

  /**
   * Adds the condition that {@code named} stands for.
   *
   * @param said what it is the name of, where the question says so
   * @param without whether it is left out
   */
  static void read(Draft draft, Piece.Named named, Optional<Dimension> said, boolean without) {
    List<Piece.Value> values = new ArrayList<>(named.values());
    if (said.isPresent() && values.stream().anyMatch(v -> v.dimension() == said.get())) {
      values.removeIf(value -> value.dimension() != said.get());
    }
    List<Dimension> dimensions = values.stream().map(Piece.Value::dimension).distinct().toList();
    if (dimensions.size() > 1) {
      draft.problems.add(
          "`%s` is the name of a %s: write which one is meant, such as `%s %s`"
              .formatted(
                  named.text(),
                  String.join(" and of a ", dimensions.stream().map(Dimension::title).toList()),
                  dimensions.getFirst().title(),
                  named.text()));
    } else if (values.size() > 1) {
      draft.problems.add(
          "there are several names like `%s`: write it as it is stored".formatted(named.text()));
    } else {
      add(draft, values.getFirst(), without);
    }
  }

  static Optional<Dimension> dimensionOf(Piece piece) {
    return piece instanceof Piece.Grouped(Dimension dimension, _)
        ? Optional.of(dimension)
        : Optional.empty();
  }

  /** Several names of the same kind are alternatives. */
  private static void add(Draft draft, Piece.Value value, boolean without) {
    for (int i = 0; i < draft.filters.size(); i++) {
      if (draft.filters.get(i) instanceof Filter.Value(var dimension, var values, var not)
          && dimension == value.dimension()) {
        List<String> more = new ArrayList<>(values);
        more.add(value.name());
        draft.filters.set(i, new Filter.Value(dimension, more, not || without));
        return;
      }
    }
    draft.filters.add(new Filter.Value(value.dimension(), List.of(value.name()), without));
  }
}
