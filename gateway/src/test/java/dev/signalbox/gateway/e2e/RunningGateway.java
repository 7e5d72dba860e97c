package dev.signalbox.gateway.e2e;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway and the simulator behind it, on ports of their own; closed with all they opened. */
public final class RunningGateway implements AutoCloseable {
  private static final long SECONDS = 20;

  private final Vertx vertx;
  private final Vertx upstreamVertx;
  private final Script script = new Script();
  private final Simulator simulator;
  private final Gateway gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Starts both.
   *
   * @param toml the configuration, with {@code UPSTREAM} for the simulator's address
   */
  public RunningGateway(String toml, SimulatorOptions options) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    upstreamVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
    simulator = new Simulator(upstreamVertx, options, formats::client, script);
    await(simulator.start());
    gateway = await(Gateway.start(vertx, config(toml)));
  }

  private GatewayConfig config(String toml) {
    String text = "[server]\nport = 0\n" + toml.replace("UPSTREAM", simulator.origin());
    return new ConfigLoader(Map.of()).parse("test.toml", text).config();
  }

  /** Has the gateway go over to another configuration, written as that of the start. */
  Future<List<String>> reload(String toml) {
    return gateway.reload(() -> config(toml));
  }

  /** What the simulator does next. */
  public Script script() {
    return script;
  }

  public Simulator simulator() {
    return simulator;
  }

  Vertx vertx() {
    return vertx;
  }

  public int port() {
    return gateway.port();
  }

  /** The record of the request with this id, which is written just after its answer ended. */
  public RequestRecord record(String requestId) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      for (RequestRecord record : gateway.requests().newest(100)) {
        if (record.id().equals(requestId)) {
          return record;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no record of " + requestId);
  }

  /** A request to {@code path}; a JSON content type is set. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(SECONDS))
        .header("content-type", "application/json");
  }

  public HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError("%s failed: %s".formatted(request, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public HttpResponse<byte[]> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  @Override
  public void close() {
    await(gateway.stop());
    await(upstreamVertx.close());
  }

  /** Begins to stop the gateway, but not the simulator. */
  Future<Void> stop() {
    return gateway.stop();
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
