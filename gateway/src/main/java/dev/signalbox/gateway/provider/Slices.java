package dev.signalbox.gateway.provider;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Large bytes as a stream of slices, so that the network has copies of a few of them only, however
 * many there are. Lives on one event loop.
 */
final class Slices implements ReadStream<Buffer> {
  /** Bodies above this many bytes are sent in slices. */
  private static final int LARGE_BYTES = 512 * 1024;

  private static final int SLICE_BYTES = 128 * 1024;

  private final Buffer bytes;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private int at;
  private long wanted = Long.MAX_VALUE;
  private boolean giving;
  private boolean ended;

  Slices(Buffer bytes) {
    this.bytes = bytes;
  }

  /** Sends {@code body} with {@code request}: as it is, or in slices where it is large. */
  static Future<HttpClientResponse> send(Buffer body, HttpClientRequest request) {
    if (body.length() <= LARGE_BYTES) {
      return request.send(body);
    }
    request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    return request.send(new Slices(body));
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> onFailure) {
    return this; // nothing can fail
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> onSlice) {
    handler = onSlice;
    give();
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    wanted = 0;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    wanted = wanted + amount < 0 ? Long.MAX_VALUE : wanted + amount;
    give();
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> onEnd) {
    endHandler = onEnd;
    give();
    return this;
  }

  /**
   * INVARIANT: a handler that asks for more, as it does when the network takes it, is no call
   * within a call.
   */
  private void give() {
    if (giving) {
      return;
    }
    giving = true;
    while (handler != null && wanted > 0 && at < bytes.length()) {
      int end = Math.min(bytes.length(), at + SLICE_BYTES);
      Buffer slice = bytes.slice(at, end);
      at = end;
      wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
      handler.handle(slice);
    }
    giving = false;
    if (endHandler != null && handler != null && !ended && at == bytes.length()) {
      ended = true;
      endHandler.handle(null);
    }
  }
}
