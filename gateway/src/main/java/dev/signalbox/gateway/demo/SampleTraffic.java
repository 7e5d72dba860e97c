package dev.signalbox.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.demo.Errand.Kind;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the teams want through the doors of a gateway, as clients do, until it is closed, and
 * reports how good the answers were. On virtual threads of its own; when as many requests as may be
 * are under way, the next is left out.
 */
public final class SampleTraffic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SampleTraffic.class);
  private static final int MOST_UNDER_WAY = 48;
  private static final int MOST_SIGNALS = 1_000;

  /** Signals of one report. */
  private static final int SIGNALS_TOGETHER = 200;

  private static final Duration REPORT_EVERY = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final int READ_BEFORE_LEAVING = 600;
  private static final int OK = 200;

  /** Name and project of the virtual gateway. */
  private static final String PARTNER = "partner";

  private final URI gateway;
  private final long seed;
  private final InstantSource clock;
  private final long startMillis;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpClient client;
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final BlockingQueue<ObjectNode> signals = new LinkedBlockingQueue<>(MOST_SIGNALS);
  private volatile Optional<String> partner = Optional.empty();

  /**
   * Traffic that has not begun.
   *
   * @param gateway address of the gateway, without a path
   */
  public SampleTraffic(URI gateway, long seed, InstantSource clock) {
    this.gateway = gateway;
    this.seed = seed;
    this.clock = clock;
    this.startMillis = clock.millis();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .connectTimeout(LONGEST)
            .build();
  }

  /** Begins. */
  public void begin() {
    threads.execute(
        () -> {
          partner = partnerGateway();
          send();
        });
    threads.execute(this::report);
  }

  /** Reports {@code past} signals; blocks. */
  public void report(List<ObjectNode> past) {
    for (int from = 0; from < past.size(); from += SIGNALS_TOGETHER) {
      post(past.subList(from, Math.min(past.size(), from + SIGNALS_TOGETHER)));
    }
  }

  private boolean isClosedWithin(Duration wait) throws InterruptedException {
    return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration elapsed() {
    return Duration.ofMillis(clock.millis() - startMillis);
  }

  /** Makes a virtual gateway, and gives the token that opens it; empty where it cannot be made. */
  private Optional<String> partnerGateway() {
    ObjectNode wanted =
        StrictJson.object()
            .put("id", PARTNER)
            .put("name", "A partner of the demo")
            .put("upstream_url", gateway.resolve("/v1").toString())
            .put("model", "sim-chat")
            .put("project", PARTNER)
            .put("allow_private", true);
    wanted.putObject("headers").put("x-project", PARTNER).put("x-source", "virtual-gateway");
    try {
      HttpResponse<byte[]> made =
          client.send(
              json(gateway.resolve("/v1/gateways"), wanted).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return StrictJson.tryParse(made.body())
          .map(answer -> answer.path("token").asText(""))
          .filter(token -> !token.isEmpty());
    } catch (IOException e) {
      log.debug("the sample gateway could not be made", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static HttpRequest.Builder json(URI where, JsonNode body) {
    return HttpRequest.newBuilder(where)
        .timeout(LONGEST)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(StrictJson.toBytes(body)));
  }

  private void send() {
    Errands errands = new Errands(seed, "live-");
    SplittableRandom random = new SplittableRandom(seed);
    try {
      while (!isClosedWithin(Rhythm.pause(elapsed(), random))) {
        Errand errand = errands.next(clock.instant().atZone(ZoneOffset.UTC).getHour());
        if (room.tryAcquire()) {
          threads.execute(() -> serve(errand));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Errand errand) {
    try {
      HttpRequest request = requestOf(errand);
      if (errand.kind() == Kind.LEAVES) {
        leave(request);
      } else {
        HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
        judge(errand, answer);
      }
    } catch (IOException e) {
      log.debug("a sample request broke off, as some are meant to", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  /** Reads the begin of an answer and closes the connection. */
  private void leave(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      body.readNBytes(READ_BEFORE_LEAVING);
    }
  }

  private void judge(Errand errand, HttpResponse<Void> answer) {
    String decision = answer.headers().firstValue("x-signalbox-decision").orElse("");
    String served = answer.headers().firstValue("x-signalbox-model").orElse("");
    if (answer.statusCode() != OK
        || decision.isEmpty()
        || errand.door() == Errand.Door.EMBEDDINGS) {
      return;
    }
    String model = served.substring(served.indexOf('/') + 1);
    Worth.signal(
            errand,
            decision,
            Worth.of(model, errand.task(), elapsed()),
            new SplittableRandom(seed + errand.number()))
        .ifPresent(signals::offer);
  }

  private HttpRequest requestOf(Errand errand) {
    ErrandBody.Call call = ErrandBody.of(errand);
    Optional<String> token = partner.filter(_ -> errand.model().equals(Teams.OF_PARTNER));
    HttpRequest.Builder request =
        json(gateway.resolve(mountOf(errand, token.isPresent()) + call.path()), call.body())
            .header("x-project", errand.team().project())
            .header("x-source", errand.source())
            .header("x-tags", String.join(",", errand.tags()))
            .header("x-task", errand.task());
    token.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
    if (errand.door() == Errand.Door.MESSAGES) {
      request.header("anthropic-version", "2023-06-01");
    }
    errand.conversation().ifPresent(session -> request.header("x-session", session));
    return request.build();
  }

  private static String mountOf(Errand errand, boolean ofPartner) {
    if (ofPartner) {
      return "/gateway/" + PARTNER;
    }
    return errand.app().isEmpty() ? "" : "/" + errand.app();
  }

  private void report() {
    try {
      while (!isClosedWithin(REPORT_EVERY)) {
        List<ObjectNode> waiting = new ArrayList<>();
        signals.drainTo(waiting, SIGNALS_TOGETHER);
        if (!waiting.isEmpty()) {
          post(waiting);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(List<ObjectNode> some) {
    ArrayNode all = StrictJson.mapper().createArrayNode().addAll(some);
    try {
      client.send(
          json(gateway.resolve("/v1/signals"), all).build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      log.debug("sample signals could not be reported", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves all requests under way. */
  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    client.shutdownNow();
  }
}
