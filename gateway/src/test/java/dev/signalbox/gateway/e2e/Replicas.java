package dev.signalbox.gateway.e2e;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gateways that share a database of their own on the one PostgreSQL of the tests. They have a
 * folder in common for the key that secrets are sealed under.
 */
final class Replicas implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final List<RunningGateway> running = new ArrayList<>();
  private final String toml;

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

  /**
   * None yet.
   *
   * @param toml what all of them have in their file
   */
  Replicas(String toml, Path folder) {
    String name = "replicas" + DATABASES.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        PreparedStatement create = connection.prepareStatement("create database " + name)) {
      create.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    this.toml =
        toml
            + """
            [database]
            url = "%s"
            dir = "%s"
            """
                .formatted(Server.RUNNING.getJdbcUrl("postgres", name), folder);
  }

  /** One more, by the name {@code name}. */
  RunningGateway start(String name) {
    return start(name, "");
  }

  /** The same with {@code more} in its section on the cluster. */
  RunningGateway start(String name, String more) {
    RunningGateway gateway =
        new RunningGateway(
            toml + "[cluster]\nlease_seconds = 5\nnode = \"%s\"\n%s".formatted(name, more),
            SimulatorOptions.standard());
    running.add(gateway);
    return gateway;
  }

  @Override
  public void close() {
    running.forEach(RunningGateway::close);
  }
}
