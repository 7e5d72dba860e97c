package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.ConnectionCap;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The listening side of one event loop: connections, and whom their requests go to. */
public final class GatewayServer {
  /** Whoever was let in last has so long for the first request, before the end. */
  private static final Duration LAST_REQUEST = Duration.ofSeconds(1);

  private static final long LOOK_MILLIS = 5;

  private final Vertx vertx;
  private final HttpServer server;
  private final ConnectionWatch connections;
  private final Supplier<HttpLoop> current;
  private boolean ending;

  /**
   * A server that does not listen yet.
   *
   * @param settings of the start; what they say of the socket holds to the end
   * @param current who takes the next request
   */
  public GatewayServer(Vertx vertx, HttpSettings settings, Room room, Supplier<HttpLoop> current) {
    this.vertx = vertx;
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

  /**
   * Takes no new connections and lets running answers finish within {@code time}. Nobody who was
   * let in goes without an answer: Vert.x would turn away those who come while it ends. From now on
   * each answer is the last on its connection. Not before: who has to connect anew while there is
   * still somebody who listens may wait to be let in at the moment when nobody does any more.
   *
   * @param idle how long connections without a request are kept when nobody is let in any more, a
   *     second at the most: a balancer that is refused does not use them any more
   */
  public Future<Void> shutdown(Duration time, Duration idle) {
    ending = true;
    Context loop = vertx.getOrCreateContext();
    Promise<Void> quiet = Promise.promise();
    connections.shut(() -> loop.runOnContext(_ -> awaitQuiet(quiet, idle, Duration.ZERO)));
    return quiet.future().compose(_ -> server.shutdown(time));
  }

  /** Counts its looks: an end comes whatever the clock of the gateway shows. */
  private void awaitQuiet(Promise<Void> quiet, Duration idle, Duration passed) {
    boolean waits =
        connections.isExpecting() || (connections.areOpen() && passed.compareTo(idle) < 0);
    if (waits && passed.compareTo(LAST_REQUEST) < 0) {
      vertx.setTimer(LOOK_MILLIS, _ -> awaitQuiet(quiet, idle, passed.plusMillis(LOOK_MILLIS)));
    } else {
      quiet.complete();
    }
  }

  private void handle(HttpServerRequest request) {
    connections.begun(request.connection());
    HttpServerResponse response = request.response();
    if (request.version() == HttpVersion.HTTP_1_1) {
      response.headersEndHandler(_ -> tellWhetherItIsTheLast(response));
    }
    response.endHandler(
        _ -> {
          connections.over(request.connection());
          UnreadBody.leftOver(request);
        });
    current.get().handle(request);
  }

  /** HTTP/2 says so itself, by GOAWAY. */
  private void tellWhetherItIsTheLast(HttpServerResponse response) {
    if (ending) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Each transport of Netty has an exception of its own for an address that cannot be bound. */
  private static Future<Integer> notBound(Throwable cause) {
    BindException told = new BindException(cause.getMessage());
    told.initCause(cause);
    return Future.failedFuture(cause instanceof IOException ? told : cause);
  }
}
