package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Puts what rows or groups must be like together. */
final class Conditions {
  private final Pieces pieces;
  private final Draft draft;

  Conditions(Pieces pieces, Draft draft) {
    this.pieces = pieces;
    this.draft = draft;
  }

  /** A condition with a name. */
  void stated(int i, State state) {
    if (pieces.isRole(i - 1, Role.WITHOUT)) {
      draft.filters.add(new Filter.Not(state));
    } else if (pieces.isRole(i - 1, Role.OR)) {
      or(state);
    } else if (state == State.FAILED && (pieces.isAttempts(i - 1) || pieces.isAttempts(i + 1))) {
      draft.filters.add(new Filter.Named(State.FAULTY));
    } else {
      draft.filters.add(new Filter.Named(state));
    }
  }

  /** "failed or mitigated". */
  private void or(State state) {
    Filter before = draft.filters.isEmpty() ? new Filter.Not(state) : draft.filters.removeLast();
    switch (before) {
      case Filter.Named(State first) -> draft.filters.add(new Filter.Either(List.of(first, state)));
      case Filter.Either either -> draft.filters.add(either.or(state));
      case Filter.Not _, Filter.Value _, Filter.Threshold _, Filter.Status _ -> {
        draft.filters.add(before);
        draft.problems.add("it is unclear what goes before `or %s`".formatted(state.title()));
      }
    }
  }

  /** "projects without failures". */
  void withoutAny(Piece.Measured measured) {
    if (draft.groups.isEmpty()
        || measured.measure().kind() != Measure.Unit.COUNT
        || !draft.bounds.isEmpty()) {
      draft.problems.add(
          "it is unclear what `without %s` leaves out".formatted(measured.measure().title()));
      return;
    }
    Draft.OpenBound none = new Draft.OpenBound("=", Optional.empty(), false);
    none.metric = Optional.of(new Metric.Of(measured.measure(), Aggregate.TOTAL, measured.only()));
    none.number = Optional.of(BigDecimal.ZERO);
    draft.bounds.add(none);
  }

  /** A name that is stored. */
  void named(int i, Piece.Named named) {
    Optional<Dimension> said =
        pieces
            .at(i - 1)
            .flatMap(NameReader::dimensionOf)
            .or(() -> pieces.at(i + 1).flatMap(NameReader::dimensionOf));
    boolean without = pieces.isRole(i - 1, Role.WITHOUT) || pieces.isRole(i - 2, Role.WITHOUT);
    NameReader.read(draft, named, new NameReader.Said(said, isKindOf(i - 1, named)), without);
  }

  /**
   * Whether the word there says what {@code named}, which follows it, is the name of, and is not
   * what figures are told apart by: `task "code"`, but not `by task openai`.
   */
  private boolean isKindOf(int i, Piece.Named named) {
    boolean kind =
        pieces
            .at(i)
            .filter(
                piece ->
                    piece instanceof Piece.Grouped(Dimension dimension, boolean plural)
                        && !plural
                        && Dimension.NAMED.contains(dimension))
            .isPresent();
    return kind && (named.quoted() || pieces.at(i - 1).filter(this::tellsApart).isEmpty());
  }

  private boolean tellsApart(Piece piece) {
    return piece instanceof Piece.Ordered
        || piece instanceof Piece.Amount
        || piece instanceof Piece.Aggregated
        || piece instanceof Piece.Joint;
  }

  /** "what did gpt-5 and gpt-5-mini cost, each": by that of which several are named. */
  void eachOfThem() {
    List<Dimension> several =
        draft.filters.stream()
            .filter(
                filter ->
                    filter instanceof Filter.Value(_, var values, boolean without)
                        && values.size() > 1
                        && !without)
            .map(filter -> ((Filter.Value) filter).dimension())
            .toList();
    if (several.isEmpty() && draft.groups.isEmpty()) {
      draft.problems.add("it is unclear what `each` is about: say by what, such as `by project`");
    }
    draft.groups.addAll(several);
  }
}
