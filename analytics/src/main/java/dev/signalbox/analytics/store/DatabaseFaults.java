package dev.signalbox.analytics.store;

import dev.signalbox.engine.text.Excerpt;
import java.sql.BatchUpdateException;
import org.jooq.exception.DataAccessException;

/** Says what a database says is wrong, without the statement and the values it was given. */
final class DatabaseFaults {
  private static final int MOST_CHARACTERS = 300;

  /** Faults are wrapped twice at most: by jOOQ, and as part of a batch. */
  private static final int DEEPEST = 4;

  private DatabaseFaults() {}

  /** One line of at most 300 characters and {@code …}. */
  static String reason(Throwable fault) {
    Throwable told = fault;
    for (int i = 0; i < DEEPEST; i++) {
      told = within(told);
    }
    String first = String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    return Excerpt.of(first.strip(), MOST_CHARACTERS);
  }

  /** jOOQ puts the statement into its message, PostgreSQL's driver that of a batch with values. */
  private static Throwable within(Throwable fault) {
    return switch (fault) {
      case DataAccessException wrapped when wrapped.getCause() != null -> wrapped.getCause();
      case BatchUpdateException batch when batch.getNextException() != null ->
          batch.getNextException();
      default -> fault;
    };
  }
}
