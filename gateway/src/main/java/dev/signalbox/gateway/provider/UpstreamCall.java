package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;

/**
 * One call to a provider on the way: until its status is known it can time out, and at any time it
 * can be cancelled, which closes or resets its connection at once. Lives on one event loop.
 */
public final class UpstreamCall {
  /** Most bytes kept of an error answer. */
  public static final int MAX_ERROR_BYTES = 256 * 1024;

  private final Vertx vertx;
  private final Promise<UpstreamReply> reply = Promise.promise();
  private Optional<HttpClientRequest> request = Optional.empty();
  private boolean cancelled;
  private long headTimer = -1;

  UpstreamCall(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<UpstreamReply> start(
      HttpClient client, RequestOptions options, UpstreamRequest.Body body, long headMillis) {
    headTimer = vertx.setTimer(headMillis, _ -> timeOut(headMillis));
    client
        .request(options)
        .compose(opened -> send(opened, body))
        .onSuccess(this::answered)
        .onFailure(this::failed);
    return reply.future();
  }

  /** Ends the call now; nothing more arrives. Does nothing when it is over. */
  public void cancel() {
    cancelled = true;
    vertx.cancelTimer(headTimer);
    request.ifPresent(open -> open.reset());
    reply.tryComplete(
        new UpstreamReply.Unavailable(Problem.of(ProblemKind.UPSTREAM, "the call was cancelled")));
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened, UpstreamRequest.Body body) {
    request = Optional.of(opened);
    if (cancelled) {
      return opened.reset().compose(_ -> Future.failedFuture("the call was cancelled"));
    }
    return switch (body) {
      case UpstreamRequest.Body.None _ -> opened.send();
      case UpstreamRequest.Body.Bytes(var bytes) -> opened.send(bytes);
      case UpstreamRequest.Body.Stream(var source, var length) -> {
        if (length < 0) {
          opened.setChunked(true);
        }
        yield opened.send(source);
      }
    };
  }

  private void answered(HttpClientResponse response) {
    vertx.cancelTimer(headTimer);
    if (cancelled) {
      return;
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      response.pause();
      reply.tryComplete(new UpstreamReply.Answered(response, this));
    } else if (status < 400) {
      response.exceptionHandler(_ -> {}); // that it is cancelled below is no news
      unavailable(
          ProblemKind.UPSTREAM,
          "the provider answered with a redirect or interim status, which is not followed");
      cancel();
    } else {
      readError(response);
    }
  }

  private void readError(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    long timer = vertx.setTimer(10_000, _ -> response.request().reset());
    response.exceptionHandler(_ -> refuse(response, body, timer));
    response.handler(
        chunk -> {
          body.appendBuffer(chunk, 0, Math.min(chunk.length(), MAX_ERROR_BYTES - body.length()));
          if (body.length() >= MAX_ERROR_BYTES) {
            response.request().reset();
          }
        });
    response.endHandler(_ -> refuse(response, body, timer));
  }

  private void refuse(HttpClientResponse response, Buffer body, long timer) {
    vertx.cancelTimer(timer);
    reply.tryComplete(new UpstreamReply.Refused(response.statusCode(), response.headers(), body));
  }

  private void failed(Throwable cause) {
    vertx.cancelTimer(headTimer);
    reply.tryComplete(new UpstreamReply.Unavailable(CallFault.problemOf(cause)));
  }

  private void timeOut(long millis) {
    unavailable(
        ProblemKind.UPSTREAM_TIMEOUT, "the provider did not answer within %d ms".formatted(millis));
    cancel();
  }

  private void unavailable(ProblemKind kind, String message) {
    reply.tryComplete(new UpstreamReply.Unavailable(Problem.of(kind, message)));
  }
}
