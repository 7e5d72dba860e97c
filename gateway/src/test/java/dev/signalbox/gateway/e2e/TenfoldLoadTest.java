package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Pace;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Ten times as many clients as there is room for, half of them of high and half of low priority.
 * Each asks again as soon as it is answered, and a moment after it was refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TenfoldLoadTest {
  private static final int ROOM = 8;
  private static final int ANSWER_MILLIS = 400;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long HEALTH_MILLIS = 100;
  private static final Duration WARMING = Duration.ofMillis(1_200);
  private static final Duration MEASURED = Duration.ofMillis(3_600);

  private final RunningGateway gateway =
      new RunningGateway(
          """
          [[providers]]
          id = "slow"
          provider_type = "openai_chat"
          api_key = "provider-key"
          endpoint = "UPSTREAM"
          [overload]
          max_requests = %d
          low_percent = 50
          [[overload.priorities]]
          name = "people"
          sources = ["people"]
          priority = "high"
          [[overload.priorities]]
          name = "batch"
          sources = ["batch"]
          priority = "low"
          """
              .formatted(ROOM),
          SimulatorOptions.standard().withPace(new Pace(ANSWER_MILLIS, 0)).withKeptRequests(0));

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** What clients of one source came to. */
  private static final class Tally {
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Collection<String> wrong = new ConcurrentLinkedQueue<>();

    private void take(HttpResponse<byte[]> answer, boolean counts) {
      boolean told = answer.headers().firstValueAsLong("retry-after").orElse(0) > 0;
      if (answer.statusCode() == 503 && told) {
        refused.addAndGet(counts ? 1 : 0);
      } else if (answer.statusCode() == 200) {
        served.addAndGet(counts ? 1 : 0);
      } else {
        wrong.add(answer.statusCode() + " " + answer.headers().map());
      }
    }
  }

  /** A stretch of time in which clients ask. */
  private record Stretch(long countFrom, long until) {
    static Stretch now() {
      long now = System.nanoTime();
      long countFrom = now + WARMING.toNanos();
      return new Stretch(countFrom, countFrom + MEASURED.toNanos());
    }

    boolean isOver() {
      return System.nanoTime() - until >= 0;
    }

    boolean counts() {
      return System.nanoTime() - countFrom >= 0 && !isOver();
    }
  }

  private void ask(String source, Tally tally, Stretch stretch) {
    while (!stretch.isOver()) {
      HttpResponse<byte[]> answer =
          gateway.send(
              gateway
                  .request("/v1/chat/completions")
                  .header("x-source", source)
                  .POST(BodyPublishers.ofString(ClientApi.CHAT.body("slow/m", false)))
                  .build());
      tally.take(answer, stretch.counts());
      if (answer.statusCode() != 200) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** How long health takes to answer, in milliseconds, of a hundred the second longest. */
  private long healthMillis(Stretch stretch) {
    ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    while (!stretch.isOver()) {
      long began = System.nanoTime();
      int status = gateway.send(gateway.request("/health").GET().build()).statusCode();
      if (stretch.counts()) {
        assertThat(status).isEqualTo(200);
        took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return took.stream().sorted().skip((long) (took.size() * 0.99)).findFirst().orElseThrow();
  }

  /** What came of a stretch of time. */
  private record Outcome(int answers, long healthMillis) {}

  /** Has so many clients of either source ask. */
  private Outcome served(int high, int low, Tally people, Tally batch)
      throws InterruptedException, ExecutionException {
    long health;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Stretch stretch = Stretch.now();
      IntStream.range(0, high).forEach(_ -> clients.execute(() -> ask("people", people, stretch)));
      IntStream.range(0, low).forEach(_ -> clients.execute(() -> ask("batch", batch, stretch)));
      health = clients.submit(() -> healthMillis(stretch)).get();
    }
    return new Outcome(people.served.get() + batch.served.get(), health);
  }

  private JsonNode overload() {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body())
        .path("overload");
  }

  @Test
  @DisplayName(
      "O08 at ten times the load it serves nine tenths of what it can, high priority before low,"
          + " and health answers")
  void servesWhatItCanAtTenTimesTheLoad() throws Exception {
    Outcome alone = served(ROOM, 0, new Tally(), new Tally());
    Tally people = new Tally();
    Tally batch = new Tally();

    Outcome outcome = served(5 * ROOM, 5 * ROOM, people, batch);

    assertThat(people.wrong).isEmpty();
    assertThat(batch.wrong).isEmpty();
    assertThat(outcome.answers())
        .as("served of %d", alone.answers())
        .isGreaterThanOrEqualTo((int) (alone.answers() * 0.9));
    assertThat(people.served.get()).as("high").isGreaterThan(4 * batch.served.get());
    assertThat(batch.refused.get()).as("low refused").isGreaterThan(people.served.get());
    assertThat(outcome.healthMillis())
        .as("health, p99 in ms, on a machine where it takes %d", alone.healthMillis())
        .isLessThan(Math.max(HEALTH_MILLIS, 2 * alone.healthMillis()));
    JsonNode after =
        Eventually.get("at rest", this::overload, seen -> seen.path("requests").asInt() == 0);
    JsonNode shed = after.path("shed");
    assertThat(shed.path("low").asLong()).isPositive();
    assertThat(shed.path("unknown").asLong() + shed.path("low").asLong())
        .isGreaterThanOrEqualTo((long) people.refused.get() + batch.refused.get());
  }
}
