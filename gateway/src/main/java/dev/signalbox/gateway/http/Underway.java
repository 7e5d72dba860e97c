package dev.signalbox.gateway.http;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.gateway.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Counts the requests that are under way: from {@link #begun} to their record. Confined to its
 * event loop.
 */
final class Underway implements RequestSink {
  private final RequestSink sink;
  private final Consumer<Exchange> onlooker;
  private final Promise<Void> over = Promise.promise();
  private int requests;
  private boolean last;

  /** A count that hands records on to {@code sink}, and shows {@code onlooker} what is known. */
  Underway(RequestSink sink, Consumer<Exchange> onlooker) {
    this.sink = sink;
    this.onlooker = onlooker;
  }

  /** A request has begun that will be recorded. */
  void begun() {
    requests++;
  }

  /** Of a request that has begun it is known whose it is. */
  void known(Exchange exchange) {
    onlooker.accept(exchange);
  }

  @Override
  public long nextNumber() {
    return sink.nextNumber();
  }

  @Override
  public CompletionStage<Void> accept(RequestRecord record) {
    CompletionStage<Void> safe = sink.accept(record);
    requests--;
    check();
    return safe;
  }

  @Override
  public CompletionStage<Void> accept(RequestRecord record, Runnable stored) {
    CompletionStage<Void> safe = sink.accept(record, stored);
    requests--;
    check();
    return safe;
  }

  /** No further request begins; succeeds when the last one is recorded. */
  Future<Void> drained() {
    last = true;
    check();
    return over.future();
  }

  private void check() {
    if (last && requests == 0) {
      over.tryComplete();
    }
  }
}
