package dev.signalbox.gateway.config.schema;

import java.util.Map;
import java.util.Objects;

/** The values of one table by their keys, all of the declared type and within bounds. */
public final class Values {
  private final String name;
  private final Node.Table table;
  private final Map<String, Object> values;
  private final Report report;
  private final int before;

  Values(String name, Node.Table table, Map<String, Object> values, Report report) {
    this.name = name;
    this.table = table;
    this.values = values;
    this.report = report;
    this.before = report.count();
  }

  /** The name the user gave the table; empty text when it has none. */
  public String name() {
    return name;
  }

  /** The value of {@code key}, or its default. */
  // INVARIANT: Section puts under a key's name only what that key's own kind or default gave.
  @SuppressWarnings("unchecked")
  public <T> T get(Key<T> key) {
    return (T) Objects.requireNonNull(values.get(key.name()), key.name());
  }

  /** Whether the key is written, rather than left to its default. */
  public boolean has(Key<?> key) {
    return table.entries().keySet().stream().anyMatch(key::isNamed);
  }

  /** Where the key is written; the place of the table when it is not. */
  public Place place(Key<?> key) {
    return table.entries().entrySet().stream()
        .filter(entry -> key.isNamed(entry.getKey()))
        .findFirst()
        .map(entry -> entry.getValue().place())
        .orElse(table.place());
  }

  /** Whether nothing was noted in {@link #report()} since these values were read. */
  public boolean areSound() {
    return report.count() == before;
  }

  /** Takes what is wrong between keys. */
  public Report report() {
    return report;
  }
}
