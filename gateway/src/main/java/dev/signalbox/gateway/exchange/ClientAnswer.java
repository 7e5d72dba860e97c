package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.record.FindingRecord;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The answer to one client while it is written: head once, then bytes, then its end or a break.
 * Knows when the client has left. Lives on one event loop.
 */
public final class ClientAnswer {
  private final HttpServerResponse response;
  private final List<Consumer<Buffer>> taps = new ArrayList<>();
  private Runnable whenGone = () -> {};
  private final List<Runnable> beforeEnd = new ArrayList<>(2);
  private boolean gone;
  private boolean told;
  private final boolean held;
  private final Runnable cut;
  private final Departures departures;
  private Runnable lastBytes = () -> {};
  private boolean finished;
  private Optional<AnswerFilter> filter = Optional.empty();
  private Future<Void> settled = Future.succeededFuture();
  private Runnable whenRefused = () -> {};
  private Handler<Void> whenReady = _ -> {};

  /**
   * The answer that goes out through {@code response}.
   *
   * @param held whether its end waits until {@link #releaseWhen}
   * @param cut ends the connection soon, even if the client reads nothing
   * @param departures clears away what a client that leaves leaves behind
   */
  public ClientAnswer(
      HttpServerResponse response, boolean held, Runnable cut, Departures departures) {
    this.response = response;
    this.held = held;
    this.cut = cut;
    this.departures = departures;
    response.exceptionHandler(this::failed);
    response.closeHandler(_ -> leave());
  }

  /** What else fails is what the client sends: it is told so, and then closed. */
  private void failed(Throwable cause) {
    if (cause instanceof IOException || cause instanceof HttpClosedException) {
      leave();
    }
  }

  private void leave() {
    if (!finished && !gone) {
      gone = true;
      departures.add(this::tell);
    }
  }

  private void tell() {
    told = true;
    if (!finished) {
      whenGone.run();
    }
  }

  /**
   * Runs {@code action} once, soon after the client leaves before the end; at once when that is
   * known.
   */
  public void whenGone(Runnable action) {
    whenGone = action;
    if (told) {
      action.run();
    }
  }

  /** Runs {@code action} once when nothing more of this stream may reach the client. */
  public void whenRefused(Runnable action) {
    whenRefused = action;
  }

  /** Nothing more of this stream may reach the client. */
  public void refused() {
    whenRefused.run();
  }

  /** Done when it is known what the client gets of an answer that has come to its end. */
  public Future<Void> settled() {
    return settled;
  }

  /** Has everything that follows go through {@code through}. */
  public void filteredBy(AnswerFilter through) {
    filter = Optional.of(through);
  }

  /** What was found in what has gone out. */
  List<FindingRecord> findings() {
    return filter.map(AnswerFilter::findings).orElseGet(List::of);
  }

  /** The type of the body; empty text before it is known. */
  public String contentType() {
    String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : type;
  }

  /** Shows every byte of the body to {@code tap} as well. */
  public void tap(Consumer<Buffer> tap) {
    taps.add(tap);
  }

  /**
   * Runs {@code action} when all of a good answer was shown and before the client can see that it
   * is over, so that its next request finds what this one leaves behind. Several run in the order
   * in which they were given.
   */
  public void beforeEnd(Runnable action) {
    beforeEnd.add(action);
  }

  /** Whether the client left before the end. */
  public boolean gone() {
    return gone;
  }

  /** Whether the status and headers are on their way, so that nothing of them can change. */
  public boolean headWritten() {
    return response.headWritten();
  }

  /** The HTTP status, as it is so far. */
  public int status() {
    return response.getStatusCode();
  }

  /** Sets a header, unless the head is written. Values must be free of control characters. */
  public void header(CharSequence name, String value) {
    if (!response.headWritten()) {
      response.putHeader(name, value);
    }
  }

  /** Sets the status and the content type of what follows. */
  public void status(int status, String contentType) {
    response.setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
  }

  /** Sends a whole body and ends. */
  public Future<Void> whole(Buffer made) {
    finished = true;
    if (gone) {
      return Future.succeededFuture();
    }
    if (filter.isEmpty()) {
      show(made);
      return sendWhole(made);
    }
    Future<Buffer> decided = filter.get().whole(made);
    Future<Future<Void>> sent = decided.map(this::sendWhole);
    settled = sent.mapEmpty();
    return sent.compose(done -> done);
  }

  private Future<Void> sendWhole(Buffer body) {
    beforeEnd.forEach(Runnable::run);
    if (held) {
      lastBytes = () -> response.end(body);
      return Future.succeededFuture();
    }
    return response.end(body).recover(_ -> Future.succeededFuture());
  }

  /** Begins a body of unknown length. */
  public void beginStream() {
    response.setChunked(true);
  }

  /** Sends the next bytes; what the client no longer takes is dropped. */
  public void write(Buffer chunk) {
    if (gone || chunk.length() == 0) {
      return;
    }
    if (filter.isPresent()) {
      filter.get().chunk(chunk);
    } else {
      show(chunk);
      send(chunk);
    }
  }

  /** Writes what has been through the filter. */
  public void send(Buffer chunk) {
    if (!gone && chunk.length() > 0) {
      response.write(chunk).onFailure(_ -> leave());
    }
  }

  /** Shows what goes out to what looks on. */
  public void show(Buffer chunk) {
    taps.forEach(tap -> tap.accept(chunk));
  }

  /** Whether writing should wait until {@link #whenDrained}. */
  public boolean full() {
    return !gone
        && !finished
        && (filter.map(AnswerFilter::isAsking).orElse(false) || response.writeQueueFull());
  }

  public void whenDrained(Handler<Void> handler) {
    whenReady = handler;
    response.drainHandler(_ -> ready());
  }

  /** Goes on, unless there is still something to wait for. */
  public void ready() {
    if (!full()) {
      whenReady.handle(null);
    }
  }

  /** Ends the body well. */
  public void end() {
    close(
        () -> {
          beforeEnd.forEach(Runnable::run);
          if (held) {
            lastBytes = response::end;
          } else if (!gone) {
            response.end();
          }
        });
  }

  /** Lets out what the filter still holds, then runs {@code last}; does nothing the second time. */
  private void close(Runnable last) {
    if (finished) {
      return;
    }
    finished = true;
    if (filter.isEmpty()) {
      last.run();
      return;
    }
    Promise<Void> done = Promise.promise();
    settled = done.future();
    filter
        .get()
        .end(
            () -> {
              last.run();
              done.complete();
            });
  }

  /**
   * Lets a held answer end once its record is {@code safe}, or cannot be made so: the client is not
   * left waiting for what the database has not.
   */
  void releaseWhen(CompletionStage<Void> safe) {
    if (!held) {
      return;
    }
    Runnable last = lastBytes;
    Future.fromCompletionStage(safe, Vertx.currentContext())
        .onComplete(
            _ -> {
              if (!response.ended() && !response.closed()) {
                last.run();
              }
            });
  }

  /** Ends the body so that the client cannot take it for whole: the connection closes. */
  public void breakOff() {
    close(
        () -> {
          if (!gone) {
            response.reset(); // waits until the client has read what was written
            cut.run();
          }
        });
  }
}
