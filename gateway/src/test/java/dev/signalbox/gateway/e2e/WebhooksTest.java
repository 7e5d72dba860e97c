package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others who are asked whether prompts may leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhooksTest {
  private static final String EMAIL = "jane.doe@mail.example.org";

  private final Hook hook = new Hook();
  private final RunningGateway closed = with("on_failure = \"closed\"");
  private final RunningGateway open = with("on_failure = \"open\"");

  private RunningGateway with(String onFailure) {
    return new RunningGateway(
        ClientApi.providers("")
            + """
            [sanitization]
            enabled = true
            redact_pii = true
            [[sanitization.webhooks]]
            name = "office"
            url = "%s"
            timeout_ms = 300
            bearer = "hook-token"
            %s
            """
                .formatted(hook.url(), onFailure),
        SimulatorOptions.standard());
  }

  @AfterAll
  void stop() {
    closed.close();
    open.close();
    hook.close();
  }

  @Test
  void asksAboutTheBodyWithStandInsAndSendsItOnWhenAllowed() throws InterruptedException {
    hook.answer(_ -> Hook.ALLOW);

    HttpResponse<byte[]> answer = post(closed, EMAIL);

    Hook.Asked asked = hook.asked().take();
    JsonNode question = asked.question();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(question.toString()).doesNotContain(EMAIL);
    assertThat(question.at("/findings/0/type").asText()).isEqualTo("EMAIL");
    assertThat(question.at("/endpoint").asText()).isEqualTo("chat/completions");
    assertThat(asked.authorization()).isEqualTo("Bearer hook-token");
  }

  @Test
  void refusesWhatIsDeniedWithTheReasonAndSendsNothing() {
    hook.answer(_ -> "{\"decision\":\"deny\",\"reason\":\"not today\"}");
    int before = closed.simulator().arrived();

    HttpResponse<byte[]> answer = post(closed, "something");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(answer.body()))
        .isEqualTo("the webhook `office` refuses this request: not today");
    assertThat(closed.simulator().arrived()).isEqualTo(before);
  }

  @Test
  void sendsWhatAWebhookMadeOfItAndScansThatAsWell() {
    String changed =
        "{\"decision\":\"mutate\",\"body\":{\"model\":\"p-chat/sim-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"changed for "
            + EMAIL
            + "\"}]}}";

    hook.answer(_ -> changed);

    HttpResponse<byte[]> answer = post(closed, "something");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(closed.simulator().received().getLast().body().toString())
        .contains("changed for [EMAIL_")
        .doesNotContain("example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Hook.NOTHING,
        Hook.FAIL,
        "no json",
        "{\"decision\":\"maybe\"}",
        "{\"decision\":\"mutate\"}"
      })
  void refusesWithoutADecisionUnlessItIsConfiguredToBeOpen(String failure) {
    hook.answer(_ -> failure);
    int before = closed.simulator().arrived();

    HttpResponse<byte[]> refused = post(closed, "something");
    HttpResponse<byte[]> passed = post(open, "something");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(ClientApi.CHAT.errorMessage(refused.body())).contains("`office`");
    assertThat(closed.simulator().arrived()).isEqualTo(before);
    assertThat(passed.statusCode())
        .as(new String(passed.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
  }

  private static HttpResponse<byte[]> post(RunningGateway gateway, String text) {
    var body = ClientApi.CHAT.tree("p-chat/sim-mini", false);
    ((ObjectNode) body.at("/messages/0")).put("content", text);
    return gateway.send(
        gateway
            .request("/v1/chat/completions")
            .POST(BodyPublishers.ofString(StrictJson.toText(body)))
            .build());
  }
}
