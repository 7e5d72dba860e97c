package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** A provider's whole answer, read up to a bound and within its time. */
record WholeBody(UpstreamReply.Answered answered, Buffer body) {

  /**
   * Reads the body; fails with a {@link dev.signalbox.gateway.wire.problem.ProblemException} when
   * it is too large, broken off or too slow.
   */
  static Future<WholeBody> read(UpstreamReply.Answered answered, Serving serving) {
    Promise<WholeBody> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    HttpClientResponse response = answered.response();
    int limit = serving.limits().maxAnswerBytes();
    long timer =
        serving
            .vertx()
            .setTimer(
                serving.limits().bodyTime().toMillis(),
                _ -> {
                  whole.tryFail(fault(ProblemKind.UPSTREAM_TIMEOUT, "took too long to finish"));
                  answered.call().cancel();
                });
    whole.future().onComplete(_ -> serving.vertx().cancelTimer(timer));
    response.exceptionHandler(
        _ -> whole.tryFail(fault(ProblemKind.UPSTREAM, "broke off before it was complete")));
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > limit) {
            whole.tryFail(
                fault(
                    ProblemKind.UPSTREAM, "is larger than the %d bytes allowed".formatted(limit)));
            answered.call().cancel();
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(_ -> whole.tryComplete(new WholeBody(answered, body)));
    response.resume();
    return whole.future();
  }

  private static Throwable fault(ProblemKind kind, String what) {
    return Problem.of(kind, "the provider's answer " + what)
        .withCode("upstream_body")
        .toException();
  }
}
