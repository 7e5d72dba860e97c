package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.model.ApiFormat;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.util.Map;
import java.util.Optional;

/**
 * One call to a provider.
 *
 * @param protocol the format the call is in, one of the provider's
 * @param query added to the operation's address, without question mark; may be empty
 * @param headers beside those of the provider and the credential
 * @param key what authorises it; empty where nothing needs to
 */
public record UpstreamRequest(
    HttpMethod method,
    ApiFormat protocol,
    Operation operation,
    String query,
    Map<String, String> headers,
    Body body,
    Optional<Credential> key) {
  /** What is sent. */
  public sealed interface Body {
    /** Nothing. */
    record None() implements Body {}

    /** Bytes that are all here. */
    record Bytes(Buffer bytes) implements Body {}

    /**
     * Bytes still arriving.
     *
     * @param length as the client announced it; negative when unknown
     * @param whole fails when they will not all arrive
     */
    record Stream(ReadStream<Buffer> source, long length, Future<Void> whole) implements Body {}
  }
}
