package dev.signalbox.gateway.admin.access;

import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.admin.frame.ControlAudit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;

/** Stores a change of who may do what, and has it count before the answer goes out. */
public final class AccessChange {
  private final AccessState state;
  private final ControlAudit audit;
  private final Vertx vertx;

  /** Changes what {@code state} tells. */
  public AccessChange(AccessState state, ControlAudit audit, Vertx vertx) {
    this.state = state;
    this.audit = audit;
    this.vertx = vertx;
  }

  /** What {@code change} gives once it is stored and counts. */
  public <T> Future<T> made(CompletionStage<T> change) {
    return audit.stored(change).compose(given -> refreshed().map(given));
  }

  private Future<Void> refreshed() {
    return vertx
        .executeBlocking(
            () -> {
              state.refresh();
              return true;
            },
            false)
        .mapEmpty();
  }
}
