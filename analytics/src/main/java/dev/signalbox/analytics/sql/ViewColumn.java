package dev.signalbox.analytics.sql;

import java.util.List;

/**
 * A column of a view, and what it means.
 *
 * @param unit such as {@code ms}; empty text where there is none
 * @param allowed every value it can have, where these are fixed; else empty
 */
public record ViewColumn(
    String name, Type type, String meaning, String unit, List<String> allowed) {
  /** What a column holds. */
  public enum Type {
    TEXT,
    INTEGER,
    REAL
  }

  public ViewColumn {
    allowed = List.copyOf(allowed);
  }

  /** The class of the fault of an attempt. */
  static ViewColumn fault() {
    return text(
        "fault",
        "class of the fault; empty when it answered",
        "",
        "credential",
        "no_access",
        "rate_limited",
        "quota_exhausted",
        "transient",
        "protocol",
        "client",
        "local");
  }

  static ViewColumn text(String name, String meaning, String... allowed) {
    return new ViewColumn(name, Type.TEXT, meaning, "", List.of(allowed));
  }

  static ViewColumn count(String name, String meaning) {
    return new ViewColumn(name, Type.INTEGER, meaning, "", List.of());
  }

  static ViewColumn flag(String name, String meaning) {
    return new ViewColumn(name, Type.INTEGER, meaning, "", List.of("0", "1"));
  }

  static ViewColumn whole(String name, String meaning, String unit) {
    return new ViewColumn(name, Type.INTEGER, meaning, unit, List.of());
  }

  static ViewColumn real(String name, String meaning, String unit) {
    return new ViewColumn(name, Type.REAL, meaning, unit, List.of());
  }
}
