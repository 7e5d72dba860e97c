package dev.signalbox.gateway.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** What came of a call to a provider, as far as the next step must choose by it. */
public sealed interface UpstreamReply {
  /**
   * The provider answers with a 2xx status; the body is still to come and is paused.
   *
   * @param call for cancelling
   */
  record Answered(HttpClientResponse response, UpstreamCall call, ContentDecoder decoder)
      implements UpstreamReply {}

  /**
   * The provider answered with an error.
   *
   * @param body at most {@link UpstreamCall#MAX_ERROR_BYTES}
   */
  record Refused(int status, MultiMap headers, Buffer body) implements UpstreamReply {}

  /** The provider could not be asked or did not answer in time. */
  record Unavailable(Fault fault) implements UpstreamReply {}
}
