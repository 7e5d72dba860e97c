package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A webhook: keeps what it is asked, and says what it is told to say. */
final class Hook implements AutoCloseable {
  static final String ALLOW = "{\"decision\":\"allow\"}";

  /** Instead of an answer: a status of 500. */
  static final String FAIL = "fail";

  /** Instead of an answer: none, ever. */
  static final String NOTHING = "nothing";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final HttpServer server =
      RunningGateway.await(
          vertx.createHttpServer().requestHandler(this::hear).listen(0, "127.0.0.1"));
  private volatile Function<JsonNode, String> answers = _ -> ALLOW;

  /** What it was asked, and with which {@code authorization}. */
  record Asked(JsonNode question, String authorization) {}

  String url() {
    return "http://127.0.0.1:%d/ask".formatted(server.actualPort());
  }

  /** Has it say from now on what {@code to} makes of a question, and forget what it was asked. */
  void answer(Function<JsonNode, String> to) {
    answers = to;
    asked.clear();
  }

  /** What it was asked, oldest first. */
  BlockingQueue<Asked> asked() {
    return asked;
  }

  private void hear(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonNode question = StrictJson.parse(body.getBytes());
              asked.add(new Asked(question, String.valueOf(request.getHeader("authorization"))));
              String answer = answers.apply(question);
              if (answer.equals(FAIL)) {
                request.response().setStatusCode(500).end();
              } else if (!answer.equals(NOTHING)) {
                request.response().end(answer);
              }
            });
  }

  @Override
  public void close() {
    RunningGateway.await(vertx.close());
  }
}
