package dev.signalbox.analytics.control;

import static dev.signalbox.analytics.schema.Tables.REGISTRATIONS;

import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.RegistrationsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.impl.DSL;

/** What is registered at run time: providers and virtual gateways, each as text. */
public final class Registrations {
  private final Database database;
  private final FactWriter writer;

  /**
   * The registrations in {@code database}.
   *
   * @param writer of the control database
   */
  public Registrations(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  /**
   * One of them; times are milliseconds since 1970.
   *
   * @param kind what it is
   * @param id unique within its kind
   * @param deletedMillis 0 while it is there
   * @param author label of the key that changed it last
   * @param settings without secrets
   * @param secrets sealed; empty text for none
   */
  public record Row(
      String kind,
      String id,
      long createdMillis,
      long changedMillis,
      long deletedMillis,
      String author,
      String settings,
      String secrets) {}

  /** All of them, deleted ones too, the oldest first; blocks. */
  public List<Row> all() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(REGISTRATIONS)
        .orderBy(REGISTRATIONS.CREATED_MS, REGISTRATIONS.KIND, REGISTRATIONS.ID)
        .fetch(
            row ->
                new Row(
                    row.getKind(),
                    row.getId(),
                    row.getCreatedMs(),
                    row.getChangedMs(),
                    row.getDeletedMs(),
                    row.getAuthor(),
                    row.getSettings(),
                    row.getSecrets()));
  }

  /** The sum of the times of their last changes, which every change makes another. Blocks. */
  public long stamp() {
    Long sum =
        database
            .reading(Area.CONTROL)
            .select(DSL.sum(REGISTRATIONS.CHANGED_MS))
            .from(REGISTRATIONS)
            .fetchOne(0, Long.class);
    return sum == null ? 0 : sum;
  }

  /** Stores {@code row} in the place of the one before; completes when it is stored. */
  public CompletableFuture<Void> put(Row row) {
    RegistrationsRecord values = new RegistrationsRecord();
    values.setKind(row.kind());
    values.setId(row.id());
    values.setCreatedMs(row.createdMillis());
    values.setChangedMs(row.changedMillis());
    values.setDeletedMs(row.deletedMillis());
    values.setAuthor(row.author());
    values.setSettings(row.settings());
    values.setSecrets(row.secrets());
    return writer.write(
        batch ->
            batch.change(
                transaction -> {
                  transaction
                      .insertInto(REGISTRATIONS)
                      .set(values)
                      .onConflict(REGISTRATIONS.KIND, REGISTRATIONS.ID)
                      .doUpdate()
                      .setAllToExcluded()
                      .execute();
                  Changes.note(transaction, SharedPart.REGISTRATIONS);
                }));
  }
}
