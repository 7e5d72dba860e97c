package dev.signalbox.gateway.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells where a text with the keys of a section may hold a secret. */
public final class SecretPlaces {
  private final Section<?> root;

  /** The places of {@code root}. */
  public SecretPlaces(Section<?> root) {
    this.root = root;
  }

  /** A step from a table or list to what is in it; a name, or an element of whatever number. */
  private record Step(Optional<String> name) {}

  /**
   * Whether what stands at {@code span} is a secret, or stands where no key is known: nobody can
   * say what a mistyped key was meant to hold.
   */
  public boolean isSecret(Span span) {
    List<Step> steps = steps(span.path());
    return switch (span.what()) {
      case COMMENT -> false;
      case TEXT -> at(new Kind.Group<>(root), steps).map(SecretPlaces::isSecretText).orElse(true);
      case NAME ->
          !steps.isEmpty() // as of a name that is longer than any is
              && at(new Kind.Group<>(root), steps.subList(0, steps.size() - 1))
                  .filter(SecretPlaces::hasSecretNames)
                  .isPresent();
    };
  }

  private static List<Step> steps(String path) {
    List<Step> steps = new ArrayList<>();
    for (int start = 0; start < path.length(); ) {
      int end = start + 1;
      while (end < path.length()
          && path.charAt(end) != KeyLines.SEPARATOR
          && path.charAt(end) != KeyLines.INDEX) {
        end++;
      }
      steps.add(
          new Step(
              path.charAt(start) == KeyLines.INDEX
                  ? Optional.empty()
                  : Optional.of(path.substring(start + 1, end))));
      start = end;
    }
    return steps;
  }

  /** The kind of what {@code steps} lead to from something of {@code kind}; empty when unknown. */
  private static Optional<Kind<?>> at(Kind<?> kind, List<Step> steps) {
    if (kind instanceof Kind.Maybe<?>(var inner)) {
      return at(inner, steps);
    }
    if (steps.isEmpty() || kind instanceof Kind.Raw) {
      return Optional.of(kind);
    }
    List<Step> rest = steps.subList(1, steps.size());
    return steps
        .getFirst()
        .name()
        .map(name -> inTable(kind, name).flatMap(inner -> at(inner, rest)))
        .orElseGet(() -> inList(kind).flatMap(inner -> at(inner, rest)));
  }

  private static Optional<Kind<?>> inTable(Kind<?> kind, String name) {
    return switch (kind) {
      case Kind.Group<?>(var section) -> section.find(name).map(Key::kind);
      case Kind.ScalarOrGroup<?>(_, var section) -> section.find(name).map(Key::kind);
      case Kind.Entries<?>(_, var value) -> Optional.of(value);
      case Kind.NamedGroups<?>(_, var section) -> Optional.of(new Kind.Group<>(section));
      case Kind.Scalar<?> _, Kind.Many<?> _, Kind.Groups<?> _, Kind.Raw _, Kind.Maybe<?> _ ->
          Optional.empty();
    };
  }

  private static Optional<Kind<?>> inList(Kind<?> kind) {
    return switch (kind) {
      case Kind.Many<?> many -> Optional.of(many.element());
      case Kind.Groups<?> groups -> Optional.of(new Kind.Group<>(groups.section()));
      case Kind.Scalar<?> _,
          Kind.Entries<?> _,
          Kind.Group<?> _,
          Kind.NamedGroups<?> _,
          Kind.Raw _,
          Kind.ScalarOrGroup<?> _,
          Kind.Maybe<?> _ ->
          Optional.empty();
    };
  }

  /** Whether a text in the place of {@code kind} is a secret. */
  public static boolean isSecretText(Kind<?> kind) {
    return switch (kind) {
      case Kind.Scalar<?> scalar -> scalar.form() == Form.SECRET;
      case Kind.ScalarOrGroup<?>(var scalar, _) -> scalar.form() == Form.SECRET;
      case Kind.Many<?> many -> isSecretText(many.element());
      case Kind.Maybe<?>(var inner) -> isSecretText(inner);
      case Kind.Raw _ -> false;
      case Kind.Entries<?> _, Kind.Group<?> _, Kind.Groups<?> _, Kind.NamedGroups<?> _ -> true;
    };
  }

  private static boolean hasSecretNames(Kind<?> kind) {
    return kind instanceof Kind.NamedGroups<?> groups && groups.names().secret();
  }
}
