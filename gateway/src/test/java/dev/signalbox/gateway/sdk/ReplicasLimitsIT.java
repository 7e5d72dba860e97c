package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.limit.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/**
 * Three replicas of the packaged program that share their limits through one Redis, which dies
 * under load and comes back empty: together they let through no more than docs/limits.md says.
 */
final class ReplicasLimitsIT {
  private static final Logger LOG = LoggerFactory.getLogger("replicas");
  private static final int REPLICAS = 3;

  /** Requests in a day, so that next to nothing comes back meanwhile. */
  private static final int LIMIT = 90;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @TempDir private Path folder;

  @Test
  void aRedisThatDiesAndComesBackEmptyLetsThroughNoMoreThanIsSaid() throws IOException {
    int port = TestStores.freePort();
    RedisServer redis = TestStores.redis(port);
    List<Gateway> gateways = new ArrayList<>();
    try {
      for (PackagedProgram program : programs(port)) { // which come up side by side
        gateways.add(Gateway.of(program));
      }
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        gateways.forEach(gateway -> clients.execute(() -> load(gateway)));
        try {
          Eventually.holds(() -> passed.get() >= LIMIT / 3, "requests pass");
          redis.stop();
          Eventually.holds(() -> refused.get() > 20, "parts of limits are used up");
          redis = TestStores.redis(port);
          gateways.forEach(ReplicasLimitsIT::assertShares);
          int before = refused.get();
          Eventually.holds(() -> refused.get() > before + 20, "the limit is reached again");
        } finally {
          over.set(true);
        }
      }
      LOG.warn("{} requests passed of a limit of {}, {} did not", passed, LIMIT, refused);
      assertThat(passed.get()).isBetween(LIMIT, 4 * LIMIT + 2 * REPLICAS);
      gateways.forEach(ReplicasLimitsIT::assertNothingLeft);
    } finally {
      redis.stop();
      gateways.forEach(Gateway::close);
    }
  }

  private List<PackagedProgram> programs(int redis) throws IOException {
    List<PackagedProgram> programs = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      Path own = Files.createDirectories(folder.resolve("replica" + i));
      Files.writeString(own.resolve("config.toml"), config(i, redis));
      programs.add(PackagedProgram.start(own, "serve", "-p", "0"));
    }
    return programs;
  }

  private void load(Gateway gateway) {
    while (!over.get()) {
      Http.Reply reply =
          Http.send(
              Http.Ask.post(
                  gateway.at("/v1/chat/completions"),
                  "{\"model\":\"sim-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
      (reply.status() == 200 ? passed : refused).incrementAndGet();
      assertThat(reply.status()).as(reply.body()).isIn(200, 429);
    }
  }

  private static void assertShares(Gateway gateway) {
    Eventually.get(
        "the limits are shared again",
        () ->
            Http.send(Http.Ask.get(gateway.at("/health")))
                .json()
                .at("/dependencies/limit_store")
                .toString(),
        said -> said.contains("\"circuit\":\"closed\""));
  }

  private static void assertNothingLeft(Gateway gateway) {
    JsonNode limits = Http.send(Http.Ask.get(gateway.at("/v1/limits"))).good().json();
    assertThat(limits.at("/data/0/requests_per_day/remaining").asInt(-1)).isZero();
  }

  private String config(int number, int redis) {
    return """
    [[providers]]
    id = "sim"
    provider_type = "simulator"
    protocol = "openai_chat"
    models = ["sim-chat"]
    token_delay_ms = 0

    [[limits]]
    name = "all"
    scope = "total"
    requests_per_day = %d

    [database]
    dir = "%s"

    [overload]
    breaker = { open_seconds = 1 }

    [cluster]
    redis_url = "redis://127.0.0.1:%d"
    """
        .formatted(LIMIT, folder.resolve("state" + number), redis);
  }
}
