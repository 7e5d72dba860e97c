package dev.signalbox.gateway.wire.listing;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.Optional;

/** Reads how many models a page may have. */
final class PageSize {
  private PageSize() {}

  /** The number {@code text} writes, 1 to {@code most}; {@code standard} when it is absent. */
  static int read(String param, Optional<String> text, int standard, int most) {
    if (text.isEmpty()) {
      return standard;
    }
    try {
      int size = Integer.parseInt(text.get());
      if (size >= 1 && size <= most) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw wrong(param, most);
    }
    throw wrong(param, most);
  }

  private static ProblemException wrong(String param, int most) {
    return Problem.invalid(param, "`%s` must be a whole number from 1 to %d".formatted(param, most))
        .toException();
  }
}
