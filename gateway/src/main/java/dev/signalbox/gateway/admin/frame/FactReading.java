package dev.signalbox.gateway.admin.frame;

import dev.signalbox.analytics.store.ReadRefused;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;

/** Asks a reader of the store for control paths; answers come back on the event loop. */
public final class FactReading {
  private static final long RETRY_SECONDS = 2;

  private final Reader reader;
  private final Vertx vertx;

  /** Asks {@code reader}. */
  public FactReading(Reader reader, Vertx vertx) {
    this.reader = reader;
    this.vertx = vertx;
  }

  /** Asks {@code question}; fails with a {@link ProblemException} when there is no time for it. */
  public <T> Future<T> ask(Reader.Question<T> question) {
    return Future.fromCompletionStage(reader.ask(question), vertx.getOrCreateContext())
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  private static Throwable told(Throwable cause) {
    Throwable inner =
        cause instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : cause;
    return inner instanceof ReadRefused refused ? problemOf(refused) : inner;
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
