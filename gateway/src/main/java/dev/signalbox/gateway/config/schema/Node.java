package dev.signalbox.gateway.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of a configuration with the place it was written at. */
public sealed interface Node {
  /** Where this value was written. */
  Place place();

  /** The kind of value in words, such as {@code a text}. */
  String kind();

  /**
   * A text.
   *
   * @param raw as written, before variables were replaced; safe to show
   * @param value after variables were replaced; may be a secret
   */
  record Text(String raw, String value, Place place) implements Node {
    @Override
    public String kind() {
      return "a text";
    }

    @Override
    public String toString() {
      return "Text[" + place + "]";
    }
  }

  /** A whole number. */
  record Whole(long value, Place place) implements Node {
    @Override
    public String kind() {
      return "a whole number";
    }
  }

  /** True or false. */
  record Flag(boolean value, Place place) implements Node {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  /** A finite number with a fraction. */
  record Decimal(double value, Place place) implements Node {
    @Override
    public String kind() {
      return "a number with a fraction";
    }
  }

  /** A value no key takes, such as a date. */
  record Other(String kind, Place place) implements Node {}

  /** A list. */
  record Items(List<Node> values, Place place) implements Node {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A table; the entries keep the order they were written in. */
  record Table(Map<String, Node> entries, Place place) implements Node {
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "a table";
    }
  }
}
