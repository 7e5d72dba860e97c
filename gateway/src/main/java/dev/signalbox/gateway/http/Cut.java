package dev.signalbox.gateway.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends connections at once. Closing one the usual way waits until the client has read all that was
 * written, which a client that reads nothing can put off for ever.
 */
final class Cut {
  private Cut() {}

  /** Ends {@code connection}; what is still to be written is dropped. */
  static void now(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open) {
      var _ = open.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /**
   * How many bytes the client must read before more can be written than it was sent already; 0 when
   * only little waits for it.
   */
  static long unread(HttpConnection connection) {
    return connection instanceof HttpServerConnection open
        ? channelOf(open).bytesBeforeWritable()
        : 0;
  }

  /** Sends what was written, although what is being read has not been gone through yet. */
  static void flush(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open) {
      open.channelHandlerContext().flush();
    }
  }

  private static Channel channelOf(HttpServerConnection open) {
    return open.channelHandlerContext().channel();
  }
}
