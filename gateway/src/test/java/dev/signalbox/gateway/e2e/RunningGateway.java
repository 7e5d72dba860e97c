package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.pipeline.GatewaySignal;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A gateway and the simulator behind it, on ports of their own; closed with all they opened. */
public final class RunningGateway implements AutoCloseable {
  /** The name of the configuration file of one that has some. */
  static final String FILE = "config.toml";

  private static final long SECONDS = 20;

  private final Path folder;
  private boolean lasts = true;
  private final Vertx vertx;
  private final Vertx upstreamVertx;
  private final Script script = new Script();
  private final Simulator simulator;
  private final Collection<RequestRecord> records = new ConcurrentLinkedQueue<>();
  private final Collection<Told> signals = new ConcurrentLinkedQueue<>();
  private final Gateway gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Starts both.
   *
   * @param toml the configuration, with {@code UPSTREAM} for the simulator's address
   */
  public RunningGateway(String toml, SimulatorOptions options) {
    this(toml, options, temporaryFolder());
    lasts = false;
  }

  /**
   * Starts both.
   *
   * @param toml the configuration, with {@code UPSTREAM} for the simulator's address
   * @param folder keeps the state of the gateway, and is left there
   */
  RunningGateway(String toml, SimulatorOptions options, Path folder) {
    this(options, folder, running -> running.origin(toml));
  }

  /**
   * Starts both, the gateway with a file {@link #FILE} in {@code folder} that it can change.
   *
   * @param toml what the file holds, with {@code UPSTREAM} for the simulator's address
   */
  static RunningGateway ofFile(String toml, Map<String, String> environment, Path folder) {
    return ofFile(toml, environment, folder, UnaryOperator.identity());
  }

  /**
   * Starts both, the gateway on {@code loops} event loops, 2 at the most: on a port that was free a
   * moment before, as each of them would find another one by itself.
   */
  static RunningGateway onLoops(int loops, String toml) {
    String server = "port = %d\nevent_loops = %d\n".formatted(freePort(), loops);
    return new RunningGateway(server + toml, SimulatorOptions.standard());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, where {@code reading} sees and may refuse each text that is read. */
  static RunningGateway ofFile(
      String toml,
      Map<String, String> environment,
      Path folder,
      UnaryOperator<LoadedConfig> reading) {
    return new RunningGateway(
        SimulatorOptions.standard(),
        folder,
        running -> running.written(toml, environment, reading));
  }

  private RunningGateway(
      SimulatorOptions options, Path folder, Function<RunningGateway, Gateway.Origin> origin) {
    this.folder = folder;
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    upstreamVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
    simulator = new Simulator(upstreamVertx, options, formats::client, script);
    await(simulator.start());
    gateway =
        await(
            Gateway.start(
                vertx, origin.apply(this), new Gateway.Watching(records::add, this::takeSignals)));
  }

  private Gateway.Origin origin(String toml) {
    LoadedConfig loaded = LoadedConfig.of(config(toml));
    return new Gateway.Origin(loaded, ConfigSource.fixed(loaded));
  }

  private Gateway.Origin written(
      String toml, Map<String, String> environment, UnaryOperator<LoadedConfig> reading) {
    Path file = folder.resolve(FILE);
    try {
      Files.writeString(file, toml.replace("UPSTREAM", simulator.origin()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConfigSource source =
        new ConfigSource(
            new ConfigLoader(environment),
            Optional.of(file),
            () -> {
              throw new IllegalStateException("there is a file");
            },
            loaded ->
                reading.apply(loaded).withPort(0).withStateIn(folder.resolve("data").toString()));
    return new Gateway.Origin(source.load(), source);
  }

  /** A signal of the gateway itself, and of which request. */
  public record Told(SignalSink.Occasion occasion, GatewaySignal signal) {}

  private void takeSignals(SignalSink.Occasion occasion, List<GatewaySignal> all) {
    all.forEach(each -> signals.add(new Told(occasion, each)));
  }

  /** What the gateway has said by now against the answers of the request with this id. */
  public List<Told> signalsOf(String requestId) {
    return signals.stream().filter(each -> each.occasion().request().equals(requestId)).toList();
  }

  /** Databases that are up to date already: making them anew for each gateway takes long. */
  private static final class Prepared {
    private static final Path DATA = made();

    private static Path made() {
      Path data = temporary().resolve("data");
      Database.open(new Place.Folder(data)).close();
      return data;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("signalbox-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    Path folder = temporary();
    try {
      Files.createDirectory(folder.resolve("data"));
      for (Area area : Area.values()) {
        Files.copy(
            Prepared.DATA.resolve(area.fileName()),
            folder.resolve("data").resolve(area.fileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private GatewayConfig config(String toml) {
    String port = toml.startsWith("port = ") ? "" : "port = 0\n";
    String text = "[server]\n" + port + toml.replace("UPSTREAM", simulator.origin());
    GatewayConfig config = new ConfigLoader(Map.of()).parse("test.toml", text).config();
    return toml.contains("[database]")
        ? config
        : config.withStateIn(folder.resolve("data").toString());
  }

  /** Has the gateway go over to another configuration, written as that of the start. */
  public Future<List<String>> reload(String toml) {
    return gateway.reload(() -> config(toml));
  }

  /** What the simulator does next. */
  public Script script() {
    return script;
  }

  public Simulator simulator() {
    return simulator;
  }

  /** What it runs on. */
  Vertx vertx() {
    return vertx;
  }

  public int port() {
    return gateway.port();
  }

  /** The record of the request with this id, which is written just after its answer ended. */
  public RequestRecord record(String requestId) {
    List<RequestRecord> found =
        Eventually.get(
            "the record of " + requestId,
            () -> records.stream().filter(record -> record.id().equals(requestId)).toList(),
            some -> !some.isEmpty());
    assertThat(found).as("records of " + requestId).hasSize(1);
    return found.getFirst();
  }

  /** Waits until the request with this id is stored, for one with the key of an operator. */
  public void stored(String requestId) {
    new Control(this, Control.OPERATOR).record(requestId);
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

  /** The status of the answer to {@code request}, which may go on for ever. */
  public int statusOf(HttpRequest request) {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      return response.statusCode();
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
    if (!lasts) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
