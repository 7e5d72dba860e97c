package dev.signalbox.gateway.config.schema;

/** The values of one table by their keys, all of the declared type and within bounds. */
public final class Values {
  private final String name;
  private final Node.Table table;
  private final Settings settings;
  private final Report report;
  private final int before;

  Values(String name, Node.Table table, Settings settings, Report report) {
    this.name = name;
    this.table = table;
    this.settings = settings;
    this.report = report;
    this.before = report.count();
  }

  /** The name the user gave the table; empty text when it has none. */
  public String name() {
    return name;
  }

  /** The value of {@code key}, or its default. */
  public <T> T get(Key<T> key) {
    return settings.get(key);
  }

  /** All of them, without what belongs to the reading. */
  public Settings settings() {
    return settings;
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
