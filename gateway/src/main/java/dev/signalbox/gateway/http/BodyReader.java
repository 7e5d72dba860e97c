package dev.signalbox.gateway.http;

import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.guarding.Content;
import dev.signalbox.gateway.pipeline.guarding.GuardStep;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads request bodies into memory, up to a size and within a time. */
public final class BodyReader {
  private static final int BYTES_PER_SECOND = 32 * 1024;

  private final Vertx vertx;
  private final GuardStep guard;
  private final Repeats repeats;
  private final Consumer<String> faults;
  private final HttpSettings.Bounds bounds;

  /** A reader of bodies within {@code bounds}. */
  BodyReader(Loop loop, HttpSettings.Bounds bounds, GuardStep guard, Repeats repeats) {
    this.vertx = loop.vertx();
    this.faults = loop.faults();
    this.bounds = bounds;
    this.guard = guard;
    this.repeats = repeats;
  }

  /** The event loop, and who is told of each fault by its name. */
  record Loop(Vertx vertx, Consumer<String> faults) {}

  /**
   * Reads the JSON body of {@code arrival} and has the guard look at it; fails in addition as that
   * refuses it, and where the request was answered before.
   */
  Future<byte[]> read(Arrival arrival) {
    return read(arrival.request())
        .compose(
            body ->
                guard
                    .prompt(arrival.exchange(), arrival.format(), Content.JSON, body)
                    .compose(clean -> repeats.admit(arrival, body, clean)));
  }

  /** Whether {@link #form} has to be asked for a form, which may go out as it comes in else. */
  boolean guards(Arrival arrival) {
    return guard.isOn(arrival.exchange());
  }

  /** Reads the form of {@code arrival} and has the guard look at it; fails as that refuses it. */
  Future<byte[]> form(Arrival arrival, String contentType) {
    return read(arrival.request())
        .compose(
            body ->
                guard.prompt(
                    arrival.exchange(), arrival.format(), new FormContent(contentType), body));
  }

  /**
   * Reads the body of {@code request}, which must not have been resumed yet; fails with a problem
   * of kind {@code TOO_LARGE} as soon as it is known to be, or {@code REQUEST_TIMEOUT}.
   */
  public Future<byte[]> read(HttpServerRequest request) {
    long announced = announcedLength(request);
    if (announced > bounds.bodyBytes()) {
      return Future.failedFuture(tooLarge());
    }
    Promise<byte[]> body = Promise.promise();
    Pieces pieces = new Pieces();
    limitTime(request, body);
    request.exceptionHandler(_ -> broken(request, body));
    request.handler(
        chunk -> {
          if (pieces.length() + chunk.length() > bounds.bodyBytes()) {
            body.tryFail(tooLarge());
          } else if (!body.future().isComplete()) {
            pieces.add(chunk);
          }
        });
    request.endHandler(
        _ -> Offload.compute(vertx, pieces.length(), pieces::joined).onSuccess(body::tryComplete));
    begin(request);
    return body.future();
  }

  /** Fails {@code reading} of {@code request} when it takes longer than a body may. */
  void limitTime(HttpServerRequest request, Promise<?> reading) {
    long millis = allowedMillis(request);
    long timer = vertx.setTimer(millis, _ -> reading.tryFail(tooSlow(millis)));
    reading.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  /** Has the body come, from a client that waits until it is wanted too. */
  static void begin(HttpServerRequest request) {
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private long allowedMillis(HttpServerRequest request) {
    return bounds.body().toMillis()
        + Math.max(0, announcedLength(request)) * 1_000 / BYTES_PER_SECOND;
  }

  /** INVARIANT: whoever waits for the body answers at once, as the connection ends after this. */
  private void broken(HttpServerRequest request, Promise<byte[]> body) {
    if (body.tryFail(malformed())) {
      faults.accept("client_malformed");
      Cut.flush(request.connection());
    }
  }

  /**
   * What has come of a body, in pieces none of which is small, so that they are no more than it.
   */
  private static final class Pieces {
    private static final int LEAST = 16 * 1024;

    private final List<Buffer> all = new ArrayList<>(1);
    private int length;

    int length() {
      return length;
    }

    void add(Buffer piece) {
      length += piece.length();
      if (!all.isEmpty() && all.getLast().length() < LEAST) {
        all.getLast().appendBuffer(piece);
      } else {
        all.add(piece.length() < LEAST ? Buffer.buffer().appendBuffer(piece) : piece);
      }
    }

    byte[] joined() {
      if (all.size() == 1) {
        return all.getFirst().getBytes();
      }
      byte[] whole = new byte[length];
      int at = 0;
      for (Buffer piece : all) {
        piece.getBytes(whole, at);
        at += piece.length();
      }
      return whole;
    }
  }

  /** The length a request announces; -1 when it announces none. */
  static long announcedLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST, "`content-length` must be a whole number of bytes")
          .toException();
    }
  }

  private ProblemException tooLarge() {
    faults.accept("client_body_too_large");
    return Problem.of(
            ProblemKind.TOO_LARGE,
            "the body is larger than the %d bytes allowed".formatted(bounds.bodyBytes()))
        .toException();
  }

  private ProblemException tooSlow(long allowedMillis) {
    faults.accept("client_body_late");
    return Problem.of(
            ProblemKind.REQUEST_TIMEOUT,
            "the body did not arrive within the %d ms it may take".formatted(allowedMillis))
        .toException();
  }

  private static ProblemException malformed() {
    return Problem.of(
            ProblemKind.INVALID_REQUEST,
            "the body is not valid HTTP, or ended before it was complete")
        .toException();
  }
}
