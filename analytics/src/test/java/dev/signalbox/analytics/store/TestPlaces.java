package dev.signalbox.analytics.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A fresh place for each kind of database; PostgreSQL is started once and stops with the tests. */
public final class TestPlaces {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPlaces() {}

  /** The one server of this process; it runs as an unprivileged user when the tests run as root. */
  private static final class Server {
    private static final EmbeddedPostgres RUNNING = start();

    private Server() {}

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One of each kind. */
  public static Stream<Place> all() {
    return Stream.of(folder(), server());
  }

  /** An empty folder. */
  public static Place.Folder folder() {
    try {
      Path dir = Files.createTempDirectory("signalbox-test");
      dir.toFile().deleteOnExit();
      return new Place.Folder(dir.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty database on the server. */
  public static Place.Server server() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        PreparedStatement create = connection.prepareStatement("create database " + name)) {
      create.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Place.Server(Server.RUNNING.getJdbcUrl("postgres", name), "", "");
  }
}
