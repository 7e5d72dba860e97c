package dev.signalbox.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told at control paths when the database goes away. */
final class DatabaseGoneTest {
  /**
   * Does not end by itself; and is written to the audit trail first, which waits for ten seconds.
   */
  private static final Set<String> SLOW = Set.of("/v1/live", "/v1/keys");

  @Test
  @DisplayName("P08 while PostgreSQL is away control paths say so")
  void controlPathsSayThatItIsAway(@TempDir Path folder) throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    try (RunningGateway gateway =
        new RunningGateway(
            """
            [[providers]]
            id = "oa"
            provider_type = "openai"
            api_key = "k"
            endpoint = "UPSTREAM"
            models = ["m"]
            [database]
            url = "%s"
            dir = "%s"
            """
                .formatted(server.getJdbcUrl("postgres", "postgres"), folder),
            SimulatorOptions.standard())) {
      List<String> paths = paths(gateway);
      server.close();

      Map<String, HttpResponse<byte[]>> answers = answers(gateway, paths);

      assertThat(answers)
          .allSatisfy(
              (path, answer) ->
                  assertThat(answer.statusCode() < 500 || isAway(answer))
                      .as("%s: %s", answer.statusCode(), new String(answer.body(), UTF_8))
                      .isTrue());
      assertThat(
              answers.entrySet().stream()
                  .filter(each -> isAway(each.getValue()))
                  .map(Map.Entry::getKey))
          .contains("/v1/stats", "/v1/records", "/v1/views");
      assertThat(isAway(gateway.post("/v1/sql", "{\"sql\": \"select 1 from requests\"}"))).isTrue();
    }
  }

  /** All at once, as each waits a moment for a connection. */
  private static Map<String, HttpResponse<byte[]>> answers(
      RunningGateway gateway, List<String> paths) {
    Map<String, HttpResponse<byte[]>> answers = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String path : paths) {
        threads.execute(() -> answers.put(path, gateway.send(gateway.request(path).build())));
      }
    }
    assertThat(answers).hasSameSizeAs(paths);
    return answers;
  }

  private static List<String> paths(RunningGateway gateway) {
    List<String> paths = new ArrayList<>();
    HttpResponse<byte[]> routes = gateway.send(gateway.request("/v1/routes").build());
    for (JsonNode route : StrictJson.parse(routes.body()).at("/data")) {
      String path = route.path("path").asText();
      if (route.path("method").asText().equals("GET")
          && !path.contains("{")
          && !SLOW.contains(path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static boolean isAway(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 503
        && answer.headers().firstValue("retry-after").isPresent()
        && StrictJson.parse(answer.body())
            .at("/error/code")
            .asText()
            .equals("database_unavailable");
  }
}
