package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code route}, and what {@code check} says of routing. */
final class RoutingCommandsTest {
  private static final String PROVIDERS =
      """
      [[providers]]
      id = "openai"
      type = "openai"
      api_key = "k"
      [[providers]]
      id = "anthropic"
      type = "anthropic"
      api_key = "k"
      [[rules]]
      name = "shop at home"
      projects = ["shop"]
      allow = ["anthropic"]
      """;

  @TempDir Path folder;

  @Test
  void routePrintsTheFiveLayersAndThePlan() throws IOException {
    CommandRun run = run(PROVIDERS, "route", "-m", "gpt-4o", "--needs", "tools, vision");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out())
        .contains("1 filter", "2 capability", "3 cost", "4 latency", "5 quality", "openai/gpt-4o");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theReadmeShowsWhatRoutePrints() throws IOException {
    String providers =
        """
        [[providers]]
        id = "openai"
        provider_type = "openai"
        api_key = "k"
        models = ["gpt-6-sol", "gpt-6-luna"]
        [[providers]]
        id = "anthropic"
        provider_type = "anthropic"
        api_key = "k"
        models = ["claude-sonnet-5-5", "claude-haiku-5-5"]
        [[providers]]
        id = "groq"
        provider_type = "openai_chat"
        endpoint = "https://api.groq.com/openai/v1"
        api_key = "k"
        models = ["openai/gpt-oss-120b"]
        """;

    CommandRun run =
        run(providers, "route", "-m", "auto", "--profile", "code", "--needs", "tools,vision");

    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```\n" + run.out().strip() + "\n```\n");
  }

  @Test
  void routeAsksWithEverythingItIsGiven() throws IOException {
    CommandRun run =
        run(
            PROVIDERS + "[[apps]]\nname = \"app\"\npath = \"/app\"\n",
            "route",
            "--json",
            "--profile",
            "code",
            "--task",
            "extract",
            "--needs",
            "json_schema",
            "--input-tokens",
            "5000",
            "--max-output",
            "700",
            "--project",
            "shop",
            "--source",
            "web",
            "--key",
            "team",
            "--app",
            "app",
            "--format",
            "anthropic",
            "--strict");

    JsonNode question = json(run).path("question");
    assertThat(question.path("requested").asText()).isEqualTo("auto");
    assertThat(question.path("profile").asText()).isEqualTo("code");
    assertThat(question.path("task").asText()).isEqualTo("extract");
    assertThat(question.path("needs").toString()).isEqualTo("[\"json_schema\"]");
    assertThat(question.path("input_tokens").asLong()).isEqualTo(5000);
    assertThat(question.path("max_output").asLong()).isEqualTo(700);
    assertThat(question.path("project").asText()).isEqualTo("shop");
    assertThat(question.path("source").asText()).isEqualTo("web");
    assertThat(question.path("key").asText()).isEqualTo("team");
    assertThat(question.path("app").asText()).isEqualTo("app");
    assertThat(question.path("format").asText()).isEqualTo("anthropic");
    assertThat(question.path("strict").asBoolean()).isTrue();
    assertThat(json(run).path("mode").asText()).isEqualTo("dry_run");
    assertThat(json(run).path("plan").findValuesAsText("model"))
        .isNotEmpty()
        .allMatch(model -> model.startsWith("anthropic/"));
  }

  @Test
  void routeHasTheProfileOfTheAppUnlessItNamesOne() throws IOException {
    String config = "[[apps]]\nname = \"app\"\npath = \"/app\"\nprofile = \"fast\"\n" + PROVIDERS;

    CommandRun plain = run(config, "route", "--json", "--app", "app");
    CommandRun named = run(config, "route", "--json", "--app", "app", "--profile", "code");

    assertThat(json(plain).at("/question/profile").asText()).isEqualTo("fast");
    assertThat(json(named).at("/question/profile").asText()).isEqualTo("code");
  }

  @Test
  void routeFailsAndShowsTheReasonsWhereNobodyMayAnswer() throws IOException {
    CommandRun run = run(PROVIDERS, "route", "-m", "gpt-4o", "--project", "shop");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("shop at home");
  }

