package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.internal.VertxInternal;
import java.lang.ref.Reference;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A gateway whose event loops are stuck, whose memory is short, and that has few connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SelfProtectionTest {
  private static final Pattern PAUSES = Pattern.compile("\"accept_paused\":(\\d+)");

  private static final int CONNECTIONS = 3;
  private static final long STUCK_MILLIS = 1_600;

  private final HeldProvider provider = new HeldProvider();
  private final RunningGateway gateway =
      new RunningGateway(config(92), SimulatorOptions.standard());

  private String config(int memoryPercent) {
    return """
        max_connections = %d
        [[providers]]
        id = "held"
        provider_type = "openai_chat"
        api_key = "provider-key"
        endpoint = "%s"
        [overload]
        stuck_ms = 800
        max_lag_ms = 60000
        max_memory_percent = %d
        """
        .formatted(CONNECTIONS, provider.origin(), memoryPercent);
  }

  @AfterAll
  void stop() {
    gateway.close();
    provider.close();
  }

  private JsonNode health() {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body());
  }

  private HttpResponse<byte[]> ask() {
    return gateway.post(ClientApi.CHAT.path("", false), ClientApi.CHAT.body("held/m", false));
  }

  @Test
  @DisplayName("O05 a stuck event loop is counted, and the log tells where it was")
  void tellsWhereAnEventLoopIsStuck() {
    provider.open();
    assertThat(ask().statusCode()).isEqualTo(200);

    Eventually.get("a line of the log", this::linesWhileStuck, SelfProtectionTest::tellsOfIt);

    JsonNode health = health();
    assertThat(health.at("/faults/loop_stuck").asInt()).isPositive();
    assertThat(health.at("/overload/event_loops/0/most_lag_ms").asDouble()).isGreaterThan(800);
    assertThat(health.at("/overload/event_loops/0/stuck").asBoolean()).isFalse();
  }

  private static boolean tellsOfIt(List<String> lines) {
    return lines.stream()
        .anyMatch(
            line ->
                line.contains("has been stuck for") && line.contains("SelfProtectionTest.stuck("));
  }

  /** What is logged while all event loops are stuck for a while and a request waits for them. */
  private List<String> linesWhileStuck() {
    LogLines log = new LogLines();
    try (log) {
      CountDownLatch never = new CountDownLatch(1);
      ((VertxInternal) gateway.vertx())
          .nettyEventLoopGroup()
          .forEach(loop -> loop.execute(() -> stuck(never)));

      assertThat(ask().statusCode()).isEqualTo(200);
    }
    return log.lines();
  }

  private static void stuck(CountDownLatch never) {
    try {
      assertThat(never.await(STUCK_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("O06 without memory requests are refused and health answers, with it all is served")
  void refusesWithoutMemory() {
    provider.open();
    byte[] much = new byte[128 << 20];
    HttpResponse<byte[]> refused;
    JsonNode health;
    try {
      RunningGateway.await(gateway.reload(config(1)));
      System.gc();
      refused = Eventually.get("a refusal", this::ask, answer -> answer.statusCode() == 503);
      health = health();
    } finally {
      Reference.reachabilityFence(much);
    }
    RunningGateway.await(gateway.reload(config(92)));

    assertThat(ClientApi.CHAT.errorMessage(refused.body())).contains("little memory left");
    assertThat(refused.headers().firstValueAsLong("retry-after")).isPresent();
    assertThat(health.at("/overload/heap_percent").asInt()).isPositive();
    assertThat(health.at("/faults/shed_heap").asInt()).isPositive();
    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("O07 at the bound of connections others wait, and those that are open work")
  void acceptsNoMoreThanItMay() {
    provider.hold();
    try (RawClient looking = new RawClient(gateway.port());
        RawClient asking = new RawClient(gateway.port());
        RawClient alsoAsking = new RawClient(gateway.port())) {
      String before =
          Eventually.get(
              "the connections of before", () -> healthOver(looking), text -> isOpen(text, 3));
      begin(asking);
      begin(alsoAsking);
      provider.awaitWaiting(2);

      try (RawClient late = new RawClient(gateway.port())) {
        late.send("GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n");
        String full =
            Eventually.get(
                "a full gateway",
                () -> healthOver(looking),
                text -> text.contains("not_accepting"));
        assertThat(full)
            .contains("\"connections\":3,\"most_connections\":3,\"accepting\":false")
            .contains("\"status\":\"degraded\"");
        assertThat(pauses(full)).isPositive().isEqualTo(pauses(before));
        provider.open();
        assertThat(asking.readUntil("at last")).contains("HTTP/1.1 200");
        assertThat(alsoAsking.readUntil("at last")).contains("HTTP/1.1 200");

        assertThat(late.readUntil("ok")).contains("HTTP/1.1 200");
      }
    }
  }

  /** How often accepting stopped: more than once where a connection of before had to make room. */
  private static int pauses(String health) {
    Matcher told = PAUSES.matcher(health);
    return told.find() ? Integer.parseInt(told.group(1)) : 0;
  }

  private static boolean isOpen(String health, int connections) {
    return health.contains("\"connections\":%d,".formatted(connections));
  }

  private static String healthOver(RawClient client) {
    return client
        .send("GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .readUntil("\"unpriced\":{");
  }

  private static void begin(RawClient client) {
    client.send(
        RawClient.post(ClientApi.CHAT.path("", false), ClientApi.CHAT.body("held/m", false)));
  }
}
