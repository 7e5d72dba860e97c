package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others who are asked whether prompts may leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhooksTest {
  private static final String EMAIL = "jane.doe@mail.example.org";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();
  private final HttpServer hook = RunningGateway.await(listening());
  private final RunningGateway closed = with("on_failure = \"closed\"");
  private final RunningGateway open = with("on_failure = \"open\"");

  /** Answers with the text after {@code answer:} in the prompt; {@code nothing} for ever. */
  private Future<HttpServer> listening() {
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          JsonNode question = StrictJson.parse(body.getBytes());
                          asked.add(question);
                          authorizations.put(
                              "last", String.valueOf(request.getHeader("authorization")));
                          String text = question.at("/body/messages/0/content").asText();
                          String answer = text.substring(text.indexOf("answer:") + 7);
                          if (answer.equals("fail")) {
                            request.response().setStatusCode(500).end();
                          } else if (!answer.equals("nothing")) {
                            request.response().end(answer);
                          }
                        }))
        .listen(0, "127.0.0.1");
  }

  private RunningGateway with(String onFailure) {
    return new RunningGateway(
        ClientApi.providers("")
            + """
            [sanitization]
            enabled = true
            redact_pii = true
            [[sanitization.webhooks]]
            name = "office"
            url = "http://127.0.0.1:%d/ask"
            timeout_ms = 300
            bearer = "hook-token"
            %s
            """
                .formatted(hook.actualPort(), onFailure),
        SimulatorOptions.standard());
  }

  @AfterAll
  void stop() {
    closed.close();
    open.close();
    RunningGateway.await(vertx.close());
  }

  @Test
  void asksAboutTheBodyWithStandInsAndSendsItOnWhenAllowed() throws InterruptedException {
    asked.clear();

    HttpResponse<byte[]> answer = post(closed, EMAIL + " answer:{\"decision\":\"allow\"}");

    JsonNode question = asked.take();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(question.toString()).doesNotContain(EMAIL);
    assertThat(question.at("/findings/0/type").asText()).isEqualTo("EMAIL");
    assertThat(question.at("/endpoint").asText()).isEqualTo("chat/completions");
    assertThat(authorizations).containsEntry("last", "Bearer hook-token");
  }

  @Test
  void refusesWhatIsDeniedWithTheReasonAndSendsNothing() {
    int before = closed.simulator().arrived();

    HttpResponse<byte[]> answer =
        post(closed, "answer:{\"decision\":\"deny\",\"reason\":\"not today\"}");

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

    HttpResponse<byte[]> answer =
        post(closed, "answer:" + changed.replace(EMAIL, "jane\\u0040mail.example.org"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(closed.simulator().received().getLast().body().toString())
        .contains("changed for [EMAIL_")
        .doesNotContain("example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "fail",
        "no json",
        "{\"decision\":\"maybe\"}",
        "{\"decision\":\"mutate\"}"
      })
  void refusesWithoutADecisionUnlessItIsConfiguredToBeOpen(String failure) {
    int before = closed.simulator().arrived();

    HttpResponse<byte[]> refused = post(closed, "answer:" + failure);
    HttpResponse<byte[]> passed = post(open, "answer:" + failure);

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
