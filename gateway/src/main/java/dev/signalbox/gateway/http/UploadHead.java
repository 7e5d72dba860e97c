package dev.signalbox.gateway.http;

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
 * whole form as a stream: first what was kept, then what still comes.
 */
final class UploadHead {
  private final HttpServerRequest request;
  private final Promise<Optional<String>> model = Promise.promise();
  private final FormModel form;
  private boolean ended;

  UploadHead(HttpServerRequest request, String contentType) {
    this.request = request;
    this.form = FormModel.in(contentType);
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
    long length = announced < 0 ? -1 : announced + form.growth(name);
    return new UpstreamRequest.Body.Stream(new Replayed(form.renamed(name)), length);
  }

  private void search(Buffer chunk) {
    try {
      if (form.take(chunk)) {
        request.pause();
        model.tryComplete(form.model());
      }
    } catch (ProblemException e) {
      request.pause();
      model.tryFail(e);
    }
  }

  /** What was kept, then the request itself. */
  private final class Replayed implements ReadStream<Buffer> {
    private final Buffer kept;
    private boolean replayed;

    Replayed(Buffer kept) {
      this.kept = kept;
    }

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
