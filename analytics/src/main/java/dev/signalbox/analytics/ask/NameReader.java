package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes conditions of the names in a question. */
final class NameReader {
  private NameReader() {}

  /**
   * What the words beside a name say it is the name of.
   *
   * @param sure whether they say nothing else, so that it is the name of nothing else
   */
  record Said(Optional<Dimension> dimension, boolean sure) {}

  /**
   * Adds the condition that {@code named} stands for.
   *
   * @param without whether it is left out
   */
  static void read(Draft draft, Piece.Named named, Said said, boolean without) {
    List<Piece.Value> values = new ArrayList<>(named.values());
    boolean known =
        said.dimension().isPresent()
            && values.stream().anyMatch(v -> v.dimension() == said.dimension().get());
    if (known) {
      values.removeIf(value -> value.dimension() != said.dimension().get());
    }
    List<Dimension> dimensions = values.stream().map(Piece.Value::dimension).distinct().toList();
    if (said.sure() && !known) {
      draft.problems.add(
          "`%s` is the name of a %s and of no %s: write `%s %s` if that is meant"
              .formatted(
                  named.text(),
                  titles(dimensions),
                  said.dimension().map(Dimension::title).orElse(""),
                  dimensions.getFirst().title(),
                  named.text()));
    } else if (dimensions.size() > 1) {
      draft.problems.add(
          "`%s` is the name of a %s: write which one is meant, such as `%s %s`"
              .formatted(
                  named.text(), titles(dimensions), dimensions.getFirst().title(), named.text()));
    } else if (values.size() > 1) {
      draft.problems.add(
          "there are several names like `%s`: write it as it is stored".formatted(named.text()));
    } else {
      add(draft, values.getFirst(), without);
    }
  }

  private static String titles(List<Dimension> dimensions) {
    return String.join(" and of a ", dimensions.stream().map(Dimension::title).toList());
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
