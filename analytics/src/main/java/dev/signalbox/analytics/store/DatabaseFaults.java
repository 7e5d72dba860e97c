package dev.signalbox.analytics.store;

import dev.signalbox.engine.text.Excerpt;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a database says is wrong, without the statement and the values it was given. */
public final class DatabaseFaults {
  private static final int MOST_CHARACTERS = 300;

  /** Faults are wrapped by jOOQ, as part of a batch, and by futures: seldom more than twice. */
  private static final int DEEPEST = 4;

  /** What SQLite says of a file that cannot be used as it is; the low byte of its codes. */
  private static final Set<SQLiteErrorCode> OF_THE_FILE =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_NOTADB,
          SQLiteErrorCode.SQLITE_PERM,
          SQLiteErrorCode.SQLITE_READONLY);

  /**
   * Classes of states of PostgreSQL, the first two characters: no connection, out of resources,
   * told to stop, fault of its system, damaged data.
   */
  private static final Set<String> OF_THE_SERVER = Set.of("08", "53", "57", "58", "XX");

  private static final int PRIMARY_CODE = 0xff;

  private DatabaseFaults() {}

  /** One line of at most 300 characters and {@code …}. */
  public static String reason(Throwable fault) {
    Throwable told = fault;
    for (int i = 0; i < DEEPEST; i++) {
      told = within(told);
    }
    String first = String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    return Excerpt.of(first.strip(), MOST_CHARACTERS);
  }

  /**
   * jOOQ puts the statement into its message, PostgreSQL's driver that of a batch with values, and
   * a future the name of a class.
   */
  private static Throwable within(Throwable fault) {
    return switch (fault) {
      case DataAccessException wrapped when wrapped.getCause() != null -> wrapped.getCause();
      case CompletionException wrapped when wrapped.getCause() != null -> wrapped.getCause();
      case BatchUpdateException batch when batch.getNextException() != null ->
          batch.getNextException();
      default -> fault;
    };
  }

  /**
   * Whether the database is what failed, as it is gone, locked, full or broken, and not the
   * statement that it was given.
   */
  public static boolean isOutage(Throwable fault) {
    @Nullable Throwable told = fault;
    for (int i = 0; i < DEEPEST && told != null; i++) {
      if (told instanceof DatabaseException) {
        return true;
      }
      if (told instanceof SQLException sql) {
        return isOutage(sql);
      }
      told = told.getCause();
    }
    return false;
  }

  private static boolean isOutage(SQLException fault) {
    return switch (fault) {
      case SQLTransientConnectionException _ -> true; // the pool waited for one in vain
      case SQLiteException file ->
          OF_THE_FILE.contains(
              SQLiteErrorCode.getErrorCode(file.getResultCode().code & PRIMARY_CODE));
      case SQLException other -> {
        String state = other.getSQLState();
        // PostgreSQL says one, the pool none: "Connection is closed" of one that broke in use
        yield state == null || OF_THE_SERVER.stream().anyMatch(state::startsWith);
      }
    };
  }
}
