package dev.signalbox.gateway.provider;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How HTTP clients to providers are set up: every Vert.x default that is unsafe for a proxy, and
 * why it is changed.
 */
final class ClientSettings {
  /** Providers send long rate-limit headers; the default of 8 KiB is too small for some. */
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private static final int MAX_STATUS_LINE_BYTES = 4 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int TLS_HANDSHAKE_SECONDS = 5;
  private static final int HTTP2_CONNECTIONS = 8;

  /** By how much Vert.x is more patient than our own timers, which know what a call waits for. */
  private static final int PATIENCE_MILLIS = 1_000;

  private ClientSettings() {}

  /** Connections are kept for the next call. */
  static HttpClient pooled(Vertx vertx, UpstreamSpec spec, OpenConnections open) {
    return clientFor(vertx, spec, true, open);
  }

  /** Each call has a connection of its own. */
  static HttpClient fresh(Vertx vertx, UpstreamSpec spec, OpenConnections open) {
    return clientFor(vertx, spec, false, open);
  }

  private static HttpClient clientFor(
      Vertx vertx, UpstreamSpec spec, boolean kept, OpenConnections open) {
    UpstreamSpec.Transport transport = spec.transport();
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(patient(spec.timeouts().connect().toMillis())) // default: a minute
            .setSslHandshakeTimeout(TLS_HANDSHAKE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
            .setVerifyHost(!transport.insecureTls())
            .setTrustAll(transport.insecureTls())
            .setMaxRedirects(0) // a redirect could lead to an inner address with our key along
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES)
            .setDecompressionSupported(false) // bodies pass as they come; no decompression bombs
            .setKeepAlive(kept)
            .setPipelining(false) // one slow answer would hold up others
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS) // below the usual 60 s of load balancers
            .setTcpNoDelay(true) // Nagle with delayed ACK costs 40 ms an event
            .setTcpKeepAlive(true) // notices peers that vanished without a FIN
            .setIdleTimeout(0); // our own limits know the phase of a call, a socket's does not
    if (transport.http2() && Upstream.isTls(spec.endpoint())) {
      options
          .setUseAlpn(true)
          .setProtocolVersion(HttpVersion.HTTP_2)
          .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
    }
    transport.proxy().ifPresent(proxy -> options.setProxyOptions(proxyOptions(proxy)));
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(transport.maxConnections()) // default: 5
            .setHttp2MaxSize(HTTP2_CONNECTIONS)
            .setMaxWaitQueueSize(transport.maxWaiting()); // default: without bound
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(connection -> open.opened(spec.id(), connection))
        .build();
  }

  /** The time after which Vert.x gives up what we give up after {@code millis}. */
  static int patient(long millis) {
    return (int) Math.min(Integer.MAX_VALUE, millis + PATIENCE_MILLIS);
  }

  private static ProxyOptions proxyOptions(URI proxy) {
    return new ProxyOptions()
        .setType(ProxyType.HTTP)
        .setHost(proxy.getHost())
        .setPort(Upstream.portOf(proxy));
  }
}
