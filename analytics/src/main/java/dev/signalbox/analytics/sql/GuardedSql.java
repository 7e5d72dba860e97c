package dev.signalbox.analytics.sql;

import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.analytics.store.DatabaseFaults;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The one way for statements to reach the database: checked, on threads of its own, and written
 * down. Two run at a time and eight wait; what comes on top is told that it is too much. May be
 * called on any thread.
 */
public final class GuardedSql implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 8;

  /** How a statement ended for which there was no database. */
  private static final String UNAVAILABLE = "unavailable";

  private final SqlReader reader;
  private final AuditTrail audit;
  private final ThreadPoolExecutor threads;

  /**
   * Who asks.
   *
   * @param actor label of the key
   * @param address where from; empty text if not known
   * @param question what was asked in words; empty text for a statement that a person wrote
   */
  public record Asker(String actor, String address, String question) {}

  private GuardedSql(SqlReader reader, AuditTrail audit) {
    this.reader = reader;
    this.audit = audit;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "sql-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Statements on the SQLite file {@code facts}. */
  public static GuardedSql onSqlite(Path facts, AuditTrail audit) {
    return new GuardedSql(new SqliteReader(facts), audit);
  }

  /** Statements on a PostgreSQL database. */
  public static GuardedSql onPostgres(DataSource source, AuditTrail audit) {
    return new GuardedSql(new PostgresReader(source), audit);
  }

  /** What the database speaks. */
  public Dialect dialect() {
    return reader.dialect();
  }

  /**
   * Runs {@code sql} if it may be run, and writes down how that ended; fails with a {@link
   * DatabaseException} when the database is away.
   */
  public CompletableFuture<SqlOutcome> run(String sql, SqlLimits limits, Asker asker) {
    return onThread(
        () -> {
          String ended = UNAVAILABLE;
          try {
            SqlOutcome outcome = outcome(sql, limits);
            ended = word(outcome);
            return outcome;
          } finally {
            audit.add(
                new AuditTrail.Entry(
                    asker.actor(),
                    asker.address(),
                    asker.question().isEmpty() ? "sql" : "ask",
                    asker.question(),
                    sql,
                    ended));
          }
        });
  }

  /** Runs a statement of our own, which is not written down. */
  public CompletableFuture<SqlOutcome> look(String sql, SqlLimits limits) {
    return onThread(() -> outcome(sql, limits));
  }

  /** Does {@code work}, which may block, on a thread for statements; empty when too much waits. */
  public <T> CompletableFuture<Optional<T>> apart(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> Optional.of(work.get()), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  /** Writes down that a question led to no statement; completes with false when it cannot. */
  public CompletableFuture<Boolean> unanswered(Asker asker, String outcome) {
    return apart(
            () -> {
              audit.add(
                  new AuditTrail.Entry(
                      asker.actor(), asker.address(), "ask", asker.question(), "", outcome));
              return true;
            })
        .thenApply(Optional::isPresent);
  }

  /** Why {@code sql} would be refused by its words alone; absent when they are all right. */
  public Optional<Refusal> refusal(String sql) {
    try {
      StatementCheck.checked(sql, reader.dialect());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  private CompletableFuture<SqlOutcome> onThread(Supplier<SqlOutcome> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new SqlOutcome.Busy());
    }
  }

  private SqlOutcome outcome(String sql, SqlLimits limits) {
    try {
      return reader.read(StatementCheck.checked(sql, reader.dialect()), limits);
    } catch (RefusedException e) {
      return new SqlOutcome.Refused(e.refusal());
    } catch (SQLException e) {
      if (DatabaseFaults.isOutage(e)) {
        throw new DatabaseException("no statement can be run: " + DatabaseFaults.reason(e), e);
      }
      return new SqlOutcome.Failed(SqlErrors.sentence(String.valueOf(e.getMessage()), sql));
    }
  }

  private static String word(SqlOutcome outcome) {
    return switch (outcome) {
      case SqlOutcome.Found _ -> "ok";
      case SqlOutcome.Refused(Refusal refusal) -> "refused:" + refusal.code();
      case SqlOutcome.Failed _ -> "failed";
      case SqlOutcome.TimedOut _ -> "timeout";
      case SqlOutcome.Busy _ -> "busy";
    };
  }

  /** Takes no new statements; those under way end by their deadline. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
