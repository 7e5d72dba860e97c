package dev.signalbox.analytics.store;

import java.nio.file.Path;
import org.jooq.SQLDialect;

/** Where the databases are. */
public sealed interface Place {
  /** What they speak. */
  SQLDialect dialect();

  /** Files of SQLite in a folder, which is made when it is missing. */
  record Folder(Path dir) implements Place {
    @Override
    public SQLDialect dialect() {
      return SQLDialect.SQLITE;
    }
  }

  /**
   * Schemas of a PostgreSQL server.
   *
   * @param url JDBC URL without user and password
   * @param user empty text to leave it to the URL
   * @param password empty text for none
   */
  record Server(String url, String user, String password) implements Place {
    @Override
    public SQLDialect dialect() {
      return SQLDialect.POSTGRES;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Server[" + url + "]";
    }
  }
}
