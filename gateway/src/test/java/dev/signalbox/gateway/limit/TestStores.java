package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StateRows;
import dev.signalbox.analytics.store.Place;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import redis.embedded.RedisServer;

/** Real servers that replicas can share limits through; each is started once, when it is needed. */
public final class TestStores {
  private TestStores() {}

  /** Each kind of server. */
  public enum Kind {
    REDIS,
    POSTGRESQL;

    /** Where it listens. */
    public int port() {
      return switch (this) {
        case REDIS -> Redis.PORT;
        case POSTGRESQL -> Postgres.RUNNING.getPort();
      };
    }

    /** Connects through {@code port}, which may be that of something between. */
    SharedStates at(int port) {
      return switch (this) {
        case REDIS -> new RedisStates(new RedisStates.Server("127.0.0.1", port, false, 0, "", ""));
        case POSTGRESQL ->
            new StateRows(
                new Place.Server(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", ""));
      };
    }

    /** Forgets everything, as a server that begins anew. */
    public void empty() {
      switch (this) {
        case REDIS -> Redis.empty();
        case POSTGRESQL -> Postgres.empty();
      }
    }
  }

  /** One that keeps nothing on disk. */
  public static RedisServer redis(int port) {
    try {
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Redis {
    private static final int PORT = freePort();
    private static final RedisServer RUNNING = redis(PORT);

    private Redis() {}

    private static void empty() {
      if (!RUNNING.isActive()) {
        throw new IllegalStateException("Redis does not run");
      }
      say(PORT, "FLUSHALL");
    }
  }

  /** Has the Redis at {@code port} do {@code command}. */
  static void say(int port, String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() < 0) {
        throw new IllegalStateException("Redis does not answer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Postgres {
    private static final EmbeddedPostgres RUNNING = start();

    private Postgres() {}

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void empty() {
      try (Connection connection = RUNNING.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "do $$ begin if to_regclass('signalbox_shared.states') is not null then"
                + " truncate signalbox_shared.states; end if; end $$");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
