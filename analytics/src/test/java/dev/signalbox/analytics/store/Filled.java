package dev.signalbox.analytics.store;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;

/** A database with requests in it, and whoever reads it; closed together. */
public final class Filled implements AutoCloseable {
  private static final FactWriter.Settings SETTINGS =
      new FactWriter.Settings(100_000, 2_000, Duration.ofMillis(5), "n1", Duration.ofSeconds(30));

  private final Database database;
  private final Reader reader;

  /** Stores {@code records} at {@code place}. */
  public Filled(Place place, List<RequestRecord> records) {
    database = Database.open(place);
    add(records);
    reader = new Reader(database, Area.FACTS, Reader.Settings.STANDARD);
  }

  /** Stores more. */
  public void add(List<RequestRecord> records) {
    try (FactWriter writer =
        new FactWriter(
            database,
            Area.FACTS,
            SETTINGS,
            () -> records.isEmpty() ? Instant.EPOCH : records.getLast().at())) {
      records.forEach(record -> writer.offer(new RequestFact(record, "n1")));
    }
  }

  /** Changes what is stored, beside the writer. */
  public void change(Function<DSLContext, Query> change) {
    try (FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> Instant.EPOCH)) {
      writer.write(batch -> batch.change(dsl -> change.apply(dsl).execute())).join();
    }
  }

  /** Asks and waits. */
  public <T> T ask(Reader.Question<T> question) {
    return unwrapped(() -> reader.ask(question).join());
  }

  private static <T> T unwrapped(Supplier<T> call) {
    try {
      return call.get();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The databases. */
  public Database database() {
    return database;
  }

  @Override
  public void close() {
    reader.close();
    database.close();
  }
}
