package dev.signalbox.analytics.access;

import static dev.signalbox.analytics.schema.Tables.ACCESS_VERSIONS;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
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
  CompletableFuture<Void> make(AccessPart part, Change change) {
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
                                count(transaction, part);
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

  private static void count(DSLContext transaction, AccessPart part) {
    transaction
        .insertInto(ACCESS_VERSIONS)
        .set(ACCESS_VERSIONS.PART, part.id())
        .set(ACCESS_VERSIONS.VERSION, 1L)
        .onConflict(ACCESS_VERSIONS.PART)
        .doUpdate()
        .set(ACCESS_VERSIONS.VERSION, ACCESS_VERSIONS.VERSION.plus(1))
        .execute();
  }
}
