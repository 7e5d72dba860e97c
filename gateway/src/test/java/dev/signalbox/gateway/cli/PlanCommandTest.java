package dev.signalbox.gateway.cli;

import static dev.signalbox.gateway.e2e.DearAndCheap.FLEET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signalbox plan}, with a gateway that runs and with one that has stopped. */
final class PlanCommandTest {
  private static final String DEAR = rule("oa/gpt-6-sol");
  private static final String CHEAP = rule("oa/gpt-6-luna");
  private static final String ASSERTION =
      """
      [[assertions]]
      name = "stays dear"
      expect_model = "oa/gpt-6-sol"
      """;

  @TempDir Path folder;

  private static String rule(String pinned) {
    return """
    [[rules]]
    name = "pinned"
    pin = ["%s"]
    """
        .formatted(pinned);
  }

  @Test
  void tellsWhatTheRunningGatewaySays() throws IOException {
    try (RunningGateway gateway = gateway()) {
      ask(gateway, 3);
      write("config.toml", "api_key = \"operator-key\"\n");
      write("new.toml", FLEET + CHEAP);
      CommandRun run = run("plan", "new.toml", "--url", url(gateway), "--last", "2");

      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isEqualTo(ExitCodes.FINE);
      assertThat(run.out())
          .startsWith("2 requests from 20")
          .contains(
              "moved     2 (100.0 %)",
              "          " + "     2  oa/gpt-6-sol → oa/gpt-6-luna",
              "cost      $",
              "2 rest on no logged call",
              "not checked: no signal tells of these answers",
              "dropped for pinned_elsewhere",
              "asserted  0 checked, 0 broken");
    }
  }

  @Test
  void endsWithOneWhereAnAssertionBreaksAndWithTwoWhereTheFileIsWrong() throws IOException {
    try (RunningGateway gateway = gateway()) {
      ask(gateway, 1);
      write("config.toml", "api_key = \"operator-key\"\n");
      write("broken.toml", FLEET + CHEAP + ASSERTION);
      write("wrong.toml", "[routing]\nprofil = \"x\"\n");
      CommandRun broken = run("plan", "broken.toml", "--url", url(gateway));
      CommandRun wrong = run("plan", "wrong.toml", "--url", url(gateway));
      CommandRun last = run("plan", "broken.toml", "--url", url(gateway), "--last", "0");

      assertThat(broken.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(broken.out()).contains("1 checked, 1 broken", "stays dear BREAKS: expected");
      assertThat(wrong.code()).isEqualTo(ExitCodes.USAGE);
      assertThat(wrong.err()).contains("`routing.profil`");
      assertThat(last.code()).isEqualTo(ExitCodes.USAGE);
      assertThat(last.err()).contains("`last` must be a whole number from 1 to 10000");
    }
  }

  @Test
  void readsTheDatabasesOfAGatewayThatHasStopped() throws IOException {
    Path data = folder.resolve("data");
    String closed;
    try (RunningGateway gateway =
        new RunningGateway(
            FLEET + DEAR + "[database]\ndir = \"%s\"\n".formatted(data),
            SimulatorOptions.standard())) {
      ask(gateway, 3);
      closed = Integer.toString(gateway.port());
    }
    write(
        "config.toml",
        "port = " + closed + "\n" + FLEET + DEAR + "[database]\ndir = \"%s\"\n".formatted(data));
    write("new.toml", FLEET + CHEAP);

    CommandRun run = run("plan", "new.toml", "--json");

    assertThat(run.err()).contains("no gateway answers, so its databases are read");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.FINE);
    var json = StrictJson.parse(run.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.path("requests").intValue()).isEqualTo(3);
    assertThat(json.at("/moved/requests").intValue()).isEqualTo(3);
    assertThat(json.at("/cost/delta_nanos").longValue()).isNegative();
    assertThat(json.at("/cost/without_logged_calls").intValue()).isEqualTo(3);
  }

  @Test
  void needsAFileAndSomebodyWhoKnows() throws IOException {
    write("config.toml", "port = 1\n[database]\ndir = \"%s\"\n".formatted(folder.resolve("no")));
    write("new.toml", "");

    CommandRun none = run("plan");
    CommandRun missing = run("plan", "gone.toml");
    CommandRun nobody = run("plan", "new.toml", "--url", "http://127.0.0.1:1");
    CommandRun empty = run("plan", "new.toml");

    assertThat(none.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(none.err()).contains("name the other configuration file");
    assertThat(missing.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(missing.err()).contains("gone.toml` is not there");
    assertThat(nobody.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(nobody.err()).contains("no gateway answers at `http://127.0.0.1:1`");
    assertThat(empty.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(empty.err()).contains("does not exist");
  }

  private static RunningGateway gateway() {
    return new RunningGateway(FLEET + DEAR, SimulatorOptions.standard());
  }

  private static void ask(RunningGateway gateway, int times) {
    for (int i = 0; i < times; i++) {
      HttpResponse<byte[]> response =
          gateway.send(
              gateway
                  .request("/v1/chat/completions")
                  .header("authorization", "Bearer operator-key")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"model\": \"auto\", \"messages\": [{\"role\": \"user\", \"content\":"
                              + " \"Hi\"}]}"))
                  .build());
      assertThat(response.statusCode()).isEqualTo(200);
      gateway.stored(response.headers().firstValue("x-request-id").orElseThrow());
    }
  }

  private void write(String name, String toml) throws IOException {
    Files.writeString(
        folder.resolve(name), "[server]\n" + toml.replace("UPSTREAM", "http://localhost:1"));
  }

  private CommandRun run(String... arguments) {
    CommandRun run = new CommandRun(folder, Map.of());
    run.run(arguments);
    return run;
  }

  private static String url(RunningGateway gateway) {
    return "http://127.0.0.1:" + gateway.port();
  }
}
