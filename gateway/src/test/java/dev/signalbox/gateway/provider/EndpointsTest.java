package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

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
