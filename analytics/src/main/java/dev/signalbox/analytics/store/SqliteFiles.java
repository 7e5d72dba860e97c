package dev.signalbox.analytics.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens files of SQLite, as those who write and those who read need them. */
final class SqliteFiles {
  private static final int BUSY_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 64 * 1024;
  private static final int READER_CACHE_KIB = 16 * 1024;
  private static final int CHECKPOINT_PAGES = 4_000;

  private SqliteFiles() {}

  /** Loads the native library, and all that a first connection takes. */
  static void prepare() {
    SQLiteDataSource memory = new SQLiteDataSource(base());
    memory.setUrl("jdbc:sqlite::memory:");
    try (Connection connection = memory.getConnection()) {
      connection.getAutoCommit();
    } catch (SQLException e) {
      throw new DatabaseException(
          "the library of SQLite cannot be used: " + DatabaseFaults.reason(e), e);
    }
  }

  /**
   * For the one writer. Its transactions take the lock when they begin, as one that asks for it
   * later fails at once where a reader came between. A commit survives the end of the process; the
   * last ones may be lost, but nothing broken, when the power fails.
   */
  static DataSource writer(Path file) {
    SQLiteConfig config = base();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL); // stays with the file
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    restrict(file);
    DataSource source = source(file, config);
    if (file.toFile().length() == 0) {
      giveBackFreePages(source);
    }
    return source;
  }

  /** Has to be said before the first table is made; the pages are given back bit by bit later. */
  private static void giveBackFreePages(DataSource source) {
    try (Connection connection = source.getConnection();
        PreparedStatement pragma = connection.prepareStatement("pragma auto_vacuum = incremental");
        PreparedStatement vacuum = connection.prepareStatement("vacuum")) {
      pragma.execute();
      vacuum.execute();
    } catch (SQLException e) {
      throw new DatabaseException("a new database cannot be made: " + DatabaseFaults.reason(e), e);
    }
  }

  /** For those who only read. */
  static DataSource reader(Path file) {
    SQLiteConfig config = base();
    config.setCacheSize(-READER_CACHE_KIB);
    config.setReadOnly(true);
    return source(file, config);
  }

  private static SQLiteConfig base() {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private static DataSource source(Path file, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  /** Makes {@code dir} where it is missing, for its owner alone. */
  static void ownerOnlyFolder(Path dir) {
    try {
      if (!Files.exists(dir)) {
        Files.createDirectories(dir);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        }
      }
    } catch (IOException e) {
      throw new DatabaseException(
          "the folder `%s` cannot be made: %s".formatted(dir, FileFaults.reason(e)), e);
    }
  }

  /** Leaves {@code file} to its owner alone; makes it where it is missing. */
  static void restrict(Path file) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new DatabaseException(
          "`%s` cannot be written: %s".formatted(file, FileFaults.reason(e)), e);
    }
  }
}
