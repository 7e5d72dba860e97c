package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} of other gateways' configurations, as it is typed. */
final class GatewayImportTest {
  private static final String POLYGLOT =
      """
      providers:
        - name: openai
          type: openai
          api_key: ${OPENAI_API_KEY}
      routing:
        default_provider: openai
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTheSource() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), POLYGLOT);
  }

  @Test
  void writesAFileThatPassesTheCheckAndTellsOfEachKey() throws IOException {
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "-o", "config.toml")).isEqualTo(0);

    assertThat(run.out())
        .contains(
            "4 keys of config.yaml (Polyglot LLM Gateway): 4 taken",
            "line 4 providers[0].api_key: taken as `providers.openai.api_key`",
            "wrote ");
    assertThat(Files.readString(folder.resolve("config.toml")))
        .contains("api_key = \"${OPENAI_API_KEY}\"");
    CommandRun check = run(Map.of("OPENAI_API_KEY", "k"));
    assertThat(check.run("check", "config.toml")).as(check.out()).isEqualTo(0);
  }

  @Test
  void printsTheFileAloneWhereNoneIsNamedAndWritesTheReportWhereItIsAsked() throws IOException {
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "--report", "report.md")).isEqualTo(0);

    assertThat(run.out()).startsWith("# Configuration of Signalbox").doesNotContain("taken");
    assertThat(run.err()).contains("taken as `routing.default`");
    assertThat(Files.readString(folder.resolve("report.md"))).startsWith("# Import of config.yaml");
  }

  @Test
  void writesNothingThatTheCheckWouldRefuseAndNamesTheKeysOfTheSource() throws IOException {
    Files.writeString(
        folder.resolve("config.yaml"),
        POLYGLOT.replace("default_provider: openai", "default_provider: opnai"));
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "-o", "config.toml")).isEqualTo(1);

    assertThat(run.err())
        .contains(
            "nothing is written",
            "names the unknown provider `opnai`; did you mean `openai`?",
            "it comes from `routing.default_provider`");
    assertThat(folder.resolve("config.toml")).doesNotExist();
  }

  @Test
  void checksKeysOfCloudsThatAreSetOnlyWhereTheFileIsUsed() throws IOException {
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        model_list:
        - {model_name: a, litellm_params: {model: bedrock/anthropic.x, aws_region_name: os.environ/R}}
        - {model_name: b, litellm_params: {model: vertex_ai/gemini-x, vertex_location: os.environ/L}}
        - model_name: c
          litellm_params:
            {model: azure/d, api_base: https://x.openai.azure.com, api_version: os.environ/V,
             tenant_id: os.environ/T, client_id: i, client_secret: os.environ/S}
        """);
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "-o", "config.toml")).as(run.err()).isEqualTo(0);
  }

  @Test
  void takesTheKindThatIsToldOverWhatItLooksLike() {
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "--from", "litellm")).isEqualTo(0);
    assertThat(run.err()).contains("config.yaml (LiteLLM proxy)");
    assertThat(run.run("import", "config.yaml", "--from", "lightllm")).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "`--from` must be one of litellm, rosetta, polyglot, llm-gateway, prices, not"
                + " `lightllm`");
    assertThat(run.run("import", "config.yaml", "--from", "prices")).isEqualTo(1);
    assertThat(run.err()).contains("`config.yaml` cannot be imported: it is not JSON");
  }

  @Test
  void overwritesNeitherFileNorReportUnlessForced() throws IOException {
    Files.writeString(folder.resolve("report.md"), "mine");
    String[] line = {"import", "config.yaml", "-o", "config.toml", "--report", "report.md"};

    assertThat(run(Map.of()).run(line)).isEqualTo(1);

    assertThat(folder.resolve("config.toml")).doesNotExist();
    assertThat(Files.readString(folder.resolve("report.md"))).isEqualTo("mine");
    assertThat(run(Map.of()).run("import", "config.yaml", "--report", "report.md", "--force"))
        .isEqualTo(0);
  }

  @Test
  void leavesAFileWithSecretsToItsOwnerEvenWhereItWasThereBefore() throws IOException {
    Path output = folder.resolve("config.toml");
    Files.writeString(output, "");
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(
        folder.resolve("config.yaml"), POLYGLOT.replace("${OPENAI_API_KEY}", "sk-literal-0001"));
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "config.yaml", "-o", "config.toml", "--force")).isEqualTo(0);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
        .isEqualTo("rw-------");
    assertThat(run.out())
        .contains("warning: providers[0].api_key: the secret itself is in the file")
        .doesNotContain("sk-literal-0001");
  }

  @Test
  void tellsWhatIsWrongWithAFileThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "model_list:\n  - model_name: [\n");
    Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
    CommandRun run = run(Map.of());

    assertThat(run.run("import", "a.yaml")).isEqualTo(1);
    assertThat(run.run("import", "b.yaml")).isEqualTo(1);

    assertThat(run.err())
        .contains(
            "`a.yaml` cannot be imported: line 3: this is no YAML",
            "`b.yaml` cannot be imported: it is not UTF-8 text");
  }

  private CommandRun run(Map<String, String> environment) {
    return new CommandRun(folder, environment);
  }
}
