package dev.signalbox.gateway.admin.frame;

import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.access.ChangeRefused;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Stores what control paths change, and tells the audit trail; on the event loop that asks. */
public final class ControlAudit {
  private static final long LONGEST_SECONDS = 10;
  private static final long RETRY_SECONDS = 5;

  private final AccessStore store;
  private final Vertx vertx;

  /** Stores on the event loops of {@code vertx}. */
  public ControlAudit(AccessStore store, Vertx vertx) {
    this.store = store;
    this.vertx = vertx;
  }

  /** Tells the audit trail; fails with a {@link ProblemException} when that cannot be stored. */
  public Future<Void> tell(AuditEntry entry) {
    return stored(store.tell(entry));
  }

  /**
   * What {@code change} gives once it is stored; fails with a {@link ProblemException} when it
   * cannot be, or does not fit what is there.
   */
  public <T> Future<T> stored(CompletionStage<T> change) {
    return Future.fromCompletionStage(change, vertx.getOrCreateContext())
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  private static ProblemException told(Throwable cause) {
    Throwable inner =
        cause instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : cause;
    if (inner instanceof ProblemException told) {
      return told;
    }
    if (inner instanceof ChangeRefused refused) {
      return switch (refused.why()) {
        case EXISTS ->
            Problem.of(ProblemKind.CONFLICT, "there is or was one of this name already")
                .withCode("exists")
                .toException();
        case UNKNOWN ->
            Problem.of(ProblemKind.NOT_FOUND, "there is none of this name")
                .withCode("not_found")
                .toException();
      };
    }
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "this could not be stored in time; look whether it was before you try again")
        .withCode("not_stored")
        .withRetryAfter(RETRY_SECONDS)
        .toException();
  }
}
