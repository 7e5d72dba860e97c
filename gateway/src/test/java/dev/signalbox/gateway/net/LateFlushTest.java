package dev.signalbox.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When what was written goes out, and that nothing of it stays behind. */
final class LateFlushTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Long> waiting = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void writesWhatIsThereWhenTheLoopHasGoneThroughAllElse() {
    assertThat(answered(LateFlush::of)).isEqualTo("one two");
    assertThat(waiting).hasSize(3);
    assertThat(waiting.get(0)).isPositive();
    assertThat(waiting.get(1)).isGreaterThan(waiting.get(0));
    assertThat(waiting.get(2)).isZero();
  }

  @Test
  void isNotWhatHappensByItself() {
    assertThat(answered(_ -> {})).isEqualTo("one two");
    assertThat(waiting).containsExactly(0L, 0L, 0L);
  }

  @Test
  void writesWhatIsThereBeforeAConnectionEnds() {
    HttpServer server =
        served(
            LateFlush::of,
            request ->
                vertx.runOnContext(
                    _ -> {
                      request.response().end("all of it");
                      HttpServerConnection own = (HttpServerConnection) request.connection();
                      var _ = own.channelHandlerContext().close();
                    }));

    assertThat(asked(server)).isEqualTo("all of it");
  }

  /** What a client is told by a server whose connections are given to {@code opened}. */
  private String answered(Handler<HttpConnection> opened) {
    return asked(served(opened, request -> vertx.runOnContext(_ -> answer(request))));
  }

  /** Outside of what is done with what was read, after which everything is written anyway. */
  private void answer(HttpServerRequest request) {
    request.response().setChunked(true).write("one ");
    waits(request);
    request.response().write("two");
    waits(request);
    Context loop = Objects.requireNonNull(Vertx.currentContext());
    loop.runOnContext(
        _ -> {
          waits(request);
          request.response().end();
        });
  }

  private void waits(HttpServerRequest request) {
    Channel channel =
        ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
    waiting.add(channel.unsafe().outboundBuffer().totalPendingWriteBytes());
  }

  private HttpServer served(Handler<HttpConnection> opened, Handler<HttpServerRequest> requests) {
    return await(
        vertx
            .createHttpServer()
            .connectionHandler(opened)
            .requestHandler(requests)
            .listen(0, "127.0.0.1"));
  }

  private String asked(HttpServer server) {
    return await(
        vertx
            .createHttpClient()
            .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
            .compose(request -> request.send().compose(HttpClientResponse::body))
            .map(Object::toString));
  }

  private static <T> T await(Future<T> future) {
    return Objects.requireNonNull(
        future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join());
  }
}
