package dev.signalbox.analytics.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Runs the scripts that lay out the facts. */
final class Scripts {
  private Scripts() {}

  /** Lays out tables and views; {@code dialect} is the folder of the views. */
  static void layOut(Connection connection, String dialect) throws SQLException {
    run(connection, "/db/facts/V1__facts.sql");
    run(connection, "/db/views/" + dialect + "/R__views.sql");
  }

  private static void run(Connection connection, String resource) throws SQLException {
    String script = text(resource).replaceAll("(?m)--.*$", "");
    try (Statement statement = connection.createStatement()) {
      for (String part : script.split(";", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
    }
  }

  private static String text(String resource) {
    try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
