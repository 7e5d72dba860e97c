package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I08 and I09: requests that are large, but not wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LargeBodiesTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  /** Of questions and answers in a conversation. */
  private static final int PAIRS = Boolean.getBoolean("full") ? 49_990 : 10_000;

  /** Processor time that one event may take on an event loop, whatever the machine. */
  private static final long FREE_NANOS = 5_000_000;

  /**
   * Times the processor time for reading a body from a socket that one event may take: the loop
   * reads and copies it, and does so again when it sends it on.
   */
  private static final double MOST_OF_READING = 4;

  /** The part of the processor time for reading a body as JSON that one event may take. */
  private static final double MOST_OF_PARSING = 0.4;

  /** The first are slow, as the program warms up; one of several must be as quick as it should. */
  private static final int TRIES = 12;

  private static final int LOOPS = 2;

  private final List<Probe> probes = new CopyOnWriteArrayList<>();
  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [sanitization]
              enabled = true
              redact_pii = true
              """,
          SimulatorOptions.standard());

  /**
   * Measures how much an event loop does between two moments at which it could do something else.
   */
  private static final class Probe extends VerticleBase {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private long last;
    private volatile long longest;

    @Override
    public Future<?> start() {
      last = THREADS.getCurrentThreadCpuTime();
      vertx.setPeriodic(1, _ -> look());
      return Future.succeededFuture();
    }

    private void look() {
      long now = THREADS.getCurrentThreadCpuTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
  }

  /** A request that is large in one way. */
  enum Shape {
    LONG_TEXT,
    MANY_MESSAGES,
    MANY_TOOLS,
    DEEP_SCHEMA;

    byte[] body(String model) {
      ObjectNode body = ClientApi.CHAT.tree(model, false);
      ArrayNode messages = (ArrayNode) body.path("messages");
      switch (this) {
        case LONG_TEXT ->
            messages.addObject().put("role", "user").put("content", "plain words ".repeat(800_000));
        case MANY_MESSAGES -> {
          for (int i = 0; i < PAIRS; i++) {
            messages.addObject().put("role", "assistant").put("content", "answer " + i);
            messages.addObject().put("role", "user").put("content", "question " + i);
          }
        }
        case MANY_TOOLS -> {
          ArrayNode tools = body.putArray("tools");
          for (int i = 0; i < 10_000; i++) {
            tool(tools, i).put("type", "object").putObject("properties").putObject("a");
          }
        }
        case DEEP_SCHEMA -> {
          ObjectNode schema = tool(body.putArray("tools"), 0);
          for (int i = 0; i < 60; i++) {
            schema = schema.put("type", "object").putObject("properties").putObject("a");
          }
          schema.put("description", "deep ".repeat(20_000));
        }
      }
      return StrictJson.toBytes(body);
    }

    private static ObjectNode tool(ArrayNode tools, int number) {
      return tools
          .addObject()
          .put("type", "function")
          .putObject("function")
          .put("name", "tool_" + number)
          .putObject("parameters");
    }
  }

  @BeforeAll
  void probe() {
    RunningGateway.await(
        gateway
            .vertx()
            .deployVerticle(
                () -> {
                  Probe probe = new Probe();
                  probes.add(probe);
                  return probe;
                },
                new DeploymentOptions().setInstances(LOOPS)));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "I08 {0}")
  @EnumSource
  void aLargeRequestKeepsNobodyElseWaiting(Shape shape) {
    for (String provider : List.of("p-chat", "p-anthropic")) {
      assertQuick("/v1/chat/completions", shape.body(provider + "/sim-mini"));
    }
  }

  @Test
  @DisplayName("I08 at every other door")
  void noOtherDoorKeepsAnybodyWaiting() {
    String text = "plain words ".repeat(170_000);
    Function<ClientApi, byte[]> said =
        api ->
            StrictJson.toBytes(
                StrictJson.parse(
                    api.body("p-chat/sim-mini", false)
                        .replaceFirst("say (something|it)", text)
                        .getBytes(StandardCharsets.UTF_8)));
    Map<String, byte[]> doors =
        Map.of(
            "/v1/responses", said.apply(ClientApi.RESPONSES),
            "/v1/messages", said.apply(ClientApi.ANTHROPIC),
            "/v1/messages/count_tokens", said.apply(ClientApi.ANTHROPIC),
            "/v1beta/models/p-chat/sim-mini:generateContent", said.apply(ClientApi.GEMINI),
            "/v1/embeddings", field("input", text),
            "/v1/completions", field("prompt", text));

    doors.forEach(this::assertQuick);
  }

  private static byte[] field(String name, String text) {
    return StrictJson.toBytes(StrictJson.object().put("model", "p-chat/sim-mini").put(name, text));
  }

  @Test
  @DisplayName("I09 an image of some megabytes is neither looked through as text nor changed")
  void aLargeImage() {
    String image =
        "AKIAIOSFODNN7EXAMPLQ+jane.doe@mail.example.org".replaceAll("[^A-Za-z0-9+/]", "");
    String url = "data:image/png;base64," + image.repeat(150_000) + "AAAA";
    ObjectNode body = ClientApi.CHAT.tree("p-chat/sim-mini", false);
    ((ArrayNode) body.path("messages"))
        .addObject()
        .put("role", "user")
        .putArray("content")
        .addObject()
        .put("type", "image_url")
        .putObject("image_url")
        .put("url", url);

    HttpResponse<byte[]> answer = send("/v1/chat/completions", StrictJson.toBytes(body));

    assertThat(answer.statusCode()).isEqualTo(200);
    String id = answer.headers().firstValue("x-request-id").orElseThrow();
    assertThat(gateway.record(id).findings()).isEmpty();
    assertThat(gateway.simulator().received().getLast().body().toString()).contains(url);
  }

  private void assertQuick(String path, byte[] body) {
    long most =
        LongStream.of(
                FREE_NANOS,
                (long) (leastNanos(() -> parse(body)) * MOST_OF_PARSING),
                (long) (leastNanos(() -> readFromSocket(body)) * MOST_OF_READING))
            .max()
            .orElseThrow();
    List<Long> longest = new ArrayList<>();
    for (int i = 0; i < TRIES && longest.stream().noneMatch(each -> each < most); i++) {
      probes.forEach(probe -> probe.longest = 0);
      long began = System.nanoTime();

      HttpResponse<byte[]> answer = send(path, body);
      assertThat(answer.statusCode())
          .as("%s: %s", path, new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
      longest.add(probes.stream().mapToLong(probe -> probe.longest).max().orElseThrow());
    }
    assertThat(longest)
        .as("longest at once, of %d ns, %s, %d bytes", most, path, body.length)
        .anyMatch(each -> each < most);
  }

  /** Processor time of this thread for {@code work} once, when it is warm. */
  private static long leastNanos(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long began = Probe.THREADS.getCurrentThreadCpuTime();
      work.run();
      least = Math.min(least, Probe.THREADS.getCurrentThreadCpuTime() - began);
    }
    return least;
  }

  private static void parse(byte[] body) {
    assertThat(StrictJson.parse(body)).isNotEmpty();
  }

  /** Has another thread send {@code body}, and reads it. */
  private static void readFromSocket(byte[] body) {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket in = new Socket(door.getInetAddress(), door.getLocalPort());
        Socket out = door.accept()) {
      Thread sender = Thread.ofPlatform().start(() -> sendAll(out, body));
      assertThat(in.getInputStream().readNBytes(body.length)).isEqualTo(body);
      sender.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sendAll(Socket socket, byte[] body) {
    try {
      socket.getOutputStream().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<byte[]> send(String path, byte[] body) {
    return gateway.send(gateway.request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }
}
