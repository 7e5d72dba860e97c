package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** What becomes of the body of a request that is answered without it. */
public final class UnreadBody {
  private static final int DISCARDED_BYTES = 1024 * 1024;

  /**
   * How long a connection stays open after a refusal, so that the answer is not lost by a reset.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private UnreadBody() {}

  /**
   * Throws away what of the body is still to come, or the connection with it. Call before {@code
   * request} is answered.
   */
  public static void discard(HttpServerRequest request, Problem problem) {
    boolean unknown =
        request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || request.headers().contains(HttpHeaders.EXPECT);
    if (unknown
        || announced(request) > DISCARDED_BYTES
        || problem.kind() == ProblemKind.TOO_LARGE
        || problem.kind() == ProblemKind.REQUEST_TIMEOUT) {
      discardAndClose(request);
    } else {
      discard(request);
    }
  }

  /**
   * Lets nothing follow the answer that is still to be given: the connection ends once that and the
   * body are over, or soon.
   */
  static void discardAndClose(HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request.connection().shutdown(LINGER);
    discard(request);
  }

  /** Ends the connection soon when {@code request} was answered before all of it had come. */
  static void drop(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().shutdown(LINGER);
      discard(request);
    }
  }

  private static void discard(HttpServerRequest request) {
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
