package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthCommandTest {
  @TempDir Path folder;

  @Test
  void aGatewayThatTakesRequestsIsFineAndNeedsNoKey() {
    try (RunningGateway gateway =
        new RunningGateway("api_key = \"a-key\"\n", SimulatorOptions.standard())) {
      String url = "http://127.0.0.1:" + gateway.port();

      CommandRun ready = run(Map.of(), "health", "--url", url);
      CommandRun live = run(Map.of(), "health", "--live", "--url", url);

      assertThat(ready.code()).isEqualTo(ExitCodes.FINE);
      assertThat(ready.out()).isEqualTo("fine: " + url + "/health/ready" + System.lineSeparator());
      assertThat(live.out()).contains("/health/live");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[server]\nport = 1\n", "this cannot be read"})
  void theGatewayIsFoundWhereItIsConfigured(String file) throws IOException {
    Files.writeString(folder.resolve("config.toml"), file);
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard())) {
      CommandRun run =
          run(
              Map.of(
                  "SIGNALBOX__SERVER__PORT",
                  Integer.toString(gateway.port()),
                  "SIGNALBOX__SERVER__HOST",
                  "0.0.0.0",
                  "SIGNALBOX__SERVER__ALLOW_OPEN",
                  "true"),
              "health");

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.FINE);
    }
  }

  @Test
  void nobodyThereAndAnotherAnswerAreFailures() {
    String url;
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard())) {
      url = "http://127.0.0.1:" + gateway.port();

      CommandRun other = run(Map.of(), "health", "--url", url + "/nowhere");

      assertThat(other.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(other.err()).contains("/nowhere/health/ready` answered 404");
    }

    CommandRun nobody = run(Map.of(), "health", "--url", url);

    assertThat(nobody.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(nobody.err()).contains("no gateway answers at `" + url + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "file:///etc", "http://a b"})
  void anAddressMustBeOneOfTheWeb(String url) {
    CommandRun run = run(Map.of(), "health", "--url", url);

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("`--url` must be an address");
  }

  private CommandRun run(Map<String, String> environment, String... arguments) {
    CommandRun run = new CommandRun(folder, environment);
    run.run(arguments);
    return run;
  }
}
