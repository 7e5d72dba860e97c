package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator lets a provider run dry. */
final class ProviderDrainTest {
  private static final String DRAIN = "/v1/providers/oa/drain";
  private static final String YES = "{\"drain\": true}";
  private static final String NO = "{\"drain\": false}";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void start() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<byte[]> asked(String model) {
    return gateway.send(
        operator
            .request("/v1/chat/completions")
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
            .build());
  }

  @Test
  void newRequestsGoElsewhereAndDecisionsSayWhy() {
    Control.Answer drained = operator.post(DRAIN, YES);

    Control.Answer decided = operator.post("/v1/route", "{\"model\": \"auto\"}");
    HttpResponse<byte[]> pinned = asked("oa/gpt-6-sol");
    Control.Answer back = operator.post(DRAIN, NO);

    assertThat(drained.status()).as("%s", drained.json()).isEqualTo(200);
    assertThat(drained.at("/drained").booleanValue()).isTrue();
    assertThat(decided.dropped("filter"))
        .containsExactlyInAnyOrder("oa/gpt-6-sol draining", "oa/gpt-6-luna draining");
    assertThat(decided.all("/plan", "model"))
        .isNotEmpty()
        .noneMatch(model -> model.startsWith("oa/"));
    assertThat(pinned.statusCode()).isEqualTo(503);
    assertThat(new String(pinned.body(), StandardCharsets.UTF_8))
        .contains("draining", "an operator lets it run dry");
    assertThat(back.at("/drained").booleanValue()).isFalse();
    assertThat(asked("oa/gpt-6-sol").statusCode()).isEqualTo(200);
  }

  @Test
  void modelsThatNobodyDeclaredAreNotCalledEither() {
    operator.post(
        "/v1/providers",
        """
        {"id": "mine", "provider_type": "openai_chat", "api_key": "k", "endpoint": "%s",
         "allow_private": true}
        """
            .formatted(gateway.simulator().origin()));
    assertThat(asked("mine/anything").statusCode()).isEqualTo(200);
    long arrived = gateway.simulator().arrived();

    operator.post("/v1/providers/mine/drain", YES);
    HttpResponse<byte[]> known = asked("mine/anything");
    HttpResponse<byte[]> stranger = asked("mine/anything-else");

    assertThat(known.statusCode()).isEqualTo(503);
    assertThat(stranger.statusCode()).isEqualTo(503);
    assertThat(new String(stranger.body(), StandardCharsets.UTF_8)).contains("draining");
    assertThat(gateway.simulator().arrived()).isEqualTo(arrived);
  }

  @Test
  void whatIsUnderWayGoesOn() {
    gateway.script().then(new Step.Delay(2_000));
    CompletableFuture<HttpResponse<byte[]>> running =
        CompletableFuture.supplyAsync(() -> asked("oa/gpt-6-sol"));
    Eventually.get("the call", () -> gateway.simulator().arrived(), arrived -> arrived == 1);

    Control.Answer drained = operator.post(DRAIN, YES);

    assertThat(drained.at("/in_flight").intValue()).isEqualTo(1);
    assertThat(running.join().statusCode()).isEqualTo(200);
    assertThat(operator.get("/v1/providers/oa").at("/health/in_flight").intValue()).isZero();
  }

  @Test
  void holdsAfterAReloadAndARestart() {
    operator.post(DRAIN, YES);

    RunningGateway.await(gateway.reload(Control.CONFIG + "[sessions]\nmax = 7\n"));
    boolean reloaded = operator.get("/v1/providers/oa").at("/drained").booleanValue();
    gateway.close();
    start();
    Control.Answer list = operator.get("/v1/providers");

    assertThat(reloaded).isTrue();
    assertThat(list.all("/data", "drained")).containsExactly("true", "false", "false", "false");
    assertThat(asked("oa/gpt-6-sol").statusCode()).isEqualTo(503);
  }

  @Test
  void oneThatIsRegisteredAnewIsNotDrained() {
    String provider =
        """
        {"id": "mine", "provider_type": "openai_chat", "api_key": "k", "endpoint": "%s",
         "allow_private": true}
        """
            .formatted(gateway.simulator().origin());
    operator.post("/v1/providers", provider);
    operator.post("/v1/providers/mine/drain", YES);
    operator.delete("/v1/providers/mine");

    operator.post("/v1/providers", provider);

    assertThat(operator.get("/v1/providers/mine").at("/drained").booleanValue()).isFalse();
    assertThat(asked("mine/anything").statusCode()).isEqualTo(200);
  }

  @Test
  void theListTellsHowProvidersStand() {
    assertThat(asked("an/claude-haiku-5-5").statusCode()).isEqualTo(200);
    gateway.script().then(Step.Status.of(401));
    asked("oa/gpt-6-sol");

    Control.Answer list = operator.get("/v1/providers");

    assertThat(list.at("/data/0/health/benched_keys/0/key").asText()).isEqualTo("oa#1");
    assertThat(list.at("/data/0/health/benched_keys/0/reason").asText()).isEqualTo("credential");
    assertThat(list.at("/data/0/health/benched_keys/0/until").asText()).startsWith("20");
    assertThat(list.at("/data/1/health/circuit/claude-haiku-5-5").asText()).isEqualTo("closed");
    assertThat(list.at("/data/1/health/benched_keys")).isEmpty();
    assertThat(list.at("/data/2/health/circuit")).isEmpty();
    assertThat(list.json().toString()).doesNotContain("provider-key");
  }

  @Test
  void isForOperatorsAndTheTrailIsTold() {
    operator.post(DRAIN, YES);
    operator.post(DRAIN, YES);

    assertThat(operator.get("/v1/audit?action=provider.drain").all("/data", "target"))
        .containsExactly(DRAIN, DRAIN);
    assertThat(new Control(gateway, Control.BLUE).post(DRAIN, NO).status()).isEqualTo(403);
    assertThat(operator.post(DRAIN, "{}").at("/error/param").asText()).isEqualTo("drain");
    assertThat(operator.post("/v1/providers/none/drain", YES).status()).isEqualTo(404);
  }
}
