package dev.signalbox.gateway.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The gateway of a run, and what its administrator can ask it. */
final class ChaosGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The first gateway of a process takes its time, and on a busy machine still more. */
  private static final int START_SECONDS = 120;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Lateness lateness = new Lateness(vertx);
  private final Gateway gateway;
  private final String key;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * What it is started with.
   *
   * @param folder keeps its state
   * @param key of its administrator
   */
  record Start(String toml, Path folder, String key, Serving.Clocks clocks) {}

  /** Starts one; {@code records} is told of every request. */
  ChaosGateway(Start start, Consumer<RequestRecord> records) {
    key = start.key();
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("chaos.toml", start.toml())
            .withStateIn(start.folder().toString());
    gateway =
        Gateway.start(
                vertx,
                new Gateway.Origin(config, ConfigSource.fixed(config)),
                new Gateway.Watching(records, SignalSink.NONE),
                start.clocks())
            .timeout(START_SECONDS, TimeUnit.SECONDS)
            .await();
  }

  /** How late things are on this machine. */
  Lateness lateness() {
    return lateness;
  }

  int port() {
    return gateway.port();
  }

  /** What {@code path} says. */
  JsonNode get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(PATIENCE)
            .header("authorization", "Bearer " + key)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError(path + " answers " + response.statusCode());
      }
      return StrictJson.parse(response.body());
    } catch (IOException e) {
      throw new AssertionError(path + " fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    lateness.close();
    client.close();
    RunningGateway.await(gateway.stop());
  }
}
