package dev.signalbox.gateway.admin.frame;

import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.TreeSet;

/** Refuses names that are not declared. */
final class Unknown {
  private Unknown() {}

  /**
   * That there is no {@code name}, and what may have been meant.
   *
   * @param what a field or a parameter
   */
  static ProblemException of(String what, String name, List<String> known) {
    return Problem.invalid(
            name, "there is no %s `%s` here; %s".formatted(what, name, hint(name, known)))
        .toException();
  }

  private static String hint(String name, List<String> known) {
    List<String> near = NearMatch.of(name, known);
    if (!near.isEmpty()) {
      return "did you mean `" + String.join("`, `", near) + "`?";
    }
    return known.isEmpty()
        ? "it takes none"
        : "these are: `" + String.join("`, `", new TreeSet<>(known)) + "`";
  }
}
