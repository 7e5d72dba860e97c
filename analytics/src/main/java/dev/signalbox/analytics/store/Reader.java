package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * Answers questions about one area on a few threads of its own, each question in one transaction
 * that sees one state and changes nothing. A question that does not get its turn or its answer
 * within the deadline is ended, in the database too.
 */
public final class Reader implements AutoCloseable {
  /** Steps of SQLite's machine between two looks at the clock. */
  private static final int STEPS = 20_000;

  private static final long IDLE_SECONDS = 30;

  private final Database database;
  private final Area area;
  private final Settings settings;
  private final ThreadPoolExecutor threads;

  /**
   * How it answers.
   *
   * @param threads questions answered at once
   * @param waiting questions that may wait
   * @param deadline from the asking to the answer
   */
  public record Settings(int threads, int waiting, Duration deadline) {
    /** As a gateway uses it: fewer than there are connections for reading. */
    public static final Settings STANDARD = new Settings(3, 64, Duration.ofSeconds(10));
  }

  /** What is asked. */
  @FunctionalInterface
  public interface Question<T> {
    /** Reads the answer with {@code dsl}, on a thread of the reader. */
    T answer(DSLContext dsl);
  }

  /** A reader of {@code area}. */
  public Reader(Database database, Area area, Settings settings) {
    this.database = database;
    this.area = area;
    this.settings = settings;
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform()
                .daemon()
                .name("signalbox-read-" + area.folder() + "-", 1)
                .factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Asks {@code question}. The result completes on a thread of the reader; it fails with a {@link
   * ReadRefused} when there was no time.
   */
  public <T> CompletableFuture<T> ask(Question<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    long until = System.nanoTime() + settings.deadline().toNanos();
    try {
      threads.execute(() -> answer(question, until, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(busy());
    }
    return answer;
  }

  private <T> void answer(Question<T> question, long until, CompletableFuture<T> answer) {
    if (isPast(until)) {
      answer.completeExceptionally(busy());
      return;
    }
    try {
      answer.complete(
          database
              .reading(area)
              .connectionResult(connection -> answered(question, until, connection)));
    } catch (RuntimeException e) {
      answer.completeExceptionally(isPast(until) ? tooSlow() : e);
    }
  }

  private <T> T answered(Question<T> question, long until, Connection connection)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Limit _ = limited(connection, until)) {
      return question.answer(DSL.using(connection, database.dialect(), Database.SETTINGS));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private interface Limit extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  private Limit limited(Connection connection, long until) throws SQLException {
    if (database.dialect() == SQLDialect.SQLITE) {
      SQLiteConnection own = connection.unwrap(SQLiteConnection.class);
      ProgressHandler.setHandler(own, STEPS, new Clock(until));
      return () -> ProgressHandler.clearHandler(own);
    }
    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
    // for this transaction only
    DSL.using(connection, database.dialect(), Database.SETTINGS)
        .select(
            DSL.function(
                "set_config",
                String.class,
                DSL.inline("statement_timeout"),
                DSL.val(Long.toString(left)),
                DSL.inline(true)))
        .fetch();
    return () -> {};
  }

  /** Ends a statement of SQLite that goes on for too long. */
  private static final class Clock extends ProgressHandler {
    private final long until;

    Clock(long until) {
      this.until = until;
    }

    @Override
    protected int progress() {
      return isPast(until) ? 1 : 0;
    }
  }

  private static boolean isPast(long until) {
    return System.nanoTime() - until >= 0;
  }

  private static ReadRefused busy() {
    return new ReadRefused(ReadRefused.Reason.BUSY, "too much is being read at the moment");
  }

  private ReadRefused tooSlow() {
    return new ReadRefused(
        ReadRefused.Reason.TOO_SLOW,
        "reading took longer than %d seconds".formatted(settings.deadline().toSeconds()));
  }

  /** Answers nothing more; questions under way end with their deadline. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
