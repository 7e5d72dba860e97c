package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void servesDefaultsWithoutACommandAndAFileAndPointsToInitAndDemo() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run()).isEqualTo(0);

    assertThat(run.out())
        .isEqualTo("listening on http://127.0.0.1:8930 with no configuration file\n");
    assertThat(run.err()).contains("`signalbox init`", "`signalbox demo`");
  }

  @Test
  void servesTheFileInTheFolderOnThePortOfTheCommandLine() throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\nport = 1\nhost = \"::1\"\n");
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("serve", "-p", "0")).isEqualTo(0);

    assertThat(run.out())
        .isEqualTo("listening on http://[::1]:45678 with " + folder.resolve("config.toml") + "\n");
  }

  @Test
  void takesTheOptionsWithoutTheCommandToo() throws IOException {
    Files.writeString(folder.resolve("x.toml"), "[database]\ndir = \"d\"\n");
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("--config", "x.toml", "--port", "7")).isEqualTo(0);

    assertThat(run.started()).extracting(LoadedConfig::file).allMatch(file -> file.isPresent());
    assertThat(run.started().getFirst().config().server().port()).isEqualTo(7);
  }

  @Test
  void tellsWhatIsWrongAndDoesNotStart() throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\nprot = 1\n");
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("serve")).isEqualTo(1);

    assertThat(run.started()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "signalbox: unknown key `server.prot` at config.toml:2; did you mean `server.port`?\n");
  }

  @ParameterizedTest(name = "X16 {0}")
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "gateway.example.com"})
  void doesNotListenForOtherMachinesWhileNobodyNeedsAKey(String host) throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\nhost = \"%s\"\n".formatted(host));
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("serve")).isEqualTo(1);

    assertThat(run.started()).isEmpty();
    assertThat(run.err()).contains("must be a loopback address", "`server.api_key`", host);
  }

  @Test
  void refusesAFileThatIsNamedAndNotThere() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("serve", "-c", "missing.toml")).isEqualTo(2);

    assertThat(run.started()).isEmpty();
    assertThat(run.err())
        .isEqualTo("signalbox: `missing.toml` is not there; `signalbox init` writes one\n");
  }

  @Test
  void printsWarnings() throws IOException {
    Files.writeString(folder.resolve("config.toml"), "[server]\nallow_open = true\n");
    CommandRun run = new CommandRun(folder, Map.of());

    run.run();

    assertThat(run.err()).contains("signalbox: warning: `server.allow_open` is true");
  }

  @Test
  void saysOnceThatTheEnvironmentsProxiesAreIgnoredAndNotWhatTheyAre() {
    CommandRun run =
        new CommandRun(
            folder,
            Map.of("HTTPS_PROXY", "http://me:secret@proxy:1", "no_proxy", "a", "http_proxy", " "));

    run.run();

    assertThat(run.err())
        .containsOnlyOnce(
            "warning: the environment's `HTTPS_PROXY`, `no_proxy` are ignored: only `proxy` of a"
                + " provider makes calls go through a proxy\n")
        .doesNotContain("secret", "http_proxy");
  }

  @Test
  void saysNothingOfProxiesWhereNoneIsSet() {
    CommandRun run = new CommandRun(folder, Map.of("PATH", "/bin"));

    run.run();

    assertThat(run.err()).doesNotContain("proxy");
  }

  @Test
  void saysWhyTheServerCannotStart() {
    CommandRun run = new CommandRun(folder, Map.of());

    int code =
        run.run(
            (_, _) -> {
              throw new StartException("port 8930 is in use; `-p` takes another");
            },
            "serve");

    assertThat(code).isEqualTo(1);
    assertThat(run.err()).isEqualTo("signalbox: port 8930 is in use; `-p` takes another\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve -p 70000", "demo -p -1", "serve -p x", "nothing", "add", "-x"})
  void refusesWrongCommandLines(String line) {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run(line.split(" "))).isEqualTo(2);

    assertThat(run.err()).isNotEmpty();
    assertThat(run.started()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chek                | there is no command `signalbox chek`; did you mean `check`?
          nothing             | there is no command `signalbox nothing`; see `signalbox --help`
          help chek           | there is no command `signalbox chek`; did you mean `check`?
          help keys creat     | there is no command `signalbox keys creat`; did you mean `create`?
          keys                | `signalbox keys` needs `create` or `list` or `revoke` or `rotate`; see `signalbox keys --help`
          serve --prot 1      | `signalbox serve` has no option `--prot`; did you mean `--port`?
          version now         | `signalbox version` does not take `now`; see `signalbox version --help`
          serve --port        | `--port` needs a value; see `signalbox serve --help`
          serve -p 1 -p 2     | `--port` is given twice; see `signalbox serve --help`
          serve -p x          | `--port` must be a whole number, not `x`; see `signalbox serve --help`
          """)
  void saysInOneSentenceWhatIsWrongWithACommandLine(String line, String sentence) {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run(line.split(" "))).isEqualTo(2);

    assertThat(run.err()).isEqualTo("signalbox: " + sentence + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve", "keys", "keys create"})
  void helpPrintsWhatTheOptionDoes(String command) {
    CommandRun help = new CommandRun(folder, Map.of());
    CommandRun option = new CommandRun(folder, Map.of());

    assertThat(help.run(("help " + command).strip().split(" "))).isEqualTo(0);
    assertThat(option.run((command + " --help").strip().split(" "))).isEqualTo(0);

    assertThat(help.out()).isEqualTo(option.out()).contains("Usage: signalbox");
  }

  @Test
  void demoServesSimulatorsAndPrintsRequestsWithTheRealPort() {
    CommandRun run = new CommandRun(folder, Map.of("SIGNALBOX__PROVIDERS__X__ENABLED", "true"));

    assertThat(run.run("demo", "-p", "0", "--no-traffic")).isEqualTo(0);

    assertThat(run.started().getFirst().config().providers())
        .extracting(ProviderConfig::id)
        .containsExactly(
            "openai-sim",
            "responses-sim",
            "anthropic-sim",
            "gemini-sim",
            "openai-simulator",
            "azure-simulator",
            "anthropic-simulator",
            "google-simulator",
            "ollama-simulator");
    assertThat(run.out().lines().filter(line -> line.startsWith("curl ")))
        .hasSize(9)
        .allMatch(line -> line.contains("http://127.0.0.1:" + CommandRun.FREE_PORT + "/v1"));
    assertThat(run.out())
        .contains(
            "/v1/chat/completions",
            "/v1/responses",
            "/v1/messages",
            "/v1beta/models/sim-gemini:generateContent",
            "\"stream\": true",
            "/v1/embeddings",
            "\"auto\"",
            "/v1/route");
  }

  @Test
  void simulatorsFailOnlyWithSampleTrafficAndNeverThoseThatRequestsByHandAskFor() {
    CommandRun quiet = new CommandRun(folder, Map.of());
    CommandRun busy = new CommandRun(folder, Map.of());

    assertThat(quiet.run("demo", "-p", "0", "--no-traffic")).isEqualTo(0);
    assertThat(busy.run("demo", "-p", "0", "--seed", "42")).isEqualTo(0);

    assertThat(failing(quiet)).isEmpty();
    assertThat(quiet.out()).doesNotContain("sample traffic");
    assertThat(failing(busy))
        .containsExactly(
            "openai-simulator",
            "azure-simulator",
            "anthropic-simulator",
            "google-simulator",
            "ollama-simulator");
    assertThat(busy.out()).contains("sample traffic", "(seed 42)", "--no-traffic");
  }

  private static List<String> failing(CommandRun run) {
    return run.started().getFirst().config().providers().stream()
        .filter(each -> each.simulator().stream().anyMatch(sim -> !sim.faults().isEmpty()))
        .map(ProviderConfig::id)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "demo",
        "init",
        "check",
        "version",
        "help",
        "add",
        "add provider",
        "add model"
      })
  void explainsEveryCommandWithItsExitCodes(String command) {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run((command + " --help").strip().split(" "))).isEqualTo(0);

    assertThat(run.out()).contains("Usage: signalbox", "Exit codes:");
    assertThat(run.started()).isEmpty();
  }

  @Test
  void printsTheVersion() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("version")).isEqualTo(0);

    assertThat(run.out()).startsWith("signalbox 1.2.3\njava " + Runtime.version());
    assertThat(new CommandRun(folder, Map.of()).run("--version")).isEqualTo(0);
  }
}
