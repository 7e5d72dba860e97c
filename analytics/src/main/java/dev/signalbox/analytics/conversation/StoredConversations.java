package dev.signalbox.analytics.conversation;

import static dev.signalbox.analytics.schema.Tables.CONVERSATIONS;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.FactWriter;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** The conversations in the database, by the id of the answer that each ends with. */
public final class StoredConversations {
  private final FactWriter writer;

  /**
   * Conversations.
   *
   * @param writer the one writer of {@link Area#CAPTURES}
   */
  public StoredConversations(FactWriter writer) {
    this.writer = writer;
  }

  /**
   * Which one.
   *
   * @param id of the answer
   * @param owner label of the key it was asked with
   */
  public record Name(String id, String owner) {}

  /**
   * Keeps one in the place of what has its name. Completes on the writer's thread when it is
   * stored, and fails when it is lost.
   *
   * @param bytes how large it is before it is packed
   * @param body what is stored; made on the writer's thread
   */
  public CompletionStage<Void> keep(Name name, long atMillis, long bytes, Supplier<byte[]> body) {
    return writer.write(
        batch ->
            batch.change(
                dsl ->
                    dsl.insertInto(CONVERSATIONS)
                        .set(CONVERSATIONS.ID, name.id())
                        .set(CONVERSATIONS.OWNER, name.owner())
                        .set(CONVERSATIONS.AT_MS, atMillis)
                        .set(CONVERSATIONS.BYTES, bytes)
                        .set(CONVERSATIONS.BODY, body.get())
                        .onConflict(CONVERSATIONS.ID, CONVERSATIONS.OWNER)
                        .doUpdate()
                        .setAllToExcluded()
                        .execute()));
  }

  /** What is stored under {@code name}, of {@code sinceMillis} or later. */
  public static Optional<byte[]> find(Name name, long sinceMillis, DSLContext dsl) {
    return dsl.select(CONVERSATIONS.BODY)
        .from(CONVERSATIONS)
        .where(
            CONVERSATIONS.ID.eq(name.id()),
            CONVERSATIONS.OWNER.eq(name.owner()),
            CONVERSATIONS.AT_MS.ge(sinceMillis))
        .fetchOptional(CONVERSATIONS.BODY);
  }

  /** Takes one away. Completes when it is gone, with whether there was one. */
  public CompletionStage<Boolean> remove(Name name) {
    AtomicBoolean removed = new AtomicBoolean();
    return writer
        .write(
            batch ->
                batch.change(
                    dsl ->
                        removed.set(
                            dsl.deleteFrom(CONVERSATIONS)
                                    .where(
                                        CONVERSATIONS.ID.eq(name.id()),
                                        CONVERSATIONS.OWNER.eq(name.owner()))
                                    .execute()
                                > 0)))
        .thenApply(_ -> removed.get());
  }
}
