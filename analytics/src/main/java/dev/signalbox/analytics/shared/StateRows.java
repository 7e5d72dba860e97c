package dev.signalbox.analytics.shared;

import dev.signalbox.analytics.store.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Shared states as rows of a PostgreSQL server, which are locked while they are changed: always in
 * the order of their keys, so that nobody waits in a circle. The table is not logged: it is empty
 * after a crash of the server, and a commit waits for no disk. One connection, opened anew after
 * each failure.
 */
public final class StateRows implements SharedStates {
  /** Requests that wait do not wait for this; who has more patience waits longer. */
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);

  /**
   * Least time after which the server takes its locks from a process that stands still. It is more
   * where a question may take longer: a pause within its patience fails none.
   */
  private static final int LEAST_IDLE_MILLIS = 1_000;

  /** Between two looks for states that nobody needs any more. */
  private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();

  private static final int SWEPT_AT_ONCE = 1_000;
  private static final long NANOS_OF_MICRO = 1_000;

  /** Held by whoever makes the table. */
  private static final long LOCK = 0x5369676e616c6c6dL;

  private static final String MAKE =
      """
      create schema if not exists signalbox_shared;
      create unlogged table if not exists signalbox_shared.states (
        key text collate "C" primary key,
        state bytea not null,
        until_us bigint not null
      ) with (fillfactor = 50);
      create index if not exists states_by_time on signalbox_shared.states (until_us);
      """;

  private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

  /** The order is that of the locks: they are taken after sorting. */
  private static final String READ =
      "select key, state, until_us, "
          + NOW
          + " from signalbox_shared.states where key = any(?) order by key for update";

  private static final String ADD =
      "insert into signalbox_shared.states (key, state, until_us) select k, '', 0"
          + " from unnest(?::text[]) k order by k on conflict do nothing";
  private static final String WRITE =
      "update signalbox_shared.states s set state = n.state, until_us = n.until_us"
          + " from unnest(?::text[], ?::bytea[], ?::bigint[]) as n(key, state, until_us)"
          + " where s.key = n.key";
  private static final String GET =
      "select key, state, "
          + NOW
          + " from signalbox_shared.states where key = any(?) and until_us > "
          + NOW;
  private static final String LIST =
      "select key, state, "
          + NOW
          + " from signalbox_shared.states where key >= ? and key < ? and until_us > "
          + NOW
          + " limit ?";
  private static final String SWEEP =
      "delete from signalbox_shared.states where key in (select key from signalbox_shared.states"
          + " where until_us < "
          + NOW
          + " - 60000000 order by key limit "
          + SWEPT_AT_ONCE
          + " for update skip locked)";

  private final PGSimpleDataSource source;
  private Optional<Connection> open = Optional.empty();
  private boolean made;
  private long sweptNanos = System.nanoTime();

  /** The states on {@code server}, which is not connected to yet. */
  public StateRows(Place.Server server) {
    source = new PGSimpleDataSource();
    source.setUrl(server.url());
    if (!server.user().isEmpty()) {
      source.setUser(server.user());
    }
    if (!server.password().isEmpty()) {
      source.setPassword(server.password());
    }
    source.setApplicationName("signalbox");
    source.setTcpKeepAlive(true);
  }

  @Override
  public <T> T change(SortedSet<String> keys, Duration patience, Function<StatePage, T> work) {
    return asked(patience, connection -> change(connection, keys, work));
  }

  @Override
  public Listing read(SortedSet<String> keys, Duration patience) {
    return asked(
        patience,
        connection ->
            listing(
                connection,
                GET,
                select -> select.setArray(1, connection.createArrayOf("text", keys.toArray()))));
  }

  @Override
  public Listing list(String prefix, int most, Duration patience) {
    return asked(
        patience,
        connection ->
            listing(
                connection,
                LIST,
                select -> {
                  select.setString(1, prefix);
                  select.setString(2, prefix + Character.toString(Character.MAX_CODE_POINT));
                  select.setInt(3, most);
                }));
  }

  /** A question to the server. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T asked(Duration patience, Question<T> question) {
    try {
      Connection connection = connected(patience);
      T answer = question.ask(connection);
      sweep(connection);
      return answer;
    } catch (SQLException e) {
      close();
      throw new StatesUnavailable(reason(e), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String reason(SQLException e) {
    String message = e.getMessage();
    return message == null
        ? String.valueOf(e.getSQLState())
        : message.lines().findFirst().orElse("");
  }

  private Connection connected(Duration patience) throws SQLException {
    int millis = Math.toIntExact(patience.toMillis());
    if (open.isEmpty()) {
      int seconds = Math.toIntExact(longer(patience, CONNECTED_WITHIN).toSeconds());
      source.setConnectTimeout(seconds);
      source.setLoginTimeout(seconds);
      Connection connection = source.getConnection();
      open = Optional.of(connection);
      connection.setNetworkTimeout(Runnable::run, millis);
      prepare(connection, millis);
      connection.setAutoCommit(false);
    }
    Connection connection = open.get();
    connection.setNetworkTimeout(Runnable::run, millis);
    return connection;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private void prepare(Connection connection, int millis) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!made) {
        connection.setAutoCommit(false);
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        statement.execute(MAKE);
        connection.commit();
        connection.setAutoCommit(true);
        made = true;
      }
      statement.execute(
          "set synchronous_commit = off; set statement_timeout = %d; set lock_timeout = %d;"
                  .formatted(millis, millis)
              + " set idle_in_transaction_session_timeout = "
              + Math.max(LEAST_IDLE_MILLIS, millis));
    }
  }

  private static <T> T change(
      Connection connection, SortedSet<String> keys, Function<StatePage, T> work)
      throws SQLException {
    while (true) {
      Optional<StatePage> page = locked(connection, keys);
      if (page.isPresent()) {
        T result = work.apply(page.get());
        write(connection, page.get());
        connection.commit();
        return result;
      }
      // with nothing locked, so that nobody waits for it
      connection.rollback();
      add(connection, keys);
      connection.commit();
    }
  }

  /** Locks the rows of {@code keys}; empty where one is missing. */
  private static Optional<StatePage> locked(Connection connection, SortedSet<String> keys)
      throws SQLException {
    Map<String, byte[]> read = new HashMap<>();
    int found = 0;
    long micros = 0;
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found++;
          micros = rows.getLong(4);
          if (rows.getLong(3) > micros) {
            read.put(rows.getString(1), rows.getBytes(2));
          }
        }
      }
    }
    return found < keys.size()
        ? Optional.empty()
        : Optional.of(new StatePage(micros * NANOS_OF_MICRO, read));
  }

  private static void add(Connection connection, SortedSet<String> keys) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setArray(1, connection.createArrayOf("text", keys.toArray()));
      insert.executeUpdate();
    }
  }

  private static void write(Connection connection, StatePage page) throws SQLException {
    SortedMap<String, StatePage.Change> changes = page.changes();
    if (changes.isEmpty()) {
      return;
    }
    byte[][] states = changes.values().stream().map(StatePage.Change::state).toArray(byte[][]::new);
    Object[] until =
        changes.values().stream()
            .map(change -> (page.nanos() + change.kept().toNanos()) / NANOS_OF_MICRO)
            .toArray();
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      update.setArray(1, connection.createArrayOf("text", changes.keySet().toArray()));
      update.setArray(2, connection.createArrayOf("bytea", states));
      update.setArray(3, connection.createArrayOf("bigint", until));
      update.executeUpdate();
    }
  }

  /** Fills in what a statement is about. */
  @FunctionalInterface
  private interface Arguments {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static Listing listing(Connection connection, String query, Arguments arguments)
      throws SQLException {
    Map<String, byte[]> states = new HashMap<>();
    long micros = 0;
    try (PreparedStatement select = connection.prepareStatement(query)) {
      arguments.set(select);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          states.put(rows.getString(1), rows.getBytes(2));
          micros = rows.getLong(3);
        }
      }
    }
    connection.commit();
    return new Listing(micros * NANOS_OF_MICRO, states);
  }

  private void sweep(Connection connection) throws SQLException {
    if (System.nanoTime() - sweptNanos < SWEEP_NANOS) {
      return;
    }
    sweptNanos = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(SWEEP);
    }
    connection.commit();
  }

  /** Closes the connection; the next question opens another one. */
  @Override
  public void close() {
    open.ifPresent(
        connection -> {
          try {
            connection.close(); // says so, and waits for no answer
          } catch (SQLException _) {
            // it is gone, which was wanted
          }
        });
    open = Optional.empty();
  }
}
