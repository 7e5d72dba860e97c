package dev.signalbox.gateway.provider.auth;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** An HTTP server on a free port of this machine, with event loops of its own. */
public final class LoopbackServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  /** Begins to listen; {@code handler} answers. */
  public LoopbackServer(Handler<HttpServerRequest> handler) {
    server = await(vertx.createHttpServer().requestHandler(handler).listen(0, HOST));
  }

  /** Where it listens. */
  public String origin() {
    return "http://" + HOST + ":" + server.actualPort();
  }

  /** Runs {@code work} on an event loop. */
  void run(Runnable work) {
    vertx.runOnContext(_ -> work.run());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
