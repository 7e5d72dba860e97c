package dev.signalbox.gateway.http;

import io.vertx.core.http.HttpServerOptions;

/**
 * How the listening side is set up: every Vert.x default that is unsafe here, and why it is
 * changed.
 */
final class ServerOptions {
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

  private static final int ACCEPT_BACKLOG = 4_096;

  private ServerOptions() {}

  static HttpServerOptions of(HttpSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setMaxHeaderSize(settings.bounds().headBytes()) // long bearer tokens; the default is 8 KiB
        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES) // model names and queries are in the path
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setHttp2ClearTextEnabled(false) // nobody needs h2c here, and its resets can be flooded
        .setHandle100ContinueAutomatically(false) // first the key and the length, then the body
        .setCompressionSupported(false) // streams must not wait for a compressor's block
        .setDecompressionSupported(false) // no decompression bombs
        .setPerFrameWebSocketCompressionSupported(false) // nobody speaks WebSocket here, and a
        .setPerMessageWebSocketCompressionSupported(false) // handler looks at each request for it
        .setTcpNoDelay(true) // Nagle with delayed ACK costs 40 ms an event
        .setTcpKeepAlive(true) // notices peers that vanished without a FIN
        .setIdleTimeout(0) // connections are watched by what they do, see ConnectionWatch
        .setReuseAddress(true);
  }
}
