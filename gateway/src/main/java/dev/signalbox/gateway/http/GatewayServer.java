package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The listening side of one event loop: connections, then control paths, then the front doors. */
public final class GatewayServer {
  private final HttpSettings settings;
  private final HttpServer server;
  private final Router router;
  private final ConnectionWatch connections;
  private final HostGuard hosts;

  /**
   * A server that does not listen yet.
   *
   * @param control adds the control paths
   * @param clockNanos monotonic, in nanoseconds
   */
  public GatewayServer(
      Vertx vertx, HttpSettings settings, Consumer<Router> control, LongSupplier clockNanos) {
    this.settings = settings;
    this.server = vertx.createHttpServer(ServerOptions.of(settings));
    this.router = Router.router(vertx);
    this.hosts = new HostGuard(settings.allowedHosts());
    this.connections = new ConnectionWatch(settings.bounds(), clockNanos);
    connections.start(vertx);
    control.accept(router);
    server.connectionHandler(connections::opened);
    server.requestHandler(this::handle);
  }

  /** Starts to listen; gives the port that is bound. */
  public Future<Integer> listen(FrontDoors doors) {
    settings.mounts().stream()
        .filter(mount -> !mount.path().isEmpty())
        .forEach(mount -> mountDoors(doors, mount));
    settings.mounts().stream()
        .filter(mount -> mount.path().isEmpty())
        .forEach(mount -> mountDoors(doors, mount));
    return server.listen().map(HttpServer::actualPort);
  }

  private void mountDoors(FrontDoors doors, Mount mount) {
    router
        .route(mount.path() + "/*")
        .handler(
            context ->
                doors.handle(
                    context.request(),
                    mount,
                    context.normalizedPath().substring(mount.path().length())));
  }

  /** Takes no new connections and lets running answers finish within {@code time}. */
  public Future<Void> shutdown(Duration time) {
    return server.shutdown(time);
  }

  private void handle(HttpServerRequest request) {
    if (!hosts.admits(request)) {
      refuseHost(request);
      return;
    }
    connections.begun(request.connection());
    request.response().endHandler(_ -> connections.over(request.connection()));
    request.pause();
    router.handle(request);
  }

  private static void refuseHost(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(400)
        .putHeader("content-type", "application/json")
        .putHeader("connection", "close")
        .end(
            Buffer.buffer(
                StrictJson.toBytes(
                    StrictJson.object()
                        .put(
                            "error",
                            "the host name is not one of this gateway; see `server.allowed_hosts`"))));
  }
}
