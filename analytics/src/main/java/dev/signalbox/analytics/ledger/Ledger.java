package dev.signalbox.analytics.ledger;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.analytics.store.FactWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Where records of requests go: to the writer, and the newest to memory as well. */
public final class Ledger implements RequestSink {
  private final FactIds ids;
  private final FactWriter writer;
  private final Consumer<RequestRecord> watcher;
  private final Settings settings;

  /**
   * How records are kept.
   *
   * @param node name of this node
   * @param durability when a record is safe
   */
  public record Settings(String node, Durability durability) {}

  /** When a client may see the end of its answer. */
  public enum Durability {
    /** At once; the record follows within a few hundredths of a second. */
    ASYNC,
    /** When the record is committed. */
    SYNC
  }

  public Ledger(
      FactIds ids, FactWriter writer, Consumer<RequestRecord> watcher, Settings settings) {
    this.ids = ids;
    this.writer = writer;
    this.watcher = watcher;
    this.settings = settings;
  }

  /** Has the writer do once what it does for every record, and waits for it. */
  public void rehearse() {
    writer.rehearse(new RequestFact(Sample.RECORD, settings.node())).join();
  }

  @Override
  public long nextNumber() {
    return ids.next();
  }

  @Override
  public CompletionStage<Void> accept(RequestRecord record, Runnable stored) {
    watcher.accept(record);
    RequestFact fact = new RequestFact(record, settings.node());
    return switch (settings.durability()) {
      case SYNC -> writer.write(fact).thenRun(stored);
      case ASYNC -> {
        writer.store(fact).thenRun(stored);
        yield CompletableFuture.completedStage(null);
      }
    };
  }

  @Override
  public CompletionStage<Void> accept(RequestRecord record) {
    watcher.accept(record);
    RequestFact fact = new RequestFact(record, settings.node());
    return switch (settings.durability()) {
      case SYNC -> writer.write(fact);
      case ASYNC -> {
        writer.offer(fact); // one that is lost is counted and logged there
        yield CompletableFuture.completedStage(null);
      }
    };
  }
}
