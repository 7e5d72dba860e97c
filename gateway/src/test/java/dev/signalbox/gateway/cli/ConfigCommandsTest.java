package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandsTest {
  private static final String START =
      """
      # mine \s
      [[providers]]
      id="openai"
      type="openai"
      api_key='${OPENAI_API_KEY}'


      # end""";

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("config.toml");
  }

  @Test
  void initWritesAFileThatLoadsAndSwitchesOnProvidersWithAKey() throws IOException {
    var environment = Map.of("ANTHROPIC_API_KEY", "sk-0123456789abcdefghij");

    assertThat(new CommandRun(folder, environment).run("init")).isEqualTo(0);

    CommandRun check = new CommandRun(folder, environment);
    assertThat(check.run("check")).isEqualTo(0);
    assertThat(check.out())
        .isEqualTo(
            """
            ok: %s
            listens on 127.0.0.1 port 8930, no key is needed
            providers: 1
              anthropic (anthropic), usual address, key ***ghij
            models: none
            """
                .formatted(file));
    assertThat(Files.readString(file)).doesNotContain("sk-0123");
  }

  @Test
  void initLeavesAFileThatIsThereUnlessForced() throws IOException {
    Files.writeString(file, START);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("init")).isEqualTo(1);
    assertThat(Files.readString(file)).isEqualTo(START);
    assertThat(run.err()).contains("`--force` overwrites it");

    assertThat(run.run("init", "--force")).isEqualTo(0);
    assertThat(Files.readString(file)).contains("[server]");
  }

  @Test
  void addProviderAppendsAReferenceAndKeepsTheRestByteForByte() throws IOException {
    Files.writeString(file, START);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("add", "provider", "anthropic", "--type", "anthropic")).isEqualTo(0);

    assertThat(Files.readString(file))
        .isEqualTo(
            START
                + "\n\n[[providers]]\nid = \"anthropic\"\nprovider_type = \"anthropic\"\n"
                + "api_key = \"${ANTHROPIC_API_KEY}\"\n");
    assertThat(run.out()).contains("set `ANTHROPIC_API_KEY` before the next start");
  }

  @Test
  void addProviderWritesWhatIsGiven() throws IOException {
    Files.writeString(file, "");
    CommandRun run = new CommandRun(folder, Map.of("MY_KEY", "k"));

    int code =
        run.run(
            "add",
            "provider",
            "az",
            "--type=azure_openai",
            "--endpoint=https://r.openai.azure.com",
            "--api-key-env=MY_KEY");

    assertThat(code).isEqualTo(0);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [[providers]]
            id = "az"
            provider_type = "azure_openai"
            api_key = "${MY_KEY}"
            endpoint = "https://r.openai.azure.com"
            api_form = "v1"
            """);
    assertThat(run.out()).doesNotContain("before the next start");
  }

  @Test
  void addProviderWritesTheRegionOfBedrock() throws IOException {
    Files.writeString(file, "");
    CommandRun run =
        new CommandRun(folder, Map.of("AWS_BEARER_TOKEN_BEDROCK", "abcdefghijklmnopqrstuv"));

    int code = run.run("add", "provider", "bedrock", "--type=bedrock", "--region=eu-central-1");

    assertThat(code).isEqualTo(0);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [[providers]]
            id = "bedrock"
            provider_type = "bedrock"
            api_key = "${AWS_BEARER_TOKEN_BEDROCK}"
            region = "eu-central-1"
            """);
  }

  @Test
  void addProviderWritesAKeyThatIsGivenAndDoesNotShowIt() throws IOException {
    Files.writeString(file, START);
    CommandRun run = new CommandRun(folder, Map.of());

    int code = run.run("add", "provider", "b", "--type=openai", "--api-key=top-secret");

    assertThat(code).isEqualTo(0);
    assertThat(Files.readString(file)).endsWith("api_key = \"top-secret\"\n");
    assertThat(run.out() + run.err()).doesNotContain("top-secret");
  }

  @Test
  void addProviderAsksWhatIsMissingWhenSomebodyIsThere() throws IOException {
    Files.writeString(file, START);
    CommandRun run =
        new CommandRun(folder, Map.of()).answering("box", "local", "http://localhost:1234");

    assertThat(run.run("add", "provider")).isEqualTo(0);

    assertThat(run.questions()).hasSize(3);
    assertThat(Files.readString(file))
        .endsWith(
            "id = \"box\"\nprovider_type = \"local\"\nendpoint = \"http://localhost:1234\"\n");
  }

  @Test
  void addProviderWithoutSomebodyToAskSaysWhatItNeeds() throws IOException {
    Files.writeString(file, START);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("add", "provider")).isEqualTo(2);

    assertThat(run.err()).contains("needs an id and `--type`");
  }

  @Test
  void addRefusesWhatWouldBreakTheFile() throws IOException {
    Files.writeString(file, START);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("add", "provider", "openai", "--type", "openai")).isEqualTo(1);
    assertThat(run.run("add", "model", "fast", "opnai/gpt")).isEqualTo(1);

    assertThat(Files.readString(file)).isEqualTo(START);
    assertThat(run.err())
        .contains(
            "stays as it is",
            "`providers.openai.id` at config.toml:11 must be unique",
            "names the unknown provider `opnai`; did you mean `openai`?");
  }

  @Test
  void addModelAppendsTargetsWithAndWithoutWeightsInTheLineEndsOfTheFile() throws IOException {
    String windows = START.replace("\n", "\r\n");
    Files.writeString(file, windows);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("add", "model", "a \"b\"", "openai/x:8b", "openai/y=10")).isEqualTo(0);

    assertThat(Files.readString(file))
        .isEqualTo(
            windows
                + "\r\n\r\n[models.\"a \\\"b\\\"\"]\r\n"
                + "targets = [\"openai/x:8b\", { model = \"openai/y\", weight = 10 }]\r\n");
  }

  @Test
  void addWithoutAFilePointsToInit() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("add", "model", "a", "openai/x")).isEqualTo(2);

    assertThat(run.err())
        .isEqualTo("signalbox: `config.toml` is not there; `signalbox init` writes one\n");
  }

  @Test
  void checkPrintsEachProblem() throws IOException {
    Files.writeString(file, "[server]\nport = -1\n[porta]\n");
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("check", file.toString())).isEqualTo(1);

    assertThat(run.out())
        .isEqualTo(
            """
            `server.port` at config.toml:2 must be a whole number from 0 to 65535, not `-1`
            unknown key `porta` at config.toml:3; did you mean `portal`?
            """);
  }

  @Test
  void checkOfAFileThatIsNotThereIsAWrongCommandLine() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("check", "missing.toml")).isEqualTo(2);

    assertThat(run.err()).contains("`missing.toml` is not there");
  }

  @Test
  void checkSummarisesAliasesAndWarnings() throws IOException {
    Files.writeString(
        file,
        START
            + "\n[models.fast]\ntargets=[\"openai/a\",{model=\"openai/b\",weight=3}]\n"
            + "[server]\nallow_open=true\n");
    CommandRun run = new CommandRun(folder, Map.of("OPENAI_API_KEY", "short"));

    assertThat(run.run("check")).isEqualTo(0);

    assertThat(run.out())
        .contains(
            "  openai (openai), usual address, key ***\n",
            "  fast: openai/a, openai/b (weight 3)\n",
            "warning: `server.allow_open` is true");
  }
}
