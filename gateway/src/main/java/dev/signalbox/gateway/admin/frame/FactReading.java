package dev.signalbox.gateway.admin.frame;

import dev.signalbox.analytics.store.DatabaseFaults;
import dev.signalbox.analytics.store.ReadRefused;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.protect.LeftAlone;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Asks a reader of the store for control paths; answers come back on the event loop. While the
 * database fails it is not asked.
 */
public final class FactReading {
  private static final long RETRY_SECONDS = 2;

  /**
   * A question that takes long says nothing of the database, as people may ask for years; the
   * reader ends it, and keeps others from waiting behind it.
   */
  private static final Dependencies.Kind DATABASE =
      new Dependencies.Kind(
          "database_reads", "", Duration.ofMinutes(1), cause -> !DatabaseFaults.isOutage(cause));

  private final Reader reader;
  private final Vertx vertx;
  private final Dependency database;

  /** Asks {@code reader}. */
  public FactReading(Reader reader, Vertx vertx, Dependencies dependencies) {
    this.reader = reader;
    this.vertx = vertx;
    this.database = dependencies.of(DATABASE);
  }

  /** Asks {@code reader} on the event loop of {@code serving}. */
  public static FactReading of(Reader reader, Serving serving) {
    return new FactReading(reader, serving.vertx(), serving.dependencies());
  }

  /** Asks {@code question}; fails with a {@link ProblemException} when there is no time for it. */
  public <T> Future<T> ask(Reader.Question<T> question) {
    return database
        .ask(() -> Future.fromCompletionStage(reader.ask(question), vertx.getOrCreateContext()))
        .recover(cause -> Future.failedFuture(told(inner(cause))));
  }

  private static Throwable inner(Throwable cause) {
    return cause instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : cause;
  }

  private static Throwable told(Throwable cause) {
    return switch (cause) {
      case ReadRefused refused -> problemOf(refused);
      case LeftAlone alone -> DatabaseProblem.of(alone.seconds()).toException();
      default -> cause;
    };
  }

  private static ProblemException problemOf(ReadRefused refused) {
    return switch (refused.reason()) {
      case BUSY ->
          Problem.of(ProblemKind.OVERLOADED, "too much is being read at the moment")
              .withCode("reader_busy")
              .withRetryAfter(RETRY_SECONDS)
              .toException();
      case TOO_SLOW ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "%s; a shorter time from `from` to `to` helps".formatted(refused.getMessage()))
              .withCode("reading_too_slow")
              .withRetryAfter(RETRY_SECONDS)
              .toException();
    };
  }
}
