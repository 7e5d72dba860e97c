package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prompts that must stay in a region, when one provider is there, one elsewhere, and nobody knows
 * of the third.
 */
final class ResidencyTest {
  private static final String CONFIG =
      """
      api_key = "operator-key"
      [[providers]]
      id = "paris"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["here"]
      region = "eu"
      [[providers]]
      id = "ohio"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["there"]
      regions = ["us"]
      [[providers]]
      id = "cloud"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["somewhere"]
      [key_map.blue-key]
      label = "blue"
      [[apps]]
      name = "desk"
      path = "/desk"
      [profiles.balanced]
      allow_unknown = true
      """;
  private static final String RULES =
      """
      [[rules]]
      name = "of the project"
      projects = ["clinic"]
      regions = ["eu"]
      [[rules]]
      name = "of the key"
      keys = ["blue"]
      regions = ["eu"]
      [[rules]]
      name = "of the app"
      apps = ["desk"]
      regions = ["eu"]
      [profiles.european]
      based_on = "balanced"
      allow_unknown = true
      regions = ["eu"]
      """;

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void begin() {
    start(RULES);
  }

  private void start(String more) {
    gateway = new RunningGateway(CONFIG + more, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "operator-key, /v1/chat/completions,      clinic, rule of the project",
    "blue-key,     /v1/chat/completions,      '',     rule of the key",
    "operator-key, /desk/v1/chat/completions, '',     rule of the app"
  })
  void staysWhereItsProjectKeyOrAppWantsIt(String key, String path, String project, String by) {
    assertStays(gateway.send(request(key, path, project, "auto").build()), by);
  }

  @Test
  void staysWhereTheProfileOfTheRequestWantsIt() {
    var request = request(Control.OPERATOR, "/v1/chat/completions", "", "profile:european");

    assertStays(gateway.send(request.build()), "profile european");
  }

  private void assertStays(HttpResponse<byte[]> answer, String by) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-signalbox-model")).contains("paris/here");
    Control.Answer decision = decision(answer);
    assertThat(decision.dropped("filter"))
        .containsExactlyInAnyOrder(
            "ohio/there region_not_allowed", "cloud/somewhere unknown_region");
    assertThat(decision.all("/layers/0/dropped", "by")).containsOnly(by);
  }

  @Test
  @DisplayName("K10 a request that fails goes on only to whom it might have gone at first")
  void aRequestThatFailsStaysWhereItMust() {
    for (int i = 0; i < 10; i++) {
      gateway.script().then(Step.Status.of(500));
    }

    HttpResponse<byte[]> answer =
        gateway.send(request(Control.OPERATOR, "/v1/chat/completions", "clinic", "auto").build());

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(gateway.simulator().received())
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call.body().toString())
                    .contains("\"here\"")
                    .doesNotContain("there", "somewhere"));
  }

  @Test
  void goesAnywhereWhenNobodyWantsItKept() {
    HttpResponse<byte[]> answer =
        gateway.send(request(Control.OPERATOR, "/v1/chat/completions", "shop", "auto").build());

    assertThat(decision(answer).dropped("filter")).isEmpty();
  }

  @Test
  void tellsTheClientThatTheRegionIsNotKnown() {
    Control.Answer refused =
        operator.send(
            request(Control.OPERATOR, "/v1/chat/completions", "clinic", "cloud/somewhere"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/error/code").asText()).isEqualTo("unknown_region");
    assertThat(refused.at("/error/message").asText())
        .isEqualTo(
            "the model cannot take this request: rule of the project wants prompts processed in eu;"
                + " where this one processes them is not known");
  }

  @Test
  void isToldAndDecidedAgainAfterARestartUnderAnotherConfiguration() {
    String id =
        operator.decisionOf(request(Control.OPERATOR, "/v1/chat/completions", "clinic", "auto"));
    JsonNode before = operator.get("/v1/decisions/" + id).json();

    gateway.close();
    start("");

    assertThat(operator.get("/v1/decisions/" + id).json()).isEqualTo(before);
    Control.Answer why = operator.get("/v1/decisions/" + id + "?why_not=cloud/somewhere");
    assertThat(why.all("/why_not", "reason")).containsExactly("unknown_region");
    Control.Answer stored = operator.post("/v1/decisions/" + id + "/replay", "");
    assertThat(stored.at("/equal").booleanValue()).isTrue();
    Control.Answer current =
        operator.post("/v1/decisions/" + id + "/replay", "{\"against\": \"current\"}");
    assertThat(current.all("/newly_kept", "reason"))
        .containsExactlyInAnyOrder("region_not_allowed", "unknown_region");
  }

  private Control.Answer decision(HttpResponse<byte[]> answer) {
    String id = answer.headers().firstValue("x-signalbox-decision").orElseThrow();
    return operator.get("/v1/decisions/" + id);
  }

  private HttpRequest.Builder request(String key, String path, String project, String model) {
    String body =
        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
            .formatted(model);
    HttpRequest.Builder request = new Control(gateway, key).request(path);
    return (project.isEmpty() ? request : request.header("x-project", project))
        .POST(BodyPublishers.ofString(body));
  }
}
