package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Function;

/**
 * The built-in provider as an HTTP server on 127.0.0.1.
 *
 * <p>It answers what providers answer: chat completions, Responses, Messages, Gemini's methods,
 * token counts, embeddings, model lists, and OpenAI's completions, moderations, images, speech,
 * transcriptions and rerank; Azure's addresses too. Answers are those of {@link
 * dev.signalbox.gateway.simulator.model.SimulatedModel}: the same for the same request and seed.
 *
 * <p>Things go wrong on demand: by the {@link Script}, or from outside by a model's name, such as
 * {@code sim-mini:fault=429} ({@code 400} to {@code 599}, {@code overloaded}, {@code error-event},
 * {@code cut}, {@code stall}, {@code slow}), or now and then by {@link SimulatorOptions#mishaps}.
 *
 * <p>Requests are served on event loops; the script and the log of requests have locks of their
 * own, everything else is immutable.
 */
public final class Simulator {
  /** Largest body accepted, in bytes. */
  public static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpServer server;
  private final Script script;
  private final Answerer answerer;
  private final RequestLog log;
  private final int wantedPort;

  /**
   * A simulator that is not started yet.
   *
   * @param formats the client side of each protocol
   * @param script consulted at every request
   */
  public Simulator(
      Vertx vertx,
      SimulatorOptions options,
      Function<Protocol, ClientFormat> formats,
      Script script) {
    this.vertx = vertx;
    this.script = script;
    this.answerer = new Answerer(options, formats);
    this.log = new RequestLog(options.keptRequests());
    this.wantedPort = options.port();
    this.server = vertx.createHttpServer(serverOptions()).requestHandler(this::receive);
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_HEADER_BYTES)
        .setTcpNoDelay(true) // each token is a small write of its own
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(0); // a stalled answer is kept until the other side closes
  }

  /** Starts to listen; the future fails when the port is taken. */
  public Future<Simulator> start() {
    return server.listen(wantedPort, "127.0.0.1").map(this);
  }

  /** Stops at once; answers on the way are aborted. */
  public Future<Void> close() {
    return server.close();
  }

  /** The port it listens on; defined once it is started. */
  public int port() {
    return server.actualPort();
  }

  /** Its address without a path, such as {@code http://127.0.0.1:40001}. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** The script it consults. */
  public Script script() {
    return script;
  }

  /**
   * The last requests, oldest first: at most the number in the options, and 64 MiB of bodies. May
   * be called from any thread, as the other methods that tell of requests.
   */
  public List<Received> received() {
    return log.kept();
  }

  /** How many requests came since the start, kept or not. */
  public int arrived() {
    return log.arrived();
  }

  /**
   * The request with this number since the start, once it has come; fails when it came but is no
   * longer kept.
   *
   * @param number 0 for the first one
   */
  public Future<Received> arrival(int number) {
    return log.arrival(number);
  }

  private void receive(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.exceptionHandler(_ -> {});
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BODY_BYTES) {
            request.connection().close();
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(_ -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    Promise<Received.Outcome> outcome = Promise.promise();
    Received received =
        new Received(
            request.method().name(),
            request.uri(),
            MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
            body,
            outcome.future());
    List<Step> steps = script.stepsFor(received);
    Context context = vertx.getOrCreateContext();
    Player player = new Player(context, request, answerer.answer(received, steps), outcome);
    player.play();
    log.add(received);
  }
}
