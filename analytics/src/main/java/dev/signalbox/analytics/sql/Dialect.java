package dev.signalbox.analytics.sql;

/** The SQL that a database speaks. */
public enum Dialect {
  SQLITE("SQLite"),
  POSTGRESQL("PostgreSQL");

  private final String title;

  Dialect(String title) {
    this.title = title;
  }

  /** The name of the database. */
  public String title() {
    return title;
  }
}
