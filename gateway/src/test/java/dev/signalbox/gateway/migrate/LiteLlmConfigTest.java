package dev.signalbox.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.migrate.Finding.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of LiteLLM's file that the large sample does not have. */
final class LiteLlmConfigTest {
  @Test
  void scalesLargeSharesToTheWeightsThatOursMayHave() {
    String text =
        imported(
                """
                model_list:
                - {model_name: m, litellm_params: {model: openai/a, api_key: k, tpm: 3000000}}
                - {model_name: m, litellm_params: {model: openai/b, api_key: k, tpm: 1000000}}
                """)
            .text();

    assertThat(text)
        .contains(
            "targets = [{ model = \"openai/a\", weight = 10000 },"
                + " { model = \"openai-2/b\", weight = 3333 }]");
  }

  @Test
  void drawsEvenlyWhereNothingIsSaidAndCountsADeploymentTwiceThatIsThereTwice() {
    String entry = "- {model_name: m, litellm_params: {model: %s, api_key: k}}\n";
    String text =
        imported(
                "model_list:\n"
                    + entry.formatted("gpt-4o")
                    + entry.formatted("claude-x")
                    + entry.formatted("openai/gpt-4o"))
            .text();

    assertThat(text)
        .contains(
            "targets = [{ model = \"openai/gpt-4o\", weight = 2 },"
                + " { model = \"anthropic/claude-x\", weight = 1 }]");
  }

  @Test
  void givesAProviderAnotherNameThanNamesWithASlashBeginWith() {
    String text =
        imported(
                """
                model_list:
                - {model_name: openai/fast, litellm_params: {model: openai/gpt-4o-mini, api_key: k}}
                """)
            .text();

    assertThat(text).contains("[models.\"openai/fast\"]\ntargets = [\"openai-2/gpt-4o-mini\"]");
  }

  @Test
  void readsFromTheEnvironmentWhatLiteLlmReadsThereWithoutBeingTold() {
    Migration migration =
        Migration.of(
            new Migration.Source(
                "c.yaml",
                "model_list:\n- {model_name: m, litellm_params: {model: groq/llama}}\n",
                Optional.empty(),
                Set.of("LITELLM_MASTER_KEY")));

    assertThat(migration.text())
        .contains("api_key = \"${LITELLM_MASTER_KEY}\"", "api_key = \"${GROQ_API_KEY}\"");
    assertThat(migration.report().secrets()).isEmpty();
    assertThat(migration.report().additions()).anyMatch(note -> note.contains("`GROQ_API_KEY`"));
  }

  @Test
  void keepsADollarSignThatIsNoVariableOfLiteLlm() {
    String text =
        imported(
                """
                model_list:
                - {model_name: m, litellm_params: {model: openai/a, api_key: 'a${B}'}}
                """)
            .text();

    assertThat(text).contains("api_key = \"a$${B}\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '*'         | openai/*        | default = "openai"                     | TAKEN
          openai/*    | openai/*        | id = "openai"                          | TAKEN
          house/*     | openai/*        | id = "house"                           | TAKEN
          house/*     | openai/gpt-*    | id = "house"                           | APPROXIMATED
          claude-*    | claude-*        | prefixes = { claude- = "anthropic" }   | TAKEN
          fast-*      | openai/*        | prefixes = { fast- = "openai" }        | APPROXIMATED
          a*b         | openai/*        | id = "openai"                          | WITHOUT
          """)
  void takesPatterns(String name, String model, String line, Outcome outcome) {
    Migration migration =
        imported(
            "model_list:\n- {model_name: '%s', litellm_params: {model: '%s', api_key: k}}\n"
                .formatted(name, model));

    assertThat(migration.text()).contains(line).doesNotContain("models = [");
    assertThat(outcome(migration, "model_list[0].model_name")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "1d, day, 70, TAKEN",
    "24h, day, 70, TAKEN",
    "30d, month, 70, TAKEN",
    "1mo, month, 70, TAKEN",
    "7d, day, 10, APPROXIMATED",
    "2w, day, 5, APPROXIMATED",
    "60d, month, 35, APPROXIMATED",
    "1h, day, 70, APPROXIMATED",
  })
  void makesADayOrAMonthOfABudgetsTime(
      String duration, String period, String limit, Outcome outcome) {
    Migration migration =
        imported("litellm_settings: {max_budget: 70, budget_duration: %s}\n".formatted(duration));

    assertThat(migration.text())
        .contains("period = \"%s\"\nlimit_usd = %s\n".formatted(period, limit));
    assertThat(outcome(migration, "litellm_settings.budget_duration")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bedrock/converse/amazon.nova-pro-v1:0          | api = "converse"         | models = ["amazon.nova-pro-v1:0"]
          bedrock/eu-west-1/anthropic.claude-x           | regions = ["eu-west-1"]  | models = ["anthropic.claude-x"]
          bedrock/anthropic.claude-x                     | regions = ["${AWS_REGION_NAME}"] | access_key_id = "${AWS_ACCESS_KEY_ID}"
          vertex_ai/gemini-2.5-pro                       | provider_type = "vertex" | service_account = "${GOOGLE_APPLICATION_CREDENTIALS}"
          """)
  void takesModelsOfCloudsWithWhatTheirNamesSay(String model, String first, String second) {
    String text =
        imported("model_list:\n- {model_name: m, litellm_params: {model: '%s'}}\n".formatted(model))
            .text();

    assertThat(text).contains(first, second);
  }

  @Test
  void takesAnApplicationOfEntraIdInPlaceOfAKey() {
    String text =
        imported(
                """
                model_list:
                - model_name: m
                  litellm_params:
                    model: azure/d
                    api_base: https://x.openai.azure.com
                    tenant_id: os.environ/TENANT
                    client_id: app-1
                    client_secret: os.environ/APP_SECRET
                """)
            .text();

    assertThat(text)
        .contains(
            "oauth = { tenant = \"${TENANT}\", client_id = \"app-1\","
                + " client_secret = \"${APP_SECRET}\" }")
        .doesNotContain("api_key");
  }

  @Test
  void tellsOfAFallbackThatIsNotTakenOver() {
    Migration migration =
        imported(
            """
            model_list:
            - {model_name: m, litellm_params: {model: openai/a, api_key: k}}
            - {model_name: gone, litellm_params: {model: sagemaker/x}}
            litellm_settings: {default_fallbacks: [gone, m]}
            """);

    assertThat(migration.report().additions())
        .contains("the fallback `gone` of `m` is no model that is taken over");
    assertThat(migration.text()).doesNotContain("fallbacks");
    assertThat(outcome(migration, "model_list[1].litellm_params.model")).isEqualTo(Outcome.WITHOUT);
  }

  private static Outcome outcome(Migration migration, String key) {
    List<Finding> found =
        migration.report().findings().stream()
            .filter(finding -> finding.key().equals(key))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst().outcome();
  }

  private static Migration imported(String yaml) {
    return Migration.of(
        new Migration.Source("config.yaml", yaml, Optional.of(SourceKind.LITELLM), Set.of()));
  }
}
