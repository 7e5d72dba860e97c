package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who bring a provider's key do not depend on how ours stand there. */
final class OwnKeysTest {
  private static final String CONFIG =
      """
      api_key = "operator"
      [[providers]]
      id = "p"
      provider_type = "openai_chat"
      api_key = "ours"
      endpoint = "UPSTREAM"
      models = ["m"]
      [key_map.team]
      provider_keys = { p = "theirs" }
      [key_map.other]
      """;

  private final RunningGateway gateway = new RunningGateway(CONFIG, SimulatorOptions.standard());

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"401, x-other, 1, 503", "429, retry-after, 60, 429", "402, x-other, 1, 503"})
  void theyAreServedWhileOursSitOut(int status, String header, String value, int told) {
    gateway.script().then(Step.Status.of(status, header, value));
    chat("operator");

    HttpResponse<byte[]> ours = chat("operator");
    HttpResponse<byte[]> others = chat("other");
    HttpResponse<byte[]> theirs = chat("team");
    HttpResponse<byte[]> embedding =
        post("team", "/v1/embeddings", "{\"model\": \"p/m\", \"input\": \"a\"}");

    assertThat(ours.statusCode()).isEqualTo(told);
    assertThat(others.statusCode()).isEqualTo(told);
    assertThat(theirs.statusCode()).isEqualTo(200);
    assertThat(embedding.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer theirs");
  }

  @Test
  void aDryRunSaysTheSame() {
    gateway.script().then(Step.Status.of(401));
    chat("operator");

    JsonNode theirs = json(post("team", "/v1/route", "{\"model\": \"p/m\"}"));
    JsonNode ours = json(post("operator", "/v1/route", "{\"model\": \"p/m\"}"));

    assertThat(theirs.at("/plan/0/model").asText()).isEqualTo("p/m");
    assertThat(theirs.at("/question/own_keys/0").asText()).isEqualTo("p");
    assertThat(ours.at("/layers/0/dropped/0/reason").asText()).isEqualTo("credentials_benched");
  }

  @Test
  void aSpentQuotaOfOursIsNotTheirsAndTheirsIsNotOurs() {
    Step spent =
        new Step.Headers(
            Map.of(
                "x-ratelimit-limit-requests", "10",
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "60s"));
    gateway.script().then(spent);
    chat("team");
    HttpResponse<byte[]> ours = chat("operator");
    gateway.script().then(spent);
    chat("operator");
    Eventually.holds(() -> chat("operator").statusCode() != 200, "our quota is known to be spent");

    HttpResponse<byte[]> theirs = chat("team");

    assertThat(ours.statusCode()).isEqualTo(200);
    assertThat(theirs.statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> chat(String key) {
    return post(key, ClientApi.CHAT.path("p/m", false), ClientApi.CHAT.body("p/m", false));
  }

  private HttpResponse<byte[]> post(String key, String path, String body) {
    return gateway.send(
        gateway
            .request(path)
            .header("authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    return StrictJson.parse(response.body());
  }
}
