package dev.signalbox.analytics.prompt;

import static dev.signalbox.analytics.schema.Tables.PROMPT_CLUSTERS;

import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.PromptClustersRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.signals.prompt.ClusterStore;
import dev.signalbox.signals.prompt.Clusters;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;

/** The clusters of prompts in the database. Used by all threads. */
public final class StoredClusters implements ClusterStore {
  /** Clusters that are kept; the oldest go. */
  public static final int KEPT = 20;

  private final Database database;
  private final FactWriter writer;

  /**
   * Clusters in {@code database}.
   *
   * @param writer the one writer of {@link Area#CONTROL}
   */
  public StoredClusters(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  @Override
  public Optional<Stored> newest() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(PROMPT_CLUSTERS)
        .orderBy(PROMPT_CLUSTERS.NUMBER.desc())
        .limit(1)
        .fetchOptional(StoredClusters::storedOf);
  }

  @Override
  public CompletionStage<Stored> put(Stored wanted) {
    if (writer.state().failure().isPresent()) {
      return CompletableFuture.failedFuture(
          new DatabaseException("the control database cannot be written"));
    }
    AtomicReference<Stored> kept = new AtomicReference<>(wanted);
    return writer
        .write(batch -> batch.change(dsl -> kept.set(put(wanted, dsl))))
        .thenApply(_ -> kept.get());
  }

  private static Stored put(Stored wanted, DSLContext dsl) {
    dsl.insertInto(PROMPT_CLUSTERS).set(rowOf(wanted)).onConflictDoNothing().execute();
    dsl.deleteFrom(PROMPT_CLUSTERS)
        .where(PROMPT_CLUSTERS.NUMBER.le(wanted.number() - KEPT))
        .execute();
    Changes.note(dsl, SharedPart.CLUSTERS);
    return dsl.selectFrom(PROMPT_CLUSTERS)
        .where(PROMPT_CLUSTERS.NUMBER.eq(wanted.number()))
        .fetchSingle(StoredClusters::storedOf);
  }

  private static PromptClustersRecord rowOf(Stored stored) {
    PromptClustersRecord row = new PromptClustersRecord();
    row.setNumber(stored.number());
    row.setFromMs(stored.from().toEpochMilli());
    row.setPrompts(stored.prompts());
    row.setEncoder(stored.clusters().encoder());
    row.setRevision(stored.clusters().revision());
    row.setBody(Base64.getEncoder().encodeToString(stored.clusters().toBytes()));
    return row;
  }

  private static Stored storedOf(PromptClustersRecord row) {
    return new Stored(
        row.getNumber(),
        Instant.ofEpochMilli(row.getFromMs()),
        row.getPrompts(),
        Clusters.ofBytes(Base64.getDecoder().decode(row.getBody())));
  }
}
