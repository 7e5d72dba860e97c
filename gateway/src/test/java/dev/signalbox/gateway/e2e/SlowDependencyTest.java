package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is asked beside providers and does not answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlowDependencyTest {
  private static final String BREAKER =
      "breaker = { failure_percent = 50, min_calls = 4, open_seconds = OPEN, half_open_calls = 1 }";

  private final Hook hook = new Hook();

  @AfterAll
  void stop() {
    hook.close();
  }

  private static HttpResponse<byte[]> ask(RunningGateway gateway) {
    return gateway.post(ClientApi.CHAT.path("", false), ClientApi.CHAT.body("p-chat/m", false));
  }

  private static JsonNode health(RunningGateway gateway) {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body());
  }

  private String webhook(int openSeconds, String onFailure) {
    return ClientApi.providers("")
        + """
        [overload]
        %s
        [[sanitization.webhooks]]
        name = "office"
        url = "%s"
        timeout_ms = 100
        on_failure = "%s"
        """
            .formatted(
                BREAKER.replace("OPEN", Integer.toString(openSeconds)), hook.url(), onFailure);
  }

  @Test
  @DisplayName("O08 a webhook that does not answer is not waited for again and again")
  void leavesAWebhookAlone() {
    hook.answer(_ -> Hook.NOTHING);
    try (RunningGateway gateway =
        new RunningGateway(webhook(60, "closed"), SimulatorOptions.standard())) {
      IntStream.range(0, 4).forEach(_ -> assertThat(ask(gateway).statusCode()).isEqualTo(503));
      int asked = hook.asked().size();

      HttpResponse<byte[]> spared = ask(gateway);

      assertThat(spared.statusCode()).isEqualTo(503);
      assertThat(spared.headers().firstValue("x-signalbox-error")).contains("webhook_unavailable");
      assertThat(spared.headers().firstValueAsLong("retry-after").orElseThrow()).isBetween(1L, 61L);
      assertThat(hook.asked()).hasSize(asked);
      JsonNode health = health(gateway);
      assertThat(health.path("status").asText()).isEqualTo("degraded");
      assertThat(health.path("degraded").toString()).isEqualTo("[\"dependency:webhook:office\"]");
      JsonNode office = health.path("dependencies").path("webhook:office");
      assertThat(office.path("circuit").asText()).isEqualTo("open");
      assertThat(office.path("failed").asInt()).isEqualTo(4);
      assertThat(office.path("not_asked").asInt()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("O08 an open webhook that is left alone lets pass at once, and is asked again later")
  void anOpenWebhookComesBack() {
    hook.answer(_ -> Hook.NOTHING);
    try (RunningGateway gateway =
        new RunningGateway(webhook(1, "open"), SimulatorOptions.standard())) {
      IntStream.range(0, 4).forEach(_ -> assertThat(ask(gateway).statusCode()).isEqualTo(200));
      assertThat(health(gateway).path("status").asText()).isEqualTo("degraded");
      hook.answer(_ -> Hook.ALLOW);

      Eventually.get("a question", () -> asked(gateway), times -> times > 0);

      assertThat(health(gateway).path("status").asText()).isEqualTo("ok");
    }
  }

  private int asked(RunningGateway gateway) {
    assertThat(ask(gateway).statusCode()).isEqualTo(200);
    return hook.asked().size();
  }

  @Test
  @DisplayName("O08 a database that does not answer is not waited for again and again")
  void leavesTheDatabaseAlone(@TempDir Path folder) throws SQLException {
    String config =
        ClientApi.providers("")
            + """
            [overload]
            %s
            [[budgets]]
            name = "all"
            scope = "total"
            period = "day"
            limit_usd = 100
            """
                .formatted(BREAKER.replace("OPEN", "60"));
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard(), folder)) {
      assertThat(ask(gateway).statusCode()).isEqualTo(200);
      try (Connection other = lockOn(folder)) {
        List<Integer> waited =
            IntStream.range(0, 8).parallel().map(_ -> ask(gateway).statusCode()).boxed().toList();
        assertThat(waited).containsOnly(503);

        long began = System.nanoTime();
        HttpResponse<byte[]> spared = ask(gateway);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(spared.statusCode()).isEqualTo(503);
        assertThat(spared.headers().firstValue("x-signalbox-error")).contains("budget_unavailable");
        assertThat(health(gateway).at("/dependencies/database/circuit").asText()).isEqualTo("open");
        other.rollback();
      }
    }
  }

  private static Connection lockOn(Path folder) throws SQLException {
    Path file =
        Stream.of("data/control.db", "control.db")
            .map(folder::resolve)
            .filter(path -> path.toFile().exists())
            .findFirst()
            .orElseThrow();
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table lock_of_a_test (a integer)");
    }
    return connection;
  }
}
