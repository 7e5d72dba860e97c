package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {
  /** More than a page. */
  private static final int REQUESTS = 230;

  private static final String CHAT =
      "{\"model\": \"sim/sim-mini\", \"messages\": [{\"role\": \"user\", \"content\": \"say it\"}]}";
  private static final String CONFIG =
      """
      api_key = "operator-key"
      [[providers]]
      id = "sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-mini"]
      """;

  @TempDir Path folder;

  @Test
  void writesEveryRecordOfADayOnceAndLeavesDaysThatAreThere() throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\napi_key = \"operator-key\"\n");
    LocalDate first = LocalDate.now(ZoneOffset.UTC);
    try (RunningGateway gateway = new RunningGateway(CONFIG, SimulatorOptions.standard())) {
      Set<String> sent = new HashSet<>();
      for (int i = 0; i < REQUESTS; i++) {
        sent.add(ask(gateway));
      }
      Eventually.holds(() -> stored(gateway) == REQUESTS, "all are stored");

      CommandRun run = run(gateway, first, first.plusDays(1), "-o", "out");
      CommandRun again = run(gateway, first, first.plusDays(1), "-o", "out");

      assertThat(run.code()).as("%s%s", run.out(), run.err()).isEqualTo(ExitCodes.FINE);
      List<JsonNode> rows = Stream.of(first, first.plusDays(1)).flatMap(this::rows).toList();
      assertThat(rows).extracting(row -> row.path("id").asText()).containsAll(sent);
      assertThat(rows).extracting(row -> row.path("id").asText()).doesNotHaveDuplicates();
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.path("provider").asText()).isEqualTo("sim"));
      assertThat(again.out()).contains(first + " is there");
      assertThat(folder.resolve("out/day=" + first)).isDirectoryNotContaining("glob:*.part");
    }
  }

  @Test
  void tellsWhatIsWrong() {
    CommandRun turned = new CommandRun(folder, Map.of());
    turned.run("export", "--from", "2026-11-02", "--to", "2026-11-01");
    assertThat(turned.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(turned.err()).contains("`export` needs `--from` and `--to`");

    try (RunningGateway gateway = new RunningGateway(CONFIG, SimulatorOptions.standard())) {
      CommandRun unknown = run(gateway, LocalDate.EPOCH, LocalDate.EPOCH);

      assertThat(unknown.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(unknown.err()).contains("signalbox: ").doesNotContain("Exception");
      assertThat(folder.resolve("export/day=1970-01-01/records.ndjson.gz")).doesNotExist();
    }
  }

  private static int stored(RunningGateway gateway) {
    return StrictJson.parse(
            gateway
                .send(
                    gateway
                        .request("/v1/stats")
                        .header("authorization", "Bearer operator-key")
                        .build())
                .body())
        .path("requests")
        .asInt();
  }

  private static String ask(RunningGateway gateway) {
    return gateway
        .send(
            gateway
                .request("/v1/chat/completions")
                .header("authorization", "Bearer operator-key")
                .POST(BodyPublishers.ofString(CHAT))
                .build())
        .headers()
        .firstValue("x-request-id")
        .orElseThrow();
  }

  private CommandRun run(RunningGateway gateway, LocalDate from, LocalDate to, String... more) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "export",
                    "--from",
                    from.toString(),
                    "--to",
                    to.toString(),
                    "--url",
                    "http://127.0.0.1:" + gateway.port()),
                Stream.of(more))
            .toList();
    CommandRun run = new CommandRun(folder, Map.of());
    run.run(all.toArray(String[]::new));
    return run;
  }

  private Stream<JsonNode> rows(LocalDate day) {
    Path file = folder.resolve("out/day=%s/records.ndjson.gz".formatted(day));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> StrictJson.tryParse(line).orElseThrow());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
