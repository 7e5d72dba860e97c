package dev.signalbox.engine.archive;

import dev.signalbox.engine.explain.Fields;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Values of enums in stored JSON: their names in lower case. */
final class Choice {
  private Choice() {}

  static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static List<String> ids(Collection<? extends Enum<?>> values) {
    return values.stream().sorted().map(Choice::id).toList();
  }

  /** The value of the field {@code name}, which must be there. */
  static <E extends Enum<E>> E read(Fields fields, String name, E[] values) {
    return of(fields.required(name, fields.oneOf(name, known(values))), values);
  }

  /** The values of the list {@code name}. */
  static <E extends Enum<E>> List<E> readAll(Fields fields, String name, E[] values) {
    return fields.someOf(name, known(values)).stream().map(id -> of(id, values)).toList();
  }

  private static <E extends Enum<E>> List<String> known(E[] values) {
    return Stream.of(values).map(Choice::id).toList();
  }

  private static <E extends Enum<E>> E of(String id, E[] values) {
    return Stream.of(values).filter(value -> id(value).equals(id)).findFirst().orElseThrow();
  }
}
