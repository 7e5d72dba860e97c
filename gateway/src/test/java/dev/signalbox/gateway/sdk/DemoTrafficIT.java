package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code signalbox demo} sends itself. */
final class DemoTrafficIT {
  private static final String HELLO =
      """
      {"model": "sim-chat", "messages": [{"role": "user", "content": "Hello!"}]}""";

  @TempDir Path folder;

  @Test
  void teamsSendRequestsSayHowGoodAnswersWereAndHaveAPast() {
    try (PackagedProgram program = PackagedProgram.start(folder, "demo", "-p", "0", "--seed", "7");
        Gateway gateway = Gateway.of(program)) {
      assertThat(byHand(gateway)).as("requests by hand while the past is written").isEqualTo(5);
      List<String> printed =
          program.linesUntil(line -> line.startsWith("sample history: 20,000 made-up requests"));
      assertThat(printed).isNotEmpty();

      Set<String> projects =
          Eventually.get(
              "projects that send", () -> liveProjects(gateway), seen -> seen.size() >= 4);
      JsonNode stats = stats(gateway);
      assertThat(stats.path("by_result").findValuesAsText("name"))
          .contains("ok", "mitigated", "client_error", "failed", "client_closed");
      assertThat(stats.path("by_project").findValuesAsText("name")).containsAll(projects);
      assertThat(stats.path("requests").asInt()).isGreaterThan(20_000);
      Eventually.holds(
          () -> get(gateway, "/v1/signals?limit=200").path("data").size() == 200,
          "signals are taken");
      assertThat(get(gateway, "/v1/gateways").path("data")).hasSize(1);
      assertThat(byHand(gateway)).isEqualTo(5);
    }
  }

  private static JsonNode get(Gateway gateway, String path) {
    return Http.send(Http.Ask.get(gateway.at(path))).good().json();
  }

  private static JsonNode stats(Gateway gateway) {
    return get(gateway, "/v1/stats");
  }

  /** How many of five requests that the demo prints are answered. */
  private static int byHand(Gateway gateway) {
    int answered = 0;
    for (int i = 0; i < 5; i++) {
      Http.Reply reply =
          Http.send(
              Http.Ask.post(gateway.at("/v1/chat/completions"), HELLO).with("x-project", "shop"));
      answered += reply.status() == 200 ? 1 : 0;
    }
    return answered;
  }

  private static Set<String> liveProjects(Gateway gateway) {
    Set<String> projects = new HashSet<>();
    for (JsonNode record : get(gateway, "/v1/records?limit=100").path("data")) {
      if (record.path("session").asText().startsWith("live-")) {
        projects.add(record.path("project").asText());
      }
    }
    return projects;
  }
}
