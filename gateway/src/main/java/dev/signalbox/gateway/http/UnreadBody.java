package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** What becomes of the body of a request that is answered without it. */
public final class UnreadBody {
  private static final int DISCARDED_BYTES = 1024 * 1024;

  /**
   * How long a connection stays open after a refusal, so that the answer is not lost by a reset.
   */
  private static final long LINGER_MILLIS = 1_000;

  private UnreadBody() {}

  /**
   * Throws away what of the body is still to come, or the connection with it. Call before {@code
   * request} is answered.
   */
  public static void discard(HttpServerRequest request, Problem problem, Vertx vertx) {
    boolean chunked = request.getHeader("transfer-encoding") != null;
    if (announced(request) > DISCARDED_BYTES
        || chunked
        || problem.kind() == ProblemKind.REQUEST_TIMEOUT) {
      request.response().putHeader("connection", "close");
      vertx.setTimer(LINGER_MILLIS, _ -> request.connection().close());
    }
    if (!request.isEnded()) { // handlers may not be set any more once it was read
      request.handler(_ -> {});
      request.exceptionHandler(_ -> {});
      request.resume();
    }
  }

  private static long announced(HttpServerRequest request) {
    try {
      return BodyReader.announcedLength(request);
    } catch (ProblemException e) {
      return Long.MAX_VALUE;
    }
  }
}
