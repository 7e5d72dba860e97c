package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P03, P04 and K04: the databases cannot be written while requests come. */
final class StoreFailsTest {
  private static final String CONFIG =
      """
      [[providers]]
      id = "p"
      provider_type = "openai_chat"
      api_key = "k"
      endpoint = "UPSTREAM"
      models = ["m"]
      [[cards]]
      id = "openai/m"
      price = { rows = [{ input = 1, output = 1 }] }
      [analytics]
      queue = 100
      [database]
      dir = "FOLDER"
      [[limits]]
      name = "at once"
      scope = "project"
      requests_per_day = 1000
      [[budgets]]
      name = "closed"
      scope = "project"
      subject = "paid"
      limit_usd = 1
      [[budgets]]
      name = "open"
      scope = "project"
      subject = "trusted"
      limit_usd = 1
      on_store_failure = "open"
      """;

  @TempDir Path folder;

  @Test
  @DisplayName(
      "P03 P04 K04 requests are served while nothing can be stored, and what is lost counts")
  void requestsAreServedWhileNothingCanBeStored() throws SQLException {
    Path data = folder.resolve("data");
    try (RunningGateway gateway =
        new RunningGateway(
            CONFIG.replace("FOLDER", data.toString()), SimulatorOptions.standard())) {
      assertThat(ask(gateway, "plain").statusCode()).isEqualTo(200);
      long before = Eventually.get("a record", () -> written(gateway), written -> written > 0);
      List<Duration> times = new ArrayList<>();
      try (Connection facts = locked(data.resolve(Area.FACTS.fileName()));
          Connection control = locked(data.resolve(Area.CONTROL.fileName()))) {
        for (int i = 0; i < 150; i++) {
          long began = System.nanoTime();
          assertThat(ask(gateway, "plain").statusCode()).isEqualTo(200);
          times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        assertBudgets(gateway);
        JsonNode failing =
            Eventually.get(
                "the failure",
                () -> store(gateway),
                store -> store.path("failed_tries").asInt() > 0);
        assertThat(failing.path("status").asText()).isEqualTo("failing");
        assertThat(failing.path("failure").asText()).contains("SQLITE_BUSY");
        assertThat(failing.path("lost").asLong()).isPositive();
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
        facts.rollback();
        control.rollback();
      }

      JsonNode after =
          Eventually.get(
              "all is written",
              () -> store(gateway),
              store -> store.path("queued").asInt() == 0 && !store.has("failure"));
      times.sort(Duration::compareTo);
      assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(250));
      assertThat(after.path("status").asText()).isEqualTo("lossy");
      assertThat(after.path("most_queued").asInt()).isLessThanOrEqualTo(100);
      assertThat(after.path("written").asLong()).isGreaterThan(before);
      assertThat(ask(gateway, "paid").statusCode()).isEqualTo(200);
    }
  }

  /** Each says itself what happens, and none takes longer than a reservation may. */
  private static void assertBudgets(RunningGateway gateway) {
    long began = System.nanoTime();

    HttpResponse<byte[]> closed = ask(gateway, "paid");
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    HttpResponse<byte[]> open = ask(gateway, "trusted");

    assertThat(closed.statusCode()).isEqualTo(503);
    assertThat(closed.headers().firstValue("x-signalbox-error")).contains("budget_unavailable");
    assertThat(closed.headers().firstValue("retry-after")).isPresent();
    assertThat(waited).isLessThan(Duration.ofMillis(2_250));
    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(health(gateway).at("/faults/budget_unavailable").asInt()).isEqualTo(1);
  }

  private static Connection locked(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var pragma = connection.createStatement()) {
      pragma.execute("pragma busy_timeout = 20000");
    }
    connection.setAutoCommit(false);
    try (var statement =
        connection.prepareStatement("create table if not exists held_by_another (id int)")) {
      statement.execute();
    }
    return connection;
  }

  private static HttpResponse<byte[]> ask(RunningGateway gateway, String project) {
    return gateway.send(
        gateway
            .request(ClientApi.CHAT.path("p/m", false))
            .header("x-project", project)
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body("p/m", false)))
            .build());
  }

  private static HttpResponse<byte[]> get(RunningGateway gateway, String path) {
    return gateway.send(gateway.request(path).GET().build());
  }

  private static JsonNode health(RunningGateway gateway) {
    return StrictJson.parse(get(gateway, "/health").body());
  }

  private static JsonNode store(RunningGateway gateway) {
    return health(gateway).path("store");
  }

  private static long written(RunningGateway gateway) {
    return store(gateway).path("written").asLong();
  }
}
