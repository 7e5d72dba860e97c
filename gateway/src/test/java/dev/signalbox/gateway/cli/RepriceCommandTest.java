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

final class RepriceCommandTest {
  private static final String KEY = "api_key = \"operator-key\"\n";

  @TempDir Path folder;

  @Test
  void hasTheRunningGatewayComputeAndTellsWhatCameOfIt() throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\n" + KEY);
    try (RunningGateway gateway = new RunningGateway(KEY, SimulatorOptions.standard())) {
      CommandRun run =
          run("--from", "2026-11-01", "--to", "2026-11-02", "--dry-run", "--url", url(gateway));

      assertThat(run.code()).isEqualTo(ExitCodes.FINE);
      assertThat(run.out())
          .contains(
              "0 attempts looked at, 0 would change, $0.00 before and $0.00 after;"
                  + " 0 have no price now and stay");
    }
  }

  @Test
  void tellsWhatTheGatewayRefused() {
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard())) {
      CommandRun run = run("--from", "2026-11-02", "--to", "2026-11-01", "--url", url(gateway));

      assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err()).contains("`to` must not be before `from`");
    }
  }

  @Test
  void aGatewayMustRun() {
    String url;
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard())) {
      url = url(gateway);
    }

    CommandRun run = run("--from", "2026-11-01", "--to", "2026-11-02", "--url", url);

    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains("no gateway answers at `" + url + "`: start it first");
  }

  @Test
  void needsBothDaysAndAnAddress() {
    assertThat(run("--from", "2026-11-01").err())
        .contains("`reprice` needs `--from` and `--to`, as in `--from 2026-11-01`");
    CommandRun odd = run("--from", "2026-11-01", "--to", "2026-11-02", "--url", "nowhere");
    assertThat(odd.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(odd.err()).contains("`--url` must be an address");
  }

  private CommandRun run(String... arguments) {
    CommandRun run = new CommandRun(folder, Map.of());
    String[] all = new String[arguments.length + 1];
    all[0] = "reprice";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    run.run(all);
    return run;
  }

  private static String url(RunningGateway gateway) {
    return "http://127.0.0.1:" + gateway.port();
  }
}
