package dev.signalbox.gateway.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A provider of Chat that answers when it is told to, and those who ask it meanwhile. */
final class HeldProvider implements AutoCloseable {
  private static final String ANSWER =
      """
      {"id": "c", "object": "chat.completion", "created": 1, "model": "m",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "at last"},
         "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}""";

  private final Vertx vertx = Vertx.vertx();
  private final ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server =
      RunningGateway.await(
          vertx.createHttpServer().requestHandler(this::heard).listen(0, "127.0.0.1"));
  private volatile boolean open;

  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private void heard(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            _ -> {
              if (open) {
                answer(request);
              } else {
                held.add(request);
              }
            });
  }

  private static void answer(HttpServerRequest request) {
    request.response().putHeader("content-type", "application/json").end(ANSWER);
  }

  /** How many wait for an answer. */
  int waiting() {
    return held.size();
  }

  /** Waits until so many wait for an answer. */
  void awaitWaiting(int wanted) {
    Eventually.get("requests at the provider", this::waiting, seen -> seen == wanted);
  }

  /** Has {@code asker} ask while others do. */
  Future<HttpResponse<byte[]>> begin(Supplier<HttpResponse<byte[]>> asker) {
    return askers.submit(asker::get);
  }

  /** Answers all that wait, and from now on everybody at once. */
  void open() {
    open = true;
    for (HttpServerRequest each = held.poll(); each != null; each = held.poll()) {
      HttpServerRequest waiting = each;
      vertx.runOnContext(_ -> answer(waiting));
    }
  }

  /** Has those who ask from now on wait. */
  void hold() {
    open = false;
  }

  @Override
  public void close() {
    open();
    askers.close();
    RunningGateway.await(vertx.close());
  }
}
