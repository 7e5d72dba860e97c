package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.Gateway;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.demo.SamplePast;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of the demo, written into a gateway with the configuration of the demo. */
final class DemoPastTest {
  private static final Duration LENGTH = Duration.ofDays(4);
  private static final int REQUESTS = 1_200;

  @TempDir static Path folder;
  private static final Vertx VERTX = Vertx.vertx();
  private static Gateway gateway;
  private static SamplePast.Written written;

  @BeforeAll
  static void writeIt() {
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("demo", DemoConfig.BUSY)
            .withPort(0)
            .withStateIn(folder.toString());
    Gateway.Origin origin = new Gateway.Origin(config, ConfigSource.fixed(config));
    gateway =
        Gateway.start(VERTX, origin, Gateway.Watching.NOBODY).timeout(30, TimeUnit.SECONDS).await();
    get("/v1/stats?from=now-30d"); // days without requests must not be remembered as such
    written =
        new SamplePast(gateway.past(), 1, Instant.now(), new SamplePast.Extent(LENGTH, REQUESTS))
            .write();
  }

  @AfterAll
  static void stop() {
    gateway.stop().timeout(30, TimeUnit.SECONDS).await();
  }

  @Test
  void addsUpInTotalsBreakdownsAndRecords() {
    JsonNode stats = get("/v1/stats");

    assertThat(written.requests()).isEqualTo(REQUESTS);
    assertThat(stats.path("requests").asInt()).isEqualTo(REQUESTS);
    for (String breakdown : new String[] {"by_project", "by_result", "by_provider", "by_profile"}) {
      assertThat(sum(stats.path(breakdown), "requests")).as(breakdown).isEqualTo(REQUESTS);
    }
    assertThat(sum(stats.path("by_project"), "cost_nanos"))
        .isEqualTo(stats.path("cost_nanos").asLong())
        .isPositive();
    assertThat(stats.path("by_result").findValuesAsText("name"))
        .contains("ok", "mitigated", "client_error", "failed", "client_closed");
    assertThat(stats.path("by_project")).hasSize(8);
    assertThat(records()).isEqualTo(REQUESTS);
  }

  @Test
  void hasDecisionsThatExplainThemselves() {
    JsonNode newest = get("/v1/decisions?limit=1").path("data").path(0);
    JsonNode decision = get("/v1/decisions/" + newest.path("id").asText());

    assertThat(newest.path("id").asText()).matches("d_[0-9a-z]{24}");
    assertThat(decision.toString()).contains("\"quality\"", "\"latency\"", "\"cost\"");
    assertThat(written.signals()).hasSizeGreaterThan(50);
  }

  /** Else a budget would be hardly touched while its curve falls. */
  @Test
  void isSpentUnderTheBudgetsThatRunNow() {
    JsonNode budgets = get("/v1/budgets").path("data");

    assertThat(budgets.findValuesAsText("name")).contains("the house", "support", "analysts");
    for (JsonNode budget : budgets) {
      assertThat(budget.path("spent_nanos").asLong())
          .as(budget.path("name").asText())
          .isEqualTo(sum(budget.path("series"), "spent_nanos"));
    }
    assertThat(budgets.path(0).path("spent_nanos").asLong()).isPositive();
  }

  @Test
  void hasRequestsThroughTheApp() {
    JsonNode app = get("/v1/apps").at("/data/0");
    long requests = app.at("/usage/requests").asLong();

    assertThat(app.path("id").asText()).isEqualTo("playground");
    assertThat(requests).isPositive();
    assertThat(get("/v1/records?app=playground&from=now-24h&limit=200").path("data"))
        .hasSize((int) requests);
  }

  private static int records() {
    int count = 0;
    String next = "";
    do {
      JsonNode page = get("/v1/records?limit=200" + next);
      count += page.path("data").size();
      next = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!next.isEmpty());
    return count;
  }

  private static long sum(JsonNode entries, String field) {
    long sum = 0;
    for (JsonNode entry : entries) {
      sum += entry.path(field).asLong();
    }
    return sum;
  }

  private static JsonNode get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return StrictJson.parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
