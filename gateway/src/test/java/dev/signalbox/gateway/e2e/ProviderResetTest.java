package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an operator has a provider tried again at once. */
final class ProviderResetTest {
  private static final String RESET = "/v1/providers/oa/reset";

  private final RunningGateway gateway =
      new RunningGateway(
          Control.CONFIG.replaceFirst(
              "models = \\[\"gpt-6-sol\"", "breaker = { min_calls = 2, open_seconds = 600 }\n$0"),
          SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<byte[]> asked() {
    return gateway.send(
        operator
            .request("/v1/chat/completions")
            .header("x-signalbox-no-failover", "1")
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false)))
            .build());
  }

  @Test
  void aBenchedKeyServesTheNextRequest() {
    gateway.script().then(Step.Status.of(401));
    HttpResponse<byte[]> refused = asked();
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.headers().firstValue("x-signalbox-error")).contains("upstream_auth");
    assertThat(gateway.simulator().arrived()).isEqualTo(1);

    Control.Answer reset = operator.post(RESET, "");

    assertThat(reset.status()).isEqualTo(200);
    assertThat(reset.at("/id").asText()).isEqualTo("oa");
    assertThat(reset.all("/keys", "label")).containsExactly("oa#1");
    assertThat(reset.all("/keys", "why")).containsExactly("credential");
    assertThat(reset.at("/circuits")).isEmpty();
    assertThat(asked().statusCode()).isEqualTo(200);
  }

  @Test
  void anOpenCircuitIsClosedForTheNextRequest() {
    for (int i = 0; i < 4; i++) {
      gateway.script().then(Step.Status.of(500));
    }
    for (int i = 0; i < 4; i++) {
      asked();
    }
    assertThat(operator.get("/health").at("/deployments/oa~1gpt-6-sol/circuit").asText())
        .isEqualTo("open");
    gateway.script().clear();
    assertThat(asked().statusCode()).isEqualTo(503);

    Control.Answer reset = operator.post(RESET, "");

    assertThat(reset.at("/circuits")).hasSize(1);
    assertThat(reset.at("/circuits/0").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(asked().statusCode()).isEqualTo(200);
    assertThat(operator.post(RESET, "").at("/circuits")).isEmpty();
  }

  @Test
  void theTrailSaysWhoTriedWhichProviderAgain() {
    operator.post(RESET, "");

    Control.Answer trail = operator.get("/v1/audit?action=provider.reset");

    assertThat(trail.all("/data", "target")).containsExactly(RESET);
    assertThat(trail.all("/data", "actor")).containsExactly("gateway#1");
  }

  @Test
  void onlyWhatIsCalledCanBeReset() {
    assertThat(operator.post("/v1/providers/nobody/reset", "").at("/error/code").asText())
        .isEqualTo("provider_not_found");
    assertThat(new Control(gateway, Control.BLUE).post(RESET, "").status()).isEqualTo(403);
  }
}
