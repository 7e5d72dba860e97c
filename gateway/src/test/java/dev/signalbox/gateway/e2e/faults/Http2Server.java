package dev.signalbox.gateway.e2e.faults;

import dev.signalbox.gateway.e2e.RunningGateway;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that speaks HTTP/2 over TLS, and does with each request what it is told. */
final class Http2Server implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Set<HttpConnection> closed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger resets = new AtomicInteger();
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> play = _ -> {};

  Http2Server(PfxOptions key) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("localhost")
            .setPort(0)
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(key);
    server =
        RunningGateway.await(
            vertx
                .createHttpServer(options)
                .connectionHandler(each -> each.closeHandler(_ -> closed.add(each)))
                .requestHandler(request -> request.body().onSuccess(_ -> play.handle(request)))
                .listen());
  }

  String origin() {
    return "https://localhost:" + server.actualPort();
  }

  /** Does this with each request from now on. */
  void plays(Handler<HttpServerRequest> now) {
    play = now;
  }

  /** Begins a stream for each request from now on, and leaves the rest to the test. */
  List<HttpServerRequest> holds() {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    plays(
        request -> {
          request.response().putHeader("content-type", "text/event-stream");
          request.response().exceptionHandler(_ -> resets.incrementAndGet());
          held.add(request);
        });
    return held;
  }

  /** The number of a request that shares its connection with another one. */
  int neighbour(List<HttpServerRequest> requests) {
    for (int i = 0; i < requests.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (requests.get(i).connection().equals(requests.get(j).connection())) {
          return i;
        }
      }
    }
    throw new AssertionError("no two requests share a connection");
  }

  /**
   * Gives the connection of {@code request} up, and waits until the gateway knows: it answers the
   * ping behind the GOAWAY. A call that is on its way there at that moment is taken by Netty, this
   * provider, for data of a stream that never was, and the whole connection for broken. From
   * another thread than its own, Vert.x may read the answer to a ping before it waits for it.
   */
  void givesUp(HttpServerRequest request) {
    Promise<Buffer> known = Promise.promise();
    vertx.runOnContext(
        _ -> {
          request.connection().shutdown(9, TimeUnit.SECONDS);
          request.connection().ping(Buffer.buffer("GOAWAY??")).onComplete(known);
        });
    RunningGateway.await(known.future());
  }

  /** How many streams the other side has reset. */
  int resets() {
    return resets.get();
  }

  /** Whether the connection of {@code request} is closed. */
  boolean closed(HttpServerRequest request) {
    return closed.contains(request.connection());
  }

  @Override
  public void close() {
    RunningGateway.await(vertx.close());
  }
}
