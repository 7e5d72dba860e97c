package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;
import java.util.stream.Stream;

/**
 * A declared key with its path; {@code *} stands for names that users choose and elements of lists.
 */
record DeclaredKey(String path, Key<?> key) {
  /** Every key there is, in the order of the declaration. */
  static List<DeclaredKey> all() {
    return inside("", GatewayKeys.SECTION).toList();
  }

  private static Stream<DeclaredKey> inside(String prefix, Section<?> section) {
    return section.keys().stream()
        .flatMap(
            key -> {
              String path = prefix.isEmpty() ? key.name() : prefix + "." + key.name();
              return Stream.concat(Stream.of(new DeclaredKey(path, key)), inside(path, key.kind()));
            });
  }

  private static Stream<DeclaredKey> inside(String path, Kind<?> kind) {
    return switch (kind) {
      case Kind.Group<?>(var section) -> inside(path, section);
      case Kind.Groups<?>(var section, _, _) -> inside(path + ".*", section);
      case Kind.NamedGroups<?>(_, var section) -> inside(path + ".*", section);
      case Kind.Many<?>(var element, _, _) -> inside(path + ".*", element);
      case Kind.ScalarOrGroup<?>(_, var section) -> inside(path, section);
      case Kind.Maybe<?>(var inner) -> inside(path, inner);
      case Kind.Scalar<?> _, Kind.Entries<?> _, Kind.Raw _ -> Stream.empty();
    };
  }
}
