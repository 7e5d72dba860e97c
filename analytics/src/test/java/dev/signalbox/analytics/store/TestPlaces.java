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

  /** The database that others are copies of. */
  private static final String TEMPLATE = "prepared";

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

  /** What a start leaves in an empty place; copied, as making it takes longer than most tests. */
  private static final class Prepared {
    private static final Path FOLDER = prepareFolder();

    static {
      Database.open(create(TEMPLATE, "template1")).close();
    }

    private Prepared() {}

    private static Path prepareFolder() {
      Place.Folder place = folder();
      Database.open(place).close();
      return place.dir();
    }

    private static Place.Folder copiedFolder() {
      Place.Folder place = folder();
      try {
        Files.createDirectory(place.dir());
        for (Area area : Area.values()) {
          Files.copy(FOLDER.resolve(area.fileName()), place.dir().resolve(area.fileName()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return place;
    }
  }

  /** One of each kind, with the tables of this program and nothing in them. */
  public static Stream<Place> all() {
    return Stream.of(Prepared.copiedFolder(), create(nextName(), TEMPLATE));
  }

  /** One of each kind, with nothing at all. */
  public static Stream<Place> empty() {
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
    return create(nextName(), "template1");
  }

  private static String nextName() {
    return "test" + DATABASES.incrementAndGet();
  }

  private static Place.Server create(String name, String template) {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        PreparedStatement create =
            connection.prepareStatement("create database " + name + " template " + template)) {
      create.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Place.Server(Server.RUNNING.getJdbcUrl("postgres", name), "", "");
  }
}
