package dev.signalbox.gateway.http;

import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.problem.Problem;
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
 * whole form as a stream: first what was kept, then what still comes.
 */
final class UploadHead {
  /** How much of a form is searched; files usually come after the small fields or are shorter. */
  private static final int MAX_SEARCHED_BYTES = 32 * 1024 * 1024;

  private static final String FIELD = "name=\"model\"";

  private final HttpServerRequest request;
  private final Promise<Optional<String>> model = Promise.promise();
  private Buffer kept = Buffer.buffer();
  private int valueStart;
  private int valueEnd;
  private boolean ended;
  private int searchedTo;

  UploadHead(HttpServerRequest request, String contentType) {
    this.request = request;
    if (!contentType.contains("boundary=")) {
      throw Problem.invalid(
              "content-type", "`content-type` must be `multipart/form-data` with a `boundary`")
          .toException();
    }
    request.exceptionHandler(
        _ ->
            model.tryFail(
                Problem.of(
                        ProblemKind.INVALID_REQUEST,
                        "the upload ended before its form was complete")
                    .toException()));
    request.handler(this::search);
    request.endHandler(
        _ -> {
          ended = true;
          model.tryComplete(Optional.empty());
        });
    request.resume();
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
    byte[] name = newModel.getBytes(StandardCharsets.UTF_8);
    if (valueEnd == 0) {
      return new UpstreamRequest.Body.Stream(new Replayed(), announced);
    }
    long length = announced < 0 ? -1 : announced + name.length - (valueEnd - valueStart);
    kept =
        kept.getBuffer(0, valueStart)
            .appendBytes(name)
            .appendBuffer(kept.getBuffer(valueEnd, kept.length()));
    return new UpstreamRequest.Body.Stream(new Replayed(), length);
  }

  private void search(Buffer chunk) {
    kept.appendBuffer(chunk);
    String text = kept.getString(searchedTo, kept.length(), "ISO-8859-1");
    int at = text.indexOf(FIELD);
    int start = at < 0 ? -1 : text.indexOf("\r\n\r\n", at);
    int end = start < 0 ? -1 : text.indexOf("\r\n", start + 4);
    if (end >= 0) {
      request.pause();
      String value = text.substring(start + 4, end);
      valueStart = searchedTo + start + 4;
      valueEnd = searchedTo + end;
      model.tryComplete(
          Optional.of(
              new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
    } else if (kept.length() > MAX_SEARCHED_BYTES) {
      request.pause();
      model.tryFail(
          Problem.invalid(
                  "model",
                  "`model` must come within the first %d bytes of the form"
                      .formatted(MAX_SEARCHED_BYTES))
              .toException());
    } else if (at < 0) {
      searchedTo = Math.max(0, kept.length() - FIELD.length());
    }
  }

  /** What was kept, then the request itself. */
  private final class Replayed implements ReadStream<Buffer> {
    private boolean replayed;

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
      request.exceptionHandler(handler);
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
      if (handler != null && !replayed) {
        replayed = true;
        handler.handle(kept);
      }
      if (!ended) {
        request.handler(handler);
      }
      return this;
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
        request.endHandler(handler);
      } else if (handler != null) {
        handler.handle(null);
      }
      return this;
    }
  }
}
