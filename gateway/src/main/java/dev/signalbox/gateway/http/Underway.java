package dev.signalbox.gateway.http;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.protect.BodyRoom;
import dev.signalbox.gateway.protect.Gate;
import dev.signalbox.gateway.protect.Priority;
import dev.signalbox.gateway.protect.Strain;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Counts the requests that are under way, of those that the gate lets in: from {@link #enter} to
 * their record. Confined to its event loop.
 */
final class Underway implements RequestSink {
  private final RequestSink sink;
  private final Consumer<Exchange> onlooker;
  private final Gate gate;
  private final Promise<Void> over = Promise.promise();
  private int requests;
  private boolean last;

  /** A count that hands records on to {@code sink}, and shows {@code onlooker} what is known. */
  Underway(RequestSink sink, Consumer<Exchange> onlooker, Gate gate) {
    this.sink = sink;
    this.onlooker = onlooker;
    this.gate = gate;
  }

  /** Counts a request that has come; it will be recorded, unless it is kept out. */
  Strain enter() {
    Strain strain = gate.enter();
    if (strain == Strain.NONE) {
      requests++;
    }
    return strain;
  }

  /** Whether one that has entered may go on, with this priority; else it will not be recorded. */
  Strain stay(Priority priority) {
    Strain strain = gate.stay(priority);
    if (strain != Strain.NONE) {
      requests--;
      check();
    }
    return strain;
  }

  /** A place for the body of one that has entered. */
  BodyRoom.Place place() {
    return gate.place();
  }

  /** Whether one that has entered may go on with a body of so many bytes, like {@link #stay}. */
  Strain stay(Priority priority, BodyRoom.Place place, long bytes) {
    Strain strain = gate.stay(priority, place, bytes);
    if (strain != Strain.NONE) {
      requests--;
      check();
    }
    return strain;
  }

  /** There is no room for the rest of a body: seconds after which its client may come again. */
  long outgrew() {
    gate.outgrew();
    return gate.retryAfterSeconds();
  }

  /** What a request is told that was kept out. */
  ShedAnswer.Refusal refusal(Strain strain) {
    return new ShedAnswer.Refusal(strain, gate.retryAfterSeconds());
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
    over();
    return safe;
  }

  @Override
  public CompletionStage<Void> accept(RequestRecord record, Runnable stored) {
    CompletionStage<Void> safe = sink.accept(record, stored);
    over();
    return safe;
  }

  private void over() {
    gate.leave();
    requests--;
    check();
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
