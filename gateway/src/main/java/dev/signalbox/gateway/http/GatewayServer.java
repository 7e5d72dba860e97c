package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.ConnectionCap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The listening side of one event loop: connections, and whom their requests go to. */
public final class GatewayServer {
  private final HttpServer server;
  private final ConnectionWatch connections;
  private final Supplier<HttpLoop> current;

  /**
   * A server that does not listen yet.
   *
   * @param settings of the start; what they say of the socket holds to the end
   * @param current who takes the next request
   */
  public GatewayServer(Vertx vertx, HttpSettings settings, Room room, Supplier<HttpLoop> current) {
    this.current = current;
    this.server = vertx.createHttpServer(ServerOptions.of(settings));
    this.connections =
        new ConnectionWatch(
            ConnectionWatch.Bounds.of(settings),
            room.cap(),
            room.clockNanos(),
            () -> current.get().count("client_head_late"));
    connections.start(vertx);
    server.connectionHandler(connections::opened);
    server.requestHandler(this::handle);
    server.invalidRequestHandler(request -> current.get().refuseMalformed(request));
  }

  /**
   * Who may connect.
   *
   * @param cap counts the connections of all event loops
   * @param clockNanos monotonic, in nanoseconds
   */
  public record Room(ConnectionCap cap, LongSupplier clockNanos) {}

  /** Starts to listen; gives the port that is bound. */
  public Future<Integer> listen() {
    return server.listen().map(HttpServer::actualPort).recover(GatewayServer::notBound);
  }

  /** Takes no new connections and lets running answers finish within {@code time}. */
  public Future<Void> shutdown(Duration time) {
    return server.shutdown(time);
  }

  private void handle(HttpServerRequest request) {
    connections.begun(request.connection());
    request
        .response()
        .endHandler(
            _ -> {
              connections.over(request.connection());
              UnreadBody.leftOver(request);
            });
    current.get().handle(request);
  }

  /** Each transport of Netty has an exception of its own for an address that cannot be bound. */
  private static Future<Integer> notBound(Throwable cause) {
    BindException told = new BindException(cause.getMessage());
    told.initCause(cause);
    return Future.failedFuture(cause instanceof IOException ? told : cause);
  }
}
