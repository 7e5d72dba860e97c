package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.util.List;
import java.util.Optional;

/** The pieces of a question, and what stands beside each. */
record Pieces(List<Piece> all) {
  Pieces {
    all = List.copyOf(all);
  }

  /** Whether nothing follows the piece {@code i}. */
  boolean isLast(int i) {
    return i == all.size() - 1;
  }

  Optional<Piece> at(int i) {
    return i >= 0 && i < all.size() ? Optional.of(all.get(i)) : Optional.empty();
  }

  boolean isRole(int i, Role role) {
    return at(i).filter(piece -> piece.equals(new Piece.Joint(role))).isPresent();
  }

  boolean isAnd(int i) {
    return isRole(i, Role.AND) || isRole(i, Role.OR);
  }

  /** Whether a number stands there, or before the states there: "10 failed requests". */
  boolean isAmount(int i) {
    int j = i;
    while (at(j).filter(piece -> piece instanceof Piece.Stated).isPresent()) {
      j--;
    }
    return at(j).filter(piece -> piece instanceof Piece.Amount).isPresent();
  }

  /** "the highest request cost" is that of one request. */
  boolean isOneOf(int i) {
    return at(i)
            .filter(piece -> piece instanceof Piece.Measured(_, _, boolean one) && one)
            .isPresent()
        && at(i - 1).filter(piece -> piece instanceof Piece.Ordered).isPresent()
        && at(i + 1)
            .filter(
                piece ->
                    piece instanceof Piece.Measured(Measure measure, _, _)
                        && measure.kind() != Measure.Unit.COUNT)
            .isPresent();
  }

  static boolean isFigure(Piece piece) {
    return piece instanceof Piece.Measured
        || piece instanceof Piece.Rate
        || piece instanceof Piece.Aggregated;
  }

  boolean isAttempts(int i) {
    return at(i)
        .filter(
            piece ->
                piece instanceof Piece.Measured(Measure measure, _, _)
                    && measure == Measure.ATTEMPTS)
        .isPresent();
  }

  boolean afterRequests(int i) {
    int j = i - 1;
    while (at(j).filter(piece -> piece instanceof Piece.Stated).isPresent()) {
      j--;
    }
    return at(j)
        .filter(
            piece ->
                piece instanceof Piece.Measured measured
                    && (measured.isRequests() || measured.only().isPresent()))
        .isPresent();
  }

  /** Whether a figure is named beside the one before it, and not about it. */
  boolean joined(int i) {
    int j = i - 1;
    while (at(j)
        .filter(piece -> piece instanceof Piece.Aggregated || piece instanceof Piece.Stated)
        .isPresent()) {
      j--;
    }
    return isAnd(j) || (isRole(j, Role.HOW_MANY) && isAnd(j - 1));
  }

  static boolean isTotal(Piece piece) {
    return piece.equals(new Piece.Aggregated(Aggregate.TOTAL));
  }

  static boolean isOverTime(Piece piece) {
    return piece.equals(new Piece.Joint(Role.OVER_TIME));
  }
}
