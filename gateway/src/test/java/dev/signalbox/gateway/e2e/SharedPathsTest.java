package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths below {@code /v1} that clients of OpenAI and of Anthropic share: the answer fits each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedPathsTest {
  private final RunningGateway gateway =
      new RunningGateway(
          "api_key = \"client-key\"\n" + ClientApi.providers("models = [\"sim-mini\"]"),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models/none, x-api-key: client-key, 404, ANTHROPIC",
    "/v1/models/none, authorization: Bearer client-key, 404, CHAT",
    "/v1/nothing, x-api-key: client-key, 404, ANTHROPIC",
    "/v1/nothing, authorization: Bearer client-key, 404, CHAT",
    "/v1/nothing, x-goog-api-key: client-key, 404, CHAT",
    "/v1/models, x-api-key: wrong-key, 401, ANTHROPIC",
    "/v1/models, authorization: Bearer wrong-key, 401, CHAT",
    "/v1/models/none, anthropic-version: 2023-06-01, 401, ANTHROPIC",
    "/v1/responses/nothing, x-api-key: client-key, 404, RESPONSES",
    "/v1beta/nothing, x-api-key: client-key, 404, GEMINI"
  })
  void anErrorHasTheShapeOfTheClientsApi(String path, String header, int status, ClientApi shape) {
    String[] named = header.split(": ", 2);
    HttpResponse<byte[]> response =
        gateway.send(gateway.request(path).header(named[0], named[1]).GET().build());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(shape.errorMessage(response.body())).isNotEmpty();
  }

  @Test
  void aTokenBesideTheKeyOfAnOpenAiClientDecidesAndTheVersionHeaderDecidesOverBoth() {
    HttpRequest.Builder request =
        gateway
            .request("/v1/models/none")
            .header("authorization", "Bearer client-key")
            .header("x-api-key", "other");

    HttpResponse<byte[]> openAi = gateway.send(request.GET().build());
    HttpResponse<byte[]> anthropic =
        gateway.send(request.header("anthropic-version", "2023-06-01").GET().build());

    assertThat(ClientApi.CHAT.errorMessage(openAi.body())).isNotEmpty();
    assertThat(ClientApi.ANTHROPIC.errorMessage(anthropic.body())).isNotEmpty();
  }

  @Test
  void aWrongMethodIsToldInTheShapeOfTheClientsApi() {
    HttpResponse<byte[]> response =
        gateway.send(
            gateway
                .request("/v1/models")
                .header("x-api-key", "client-key")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(ClientApi.ANTHROPIC.errorMessage(response.body())).contains("GET");
  }

  @Test
  void listsHaveTheShapeOfTheClientsApi() {
    JsonNode openAi = list("authorization", "Bearer client-key");
    JsonNode anthropic = list("x-api-key", "client-key");

    assertThat(openAi.path("object").asText()).isEqualTo("list");
    assertThat(anthropic.has("first_id")).isTrue();
    assertThat(anthropic.at("/data/0/type").asText()).isEqualTo("model");
  }

  private JsonNode list(String header, String value) {
    return StrictJson.parse(
        gateway.send(gateway.request("/v1/models").header(header, value).GET().build()).body());
  }
}
