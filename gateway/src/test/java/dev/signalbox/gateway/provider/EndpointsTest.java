package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointsTest {
  @ParameterizedTest
  @CsvSource({
    "'',/v1/chat/completions",
    "/,/v1/chat/completions",
    "/v1,/v1/chat/completions",
    "/v1/,/v1/chat/completions",
    "/openai/v1,/openai/v1/chat/completions",
    "/api/paas/v4,/api/paas/v4/chat/completions",
    "/proxy,/proxy/v1/chat/completions"
  })
  void theVersionIsAddedUnlessTheBaseHasOne(String base, String path) {
    assertThat(ApiLayout.CHAT.below(base).endpoints().pathOf(new Operation.Generate("m", false)))
        .isEqualTo(path);
  }

  @Test
  void geminiNamesTheModelInThePath() {
    Endpoints gemini = ApiLayout.GEMINI.below("").endpoints();

    assertThat(gemini.pathOf(new Operation.Generate("gemini-2.5-pro", true)))
        .isEqualTo("/v1beta/models/gemini-2.5-pro:streamGenerateContent");
    assertThat(gemini.pathOf(new Operation.Generate("tunedModels/x", false)))
        .isEqualTo("/v1beta/tunedModels/x:generateContent");
    assertThat(gemini.pathOf(new Operation.Embed("e m", true)))
        .isEqualTo("/v1beta/models/e%20m:batchEmbedContents");
  }

  @ParameterizedTest
  @CsvSource({"'',''", "/,''", "/v2,''", "/v1/,''", "/cohere,/cohere", "/cohere/v2,/cohere"})
  void everyOperationOfCohereHasItsOwnVersion(String base, String kept) {
    Endpoints cohere = ProviderTypes.COHERE.apis("api.cohere.com", base).getFirst().endpoints();

    assertThat(cohere.pathOf(new Operation.Generate("m", true))).isEqualTo(kept + "/v2/chat");
    assertThat(cohere.pathOf(new Operation.ListModels()))
        .isEqualTo(kept + "/v1/models?page_size=1000&endpoint=chat");
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-3-haiku-20240307-v1:0,anthropic.claude-3-haiku-20240307-v1%3A0",
    "us.amazon.nova-pro-v1:0,us.amazon.nova-pro-v1%3A0",
    "arn:aws:bedrock:us-east-1:1:inference-profile/eu.m-v1:0,arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Feu.m-v1%3A0"
  })
  void bedrockEncodesIdsAndAddressesOfModels(String model, String segment) {
    Endpoints converse = new Endpoints.Bedrock("/x", false, Optional.empty());
    Endpoints invoke = new Endpoints.Bedrock("", true, Optional.empty());

    assertThat(converse.pathOf(new Operation.Generate(model, true)))
        .isEqualTo("/x/model/" + segment + "/converse-stream");
    assertThat(invoke.pathOf(new Operation.Generate(model, false)))
        .isEqualTo("/model/" + segment + "/invoke");
    assertThat(invoke.pathOf(new Operation.CountTokens(model)))
        .isEqualTo("/model/" + segment + "/count-tokens");
  }

  @Test
  void bedrockListsItsModelsAtAnotherHost() {
    URI control = URI.create("https://bedrock.eu-central-1.amazonaws.com");
    Endpoints bedrock = new Endpoints.Bedrock("", false, Optional.of(control));

    assertThat(bedrock.placeOf(new Operation.ListModels())).contains(control);
    assertThat(bedrock.pathOf(new Operation.ListModels())).isEqualTo("/foundation-models");
    assertThat(bedrock.placeOf(new Operation.Generate("m", true))).isEmpty();
  }

  @Test
  void azureNamesTheDeploymentInThePathAndItsVersionInTheQuery() {
    Endpoints azure = new Endpoints.AzureDeployment("", "", "2024-10-21");

    assertThat(azure.pathOf(new Operation.Generate("gpt-4o", true)))
        .isEqualTo("/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
    assertThat(azure.pathOf(new Operation.Other("whisper", "/audio/transcriptions")))
        .isEqualTo("/openai/deployments/whisper/audio/transcriptions?api-version=2024-10-21");
    assertThat(
            new Endpoints.AzureDeployment("", "mine", "2024-10-21")
                .pathOf(new Operation.Generate("gpt-4o", true)))
        .isEqualTo("/openai/deployments/mine/chat/completions?api-version=2024-10-21");
  }
}
