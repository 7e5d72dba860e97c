package dev.signalbox.analytics.access;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.FactWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;

/** Makes changes in one transaction with their row of the audit trail. Used by all threads. */
final class AccessChanges {
  private final FactWriter writer;
  private final InstantSource clock;

  AccessChanges(FactWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** A change within a transaction; may be made again after that was rolled back. */
  @FunctionalInterface
  interface Change {
    /** Makes it, or makes nothing and says why. */
    Result make(DSLContext transaction);
  }

  /** What became of a change. */
  sealed interface Result {
    /** Made; {@code entry} tells of it. */
    record Made(AuditEntry entry) implements Result {}

    /** Not made. */
    record Not(ChangeRefused.Why why) implements Result {}
  }

  /** Makes {@code change}; the result completes when it is stored. */
  CompletableFuture<Void> make(SharedPart part, Change change) {
    long at = clock.millis();
    AtomicReference<Optional<ChangeRefused.Why>> refused = new AtomicReference<>(Optional.empty());
    return writer
        .write(
            batch ->
                batch.change(
                    transaction ->
                        refused.set(
                            switch (change.make(transaction)) {
                              case Result.Made(var entry) -> {
                                AuditLog.append(transaction, entry, at);
                                Changes.note(transaction, part);
                                yield Optional.empty();
                              }
                              case Result.Not(var why) -> Optional.of(why);
                            })))
        .thenAccept(
            _ ->
                refused
                    .get()
                    .ifPresent(
                        why -> {
                          throw new ChangeRefused(why);
                        }));
  }

  /** Makes a change that nobody needs to be told of. */
  CompletableFuture<Void> makeQuietly(Batch.Change change) {
    return writer.write(batch -> batch.change(change));
  }

  /** Writes {@code entry} alone. */
  CompletableFuture<Void> tell(AuditEntry entry) {
    return writer.write(AuditLog.fact(entry, clock.millis()));
  }
}
