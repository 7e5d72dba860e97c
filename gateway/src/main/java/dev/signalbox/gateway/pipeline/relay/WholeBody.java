package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Phase;
import dev.signalbox.gateway.provider.UpstreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/** A provider's whole answer, read up to a bound and within its time. */
public record WholeBody(UpstreamReply.Answered answered, Buffer body) {
  /** Most bytes made room for before they come. */
  private static final int MAX_ROOM = 1024 * 1024;

  /**
   * Reads the body; fails with a {@link dev.signalbox.gateway.provider.FaultException} when it is
   * larger than {@code limit} bytes, broken off or too slow.
   */
  public static Future<WholeBody> read(UpstreamReply.Answered answered, int limit) {
    Promise<WholeBody> whole = Promise.promise();
    HttpClientResponse response = answered.response();
    Buffer body = Buffer.buffer(announced(response, limit));
    answered.call().whenLate(fault -> fail(whole, fault));
    response.exceptionHandler(_ -> fail(whole, Faults.closed(Phase.FIRST_TOKEN)));
    response.handler(
        packed -> {
          if (whole.future().isComplete()) {
            return;
          }
          Buffer chunk;
          try {
            chunk = answered.decoder().decode(packed);
          } catch (FaultException e) {
            whole.tryFail(e);
            answered.call().cancel();
            return;
          }
          if (body.length() + chunk.length() > limit) {
            fail(whole, Faults.tooLarge(limit));
            answered.call().cancel();
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ -> {
          try {
            answered.decoder().end();
            whole.tryComplete(new WholeBody(answered, body));
          } catch (FaultException e) {
            whole.tryFail(e);
          }
        });
    whole.future().onComplete(_ -> answered.decoder().release());
    response.resume();
    return whole.future();
  }

  /** What the provider says that it sends; 0 when it does not, or what it says makes no sense. */
  private static int announced(HttpClientResponse response, int limit) {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      long bytes = length == null ? 0 : Long.parseLong(length);
      return bytes > 0 && bytes <= Math.min(limit, MAX_ROOM) ? (int) bytes : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static void fail(Promise<WholeBody> whole, Fault fault) {
    whole.tryFail(fault.toException());
  }
}