  @Test
  void routeAndCheckTellThatARegionIsAskedForAndNotKnown() throws IOException {
    String config =
        PROVIDERS
            + """
            [[rules]]
            name = "stays in europe"
            projects = ["clinic"]
            regions = ["eu"]
            [[assertions]]
            name = "nobody says where"
            project = "clinic"
            model = "gpt-4o"
            expect_refusal = "unknown_region"
            """;

    CommandRun route = run(config, "route", "-m", "gpt-4o", "--project", "clinic");
    CommandRun check = run(config, "check");

    assertThat(route.code()).isEqualTo(1);
    assertThat(route.out().replaceAll("\\s+", " "))
        .contains(
            "rule stays in europe wants prompts processed in eu; where this one processes them is"
                + " not known: openai/gpt-4o");
    assertThat(check.code()).isEqualTo(0);
    assertThat(check.out())
        .contains("assertion nobody says where holds: it is refused: unknown_region × 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          route -m claud-haiku-4-5 | 1 | nothing serves the model `claud-haiku-4-5`; did you mean `claude-haiku-4-5
          route --profile balancd | 1 | there is no profile `balancd`; did you mean `balanced`?
          route --needs tols | 2 | `--needs` must be tools, parallel_tools,
          route --needs tols | 2 | not `tols`; did you mean `tools`?
          route --format openai | 2 | `--format` must be openai_chat, openai_responses, anthropic, gemini, not `openai`
          route --input-tokens -1 | 2 | `--input-tokens` must be a whole number of at least 0, not `-1`
          route --max-output 0 | 2 | `--max-output` must be a whole number of at least 1, not `0`
          route -c nowhere.toml | 2 | `nowhere.toml` is not there
          """)
  void routeRefusesWhatMakesNoSense(String line, int code, String message) throws IOException {
    CommandRun run = run(PROVIDERS, line.strip().split(" ", -1));

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(message);
  }

  @Test
  void checkShowsProfilesRulesAndWhatAssertionsComeTo() throws IOException {
    CommandRun run =
        run(
            PROVIDERS
                + """
                [profiles.even]
                weights = { cost = 0.25, latency = 0.25, quality = 0.5 }
                [[assertions]]
                name = "shop"
                project = "shop"
                expect_providers = ["anthropic"]
                """,
            "check");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out().lines().toList())
        .contains(
            "ok: " + folder.resolve("config.toml"),
            "profile even: a point is worth $4.00 per 1,000 requests, a second 0.15 points, from the"
                + " weights cost 0.25, latency 0.25, quality 0.5",
            "rule shop at home")
        .anyMatch(line -> line.startsWith("assertion shop holds: `anthropic/claude-"));
  }

  @Test
  void checkFailsWhereAnAssertionBreaks() throws IOException {
    CommandRun run =
        run(
            PROVIDERS
                + """
                [[assertions]]
                name = "dear"
                model = "gpt-4o"
                expect_max_cost_usd = 0.001
                [[assertions]]
                name = "good"
                model = "gpt-4o"
                expect_model = "openai/gpt-4o"
                """,
            "check");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("an assertion breaks: ")
        .contains(
            "assertion dear BREAKS: expected at most $0.001, but `openai/gpt-4o` is chosen for $",
            "assertion good holds: `openai/gpt-4o` is chosen for $");
  }

  @Test
  void checkWarnsOfSelectorsThatNameNothing() throws IOException {
    CommandRun run = run(PROVIDERS + "[[rules]]\nname = \"r\"\ndeny = [\"opnai\"]\n", "check");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out())
        .contains(
            "warning: the rule r names `opnai`, which fits no model that is known to be served");
  }

  private CommandRun run(String config, String... arguments) throws IOException {
    Files.writeString(folder.resolve("config.toml"), config);
    CommandRun run = new CommandRun(folder, Map.of());
    run.run(arguments);
    return run;
  }

  private static JsonNode json(CommandRun run) {
    assertThat(run.err()).isEmpty();
    return StrictJson.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }
}
