package dev.signalbox.gateway.media;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on this machine that has files, redirects and other answers by path. */
public final class FileServer {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * What stands at a path.
   *
   * @param whole whether the answer ends
   */
  private record Answer(int status, Map<String, String> headers, Buffer body, boolean whole) {}

  /** A server that listens already. */
  public FileServer(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::answer);
    server.listen(0, "127.0.0.1").await();
  }

  private void answer(HttpServerRequest request) {
    asked.add(request.getHeader("host") + request.uri());
    Answer answer = answers.getOrDefault(request.path(), new Answer(404, Map.of(), none(), true));
    request.response().setStatusCode(answer.status());
    answer.headers().forEach(request.response()::putHeader);
    if (answer.whole()) {
      request.response().end(answer.body());
    } else {
      request.response().setChunked(true).write(answer.body());
    }
  }

  private static Buffer none() {
    return Buffer.buffer();
  }

  /** Puts a file at {@code path}; an empty type names none. */
  public FileServer file(String path, String type, Buffer bytes) {
    return put(path, 200, type.isEmpty() ? Map.of() : Map.of("content-type", type), bytes);
  }

  /** Puts any answer at {@code path}. */
  public FileServer put(String path, int status, Map<String, String> headers, Buffer body) {
    answers.put(path, new Answer(status, headers, body, true));
    return this;
  }

  /** Puts an answer at {@code path} that begins and never ends. */
  public FileServer stalled(String path, String type) {
    answers.put(path, new Answer(200, Map.of("content-type", type), Buffer.buffer("a"), false));
    return this;
  }

  public int port() {
    return server.actualPort();
  }

  /** The address of {@code path} here. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** What was asked for, as host and URI. */
  public List<String> asked() {
    return asked;
  }
}
