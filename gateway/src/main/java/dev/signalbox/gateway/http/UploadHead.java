package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.BodyRoom;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a multipart form, kept until its {@code model} field was seen, and then the
 * whole form as a stream: first what was kept, then what still comes, which is looked through to
 * its end. It must come within the time for a body.
 */
final class UploadHead {
  /** How much of a form is searched; files usually come after the small fields or are shorter. */
  private static final int MAX_SEARCHED_BYTES = 32 * 1024 * 1024;

  private final HttpServerRequest request;
  private final BodyRoom.Place place;
  private final BodyReader bodies;
  private final FormScan scan;
  private final Promise<Optional<String>> model = Promise.promise();
  private final Promise<Void> whole = Promise.promise();
  private Buffer kept = Buffer.buffer();
  private boolean ended;

  UploadHead(Arrival arrival, String contentType, BodyReader bodies) {
    this.request = arrival.request();
    this.place = arrival.place();
    this.bodies = bodies;
    this.scan = new FormScan(contentType);
    bodies.limitTime(request, whole);
    whole.future().onFailure(model::tryFail);
    request.exceptionHandler(_ -> whole.tryFail(incomplete()));
    request.handler(this::search);
    request.endHandler(_ -> end());
    BodyReader.begin(request);
  }

  /** The form's model; empty when it names none. */
  Future<Optional<String>> model() {
    return model.future();
  }

  /**
   * The form from its first byte, with its model renamed. Call once, after {@link #model}.
   *
   * @param newModel the name to put in; as it was when the form named none
   */
  UpstreamRequest.Body.Stream renamed(String newModel) {
    long announced = BodyReader.announcedLength(request);
    Optional<FormScan.Place> place = scan.model();
    if (place.isEmpty()) {
      return new UpstreamRequest.Body.Stream(new Replayed(), announced, whole.future());
    }
    byte[] name = newModel.getBytes(StandardCharsets.UTF_8);
    int start = (int) place.get().start();
    int end = (int) place.get().end();
    kept =
        kept.getBuffer(0, start).appendBytes(name).appendBuffer(kept.getBuffer(end, kept.length()));
    return new UpstreamRequest.Body.Stream(
        new Replayed(),
        announced < 0 ? -1 : announced + name.length - (end - start),
        whole.future());
  }

  private void search(Buffer chunk) {
    kept.appendBuffer(chunk);
    if (!look(chunk)) {
      return;
    }
    if (!place.grow(kept.length())) {
      whole.tryFail(bodies.outgrown());
    } else if (scan.model().isPresent()) {
      request.pause();
      model.tryComplete(scan.model().map(FormScan.Place::name));
    } else if (kept.length() > MAX_SEARCHED_BYTES) {
      whole.tryFail(
          Problem.invalid(
                  "model",
                  "`model` must come within the first %d bytes of the form"
                      .formatted(MAX_SEARCHED_BYTES))
              .toException());
    }
  }

  /** Whether the form still is one. */
  private boolean look(Buffer chunk) {
    try {
      scan.accept(chunk.getBytes());
      return !whole.future().failed();
    } catch (ProblemException e) {
      whole.tryFail(e);
      return false;
    }
  }

  private void end() {
    ended = true;
    whole.tryComplete();
    model.tryComplete(scan.model().map(FormScan.Place::name));
  }

  private static ProblemException incomplete() {
    return Problem.of(ProblemKind.INVALID_REQUEST, "the upload ended before its form was complete")
        .toException();
  }

  /** What was kept, then the request itself. */
  private final class Replayed implements ReadStream<Buffer> {
    private boolean replayed;

    /** What fails is told to whoever takes the stream, who ends the call then. */
    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
      if (handler != null && !replayed) {
        replayed = true;
        handler.handle(kept);
      }
      if (!ended) {
        request.handler(handler == null ? null : chunk -> pass(chunk, handler));
      }
      return this;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
      if (look(chunk)) {
        handler.handle(chunk);
      }
    }

    @Override
    public ReadStream<Buffer> pause() {
      if (!ended) {
        request.pause();
      }
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      if (!ended) {
        request.resume();
      }
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      if (!ended) {
        request.fetch(amount);
      }
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
      if (!ended) {
        request.endHandler(
            _ -> {
              end();
              if (handler != null) {
                handler.handle(null);
              }
            });
      } else if (handler != null) {
        handler.handle(null);
      }
      return this;
    }
  }
}
