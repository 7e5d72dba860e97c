package dev.signalbox.analytics.store;

import java.util.List;
import java.util.Locale;

/** One of the databases of an install: a file of SQLite or a schema of PostgreSQL. */
public enum Area {
  /** What happened; the only one that questions in SQL are asked of. */
  FACTS("signalbox.db", "signalbox"),
  /** Budgets, the audit trail, and whatever holds secrets. */
  CONTROL("control.db", "signalbox_control"),
  /** Prompts and answers, where they are kept. */
  CAPTURES("captures.db", "signalbox_captures");

  private final String fileName;
  private final String schema;

  Area(String fileName, String schema) {
    this.fileName = fileName;
    this.schema = schema;
  }

  /** Name of its file in the folder of the databases. */
  public String fileName() {
    return fileName;
  }

  /** Name of its schema on a server. */
  public String schema() {
    return schema;
  }

  /**
   * Its migration scripts, the oldest first, numbered from 1. A new one, or a change of the views,
   * says which programs may go on with a database that it was applied to: docs/scaling.md has the
   * rule.
   */
  List<Script> scripts() {
    return switch (this) {
      case FACTS -> List.of(new Script("V1__facts.sql", 1));
      case CONTROL -> List.of(new Script("V1__control.sql", 1));
      case CAPTURES -> List.of(new Script("V1__captures.sql", 1));
    };
  }

  /** The scripts of its views, which are written for each kind of database. */
  List<String> viewScripts() {
    return this == FACTS ? List.of("R__views.sql") : List.of();
  }

  /** Its folder of scripts below {@code db}. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
