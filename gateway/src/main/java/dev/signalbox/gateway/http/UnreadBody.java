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

  private static final int LATE = ProblemKind.REQUEST_TIMEOUT.status();

  private UnreadBody() {}

  /**
   * Throws away what of the body is still to come, or the connection with it. Call before {@code
   * request} is answered.
   */
  public static void discard(HttpServerRequest request, Problem problem) {
    if (isLarge(request)
        || problem.kind() == ProblemKind.TOO_LARGE
        || problem.kind() == ProblemKind.REQUEST_TIMEOUT) {
      discardAndClose(request);
    } else {
      discard(request);
    }
  }

  /** The same for a request that was answered although its body had not come, or nobody read it. */
  static void leftOver(HttpServerRequest request) {
    if (request.isEnded() || !hasBody(request)) {
      return;
    }
    if (isLarge(request) || request.response().getStatusCode() == LATE) {
      request.connection().shutdown(LINGER);
    }
    discard(request);
  }

  private static boolean hasBody(HttpServerRequest request) {
    return announced(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Larger than what is thrown away for the sake of a connection, or perhaps never sent. */
  private static boolean isLarge(HttpServerRequest request) {
    return announced(request) > DISCARDED_BYTES
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || request.headers().contains(HttpHeaders.EXPECT);
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
