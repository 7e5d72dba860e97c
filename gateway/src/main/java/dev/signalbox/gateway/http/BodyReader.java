package dev.signalbox.gateway.http;

import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.guarding.Content;
import dev.signalbox.gateway.pipeline.guarding.GuardStep;
import dev.signalbox.gateway.protect.BodyRoom;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** Reads request bodies into memory, up to a size and within a time. */
public final class BodyReader {
  private static final int BYTES_PER_SECOND = 32 * 1024;

  private final Vertx vertx;
  private final GuardStep guard;
  private final Repeats repeats;
  private final Consumer<String> faults;
  private final LongSupplier outgrown;
  private final HttpSettings.Bounds bounds;

  /** A reader of bodies within {@code bounds}. */
  BodyReader(Loop loop, HttpSettings.Bounds bounds, GuardStep guard, Repeats repeats) {
    this.vertx = loop.vertx();
    this.faults = loop.faults();
    this.outgrown = loop.outgrown();
    this.bounds = bounds;
    this.guard = guard;
    this.repeats = repeats;
  }

  /**
   * The event loop.
   *
   * @param faults told of each fault by its name
   * @param outgrown told that there is no room for the rest of a body; says when to come again
   */
  record Loop(Vertx vertx, Consumer<String> faults, LongSupplier outgrown) {}

  /** What a body may take: the rest is not read. */
  private record Room(long most, LongPredicate grows) {}

  /**
   * Reads the JSON body of {@code arrival} and has the guard look at it; fails in addition as that
   * refuses it, and where the request was answered before.
   */
  Future<byte[]> read(Arrival arrival) {
    return raw(arrival)
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
    return raw(arrival)
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
    return read(request, new Room(bounds.bodyBytes(), _ -> true));
  }

  /** The body of {@code arrival} as it came, within the place that it has. */
  private Future<byte[]> raw(Arrival arrival) {
    BodyRoom.Place place = arrival.place();
    return read(arrival.request(), new Room(most(bounds, place), place::grow));
  }

  private static long most(HttpSettings.Bounds bounds, BodyRoom.Place place) {
    return Math.min(bounds.bodyBytes(), place.most());
  }

  /** Bytes that {@code request} says it has; 0 when it does not, or has too many to be read. */
  static long counted(HttpServerRequest request, HttpSettings.Bounds bounds, BodyRoom.Place place) {
    long announced = announcedLength(request);
    return announced > most(bounds, place) ? 0 : Math.max(0, announced);
  }

  private Future<byte[]> read(HttpServerRequest request, Room room) {
    if (announcedLength(request) > room.most()) {
      return Future.failedFuture(tooLarge(room.most()));
    }
    Promise<byte[]> body = Promise.promise();
    Pieces pieces = new Pieces();
    body.future().onFailure(_ -> pieces.drop());
    limitTime(request, body);
    request.exceptionHandler(_ -> broken(request, body));
    request.handler(
        chunk -> {
          int length = pieces.length() + chunk.length();
          if (body.future().isComplete()) {
            return;
          }
          if (length > room.most()) {
            body.tryFail(tooLarge(room.most()));
          } else if (!room.grows().test(length)) {
            body.tryFail(outgrown());
          } else {
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

    private final Deque<Buffer> all = new ArrayDeque<>(1);
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

    void drop() {
      all.clear();
    }

    byte[] joined() {
      if (all.size() == 1) {
        return all.removeFirst().getBytes();
      }
      byte[] whole = new byte[length];
      int at = 0;
      while (!all.isEmpty()) { // what is copied is let go of: whoever asks may be kept for long
        Buffer piece = all.removeFirst();
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

  /** The body of a request that did not say how long it is, when the room is taken by others. */
  ProblemException outgrown() {
    long seconds = outgrown.getAsLong();
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "the gateway has as many large bodies in memory as it takes; try again in %d s"
                .formatted(seconds))
        .withCode("gateway_overloaded")
        .withRetryAfter(seconds)
        .toException();
  }

  private ProblemException tooLarge(long most) {
    faults.accept("client_body_too_large");
    return Problem.of(
            ProblemKind.TOO_LARGE, "the body is larger than the %d bytes allowed".formatted(most))
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
