package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a provider's failure before the first byte leads to: another key, another provider, or an
 * error.
 */
final class FailoverTest {
  private final RunningGateway gateway =
      new RunningGateway(
          """
          [[providers]]
          id = "first"
          provider_type = "openai_chat"
          api_key = ["first-key-1", "first-key-2"]
          endpoint = "UPSTREAM"
          [[providers]]
          id = "second"
          provider_type = "anthropic"
          api_key = "second-key"
          endpoint = "UPSTREAM"
          [[providers]]
          id = "dead"
          provider_type = "openai_chat"
          endpoint = "http://127.0.0.1:1"
          [models.both]
          targets = ["first/m1", "second/m2"]
          [models.revived]
          targets = ["dead/m1", "second/m2"]
          """,
          SimulatorOptions.standard());

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "hangup", "redirect", "html", "error in 200", "cut"})
  void aFailureBeforeTheFirstByteLeadsToTheNextCandidateOrIsABadGateway(String fault) {
    for (boolean stream : new boolean[] {false, true}) {
      gateway.script().then(step(fault)).then();
      for (int i = 0; i < 3; i++) {
        gateway
            .script()
            .then(step(fault)); // a busy provider is asked again when it is the only one
      }

      HttpResponse<byte[]> both = chat("both", stream);
      HttpResponse<byte[]> alone = chat("first/m1", stream);
      gateway.script().clear();

      assertThat(both.statusCode()).as(text(both)).isEqualTo(200);
      assertThat(both.headers().firstValue("x-signalbox-attempts")).contains("2");
      assertThat(both.headers().firstValue("x-signalbox-model")).contains("second/m2");
      assertThat(record(both).attempts())
          .extracting(AttemptRecord::provider)
          .containsExactly("first", "second");
      assertThat(alone.statusCode()).as(text(alone)).isGreaterThanOrEqualTo(500);
      assertThat(ClientApi.CHAT.errorMessage(alone.body())).isNotEmpty();
    }
  }

  @Test
  void aRedirectAndAWebPageAreBadGateways() {
    gateway.script().then(step("redirect")).then(step("html"));

    assertThat(chat("first/m1", false).statusCode()).isEqualTo(502);
    assertThat(chat("first/m1", true).statusCode()).isEqualTo(502);
    assertThat(gateway.simulator().received()).noneMatch(each -> each.uri().contains("elsewhere"));
  }

  @Test
  void aRefusedConnectionLeadsToTheNextCandidateOrIsABadGateway() {
    HttpResponse<byte[]> alone = chat("dead/m1", false);

    assertThat(chat("revived", true).statusCode()).isEqualTo(200);
    assertThat(alone.statusCode()).isEqualTo(502);
    assertThat(alone.headers().firstValue("x-signalbox-error")).contains("upstream_unreachable");
    assertThat(text(alone)).doesNotContain("127.0.0.1");
  }

  @Test
  void aRefusedKeySitsOutAndTheClientNeverHearsOfIt() {
    gateway.script().then(Step.Status.of(401));

    HttpResponse<byte[]> response = chat("first/m1", false);
    HttpResponse<byte[]> later = chat("first/m1", false);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().received())
        .extracting(each -> each.headers().get("authorization"))
        .containsExactly("Bearer first-key-1", "Bearer first-key-2", "Bearer first-key-2");
  }

  @Test
  void whenEveryKeyIsRefusedTheClientIsNotToldThatItsOwnIsWrong() {
    gateway.script().then(Step.Status.of(401)).then(Step.Status.of(403));

    HttpResponse<byte[]> response = chat("first/m1", false);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("x-signalbox-error")).contains("upstream_auth");
    assertThat(text(response)).doesNotContain("first-key");
  }

  @Test
  void aRateLimitPassesOnWithItsWait() {
    gateway.script().then(Step.Status.of(429, "retry-after", "7"));

    HttpResponse<byte[]> response = chat("second/m2", false);

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("7");
    assertThat(ClientApi.CHAT.errorMessage(response.body())).isNotEmpty();
  }

  @Test
  void anAttemptKnowsItsConnectionAndTheWaitThatWasAskedFor() {
    gateway.script().then(Step.Status.of(429, "retry-after", "7"));

    AttemptRecord limited = record(chat("second/m2", false)).attempts().getFirst();
    AttemptRecord unreachable = record(chat("dead/m1", false)).attempts().getFirst();

    assertThat(limited.connectMillis()).isBetween(0L, limited.millis());
    assertThat(limited.retryAfterMillis()).isEqualTo(7_000);
    assertThat(unreachable.connectMillis()).isEqualTo(-1);
    assertThat(unreachable.retryAfterMillis()).isEqualTo(-1);
  }

  @Test
  void aRequestMayForbidFailover() {
    gateway.script().then(Step.Status.of(500));

    HttpResponse<byte[]> response =
        gateway.send(
            gateway
                .request("/v1/chat/completions")
                .header("x-signalbox-no-failover", "1")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("both", false)))
                .build());

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(gateway.simulator().arrived()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsItselfAtFaultIsNotTriedElsewhere() {
    gateway.script().then(Step.Status.of(400));

    assertThat(chat("both", false).statusCode()).isEqualTo(400);
    assertThat(gateway.simulator().arrived()).isEqualTo(1);
  }

  private static Step step(String fault) {
    return switch (fault) {
      case "500" -> Step.Status.of(500);
      case "hangup" -> new Step.Hangup();
      case "redirect" -> new Step.Redirect(302, "/elsewhere");
      case "html" ->
          new Step.Status(
              200,
              Map.of("content-type", "text/html; charset=utf-8"),
              Optional.of("<html><body>Please log in</body></html>"));
      case "error in 200" -> new Step.ErrorIn200();
      case "cut" -> new Step.CutAfterBytes(0);
      default -> throw new IllegalArgumentException(fault);
    };
  }

  private HttpResponse<byte[]> chat(String model, boolean stream) {
    return gateway.post("/v1/chat/completions", ClientApi.CHAT.body(model, stream));
  }

  private RequestRecord record(HttpResponse<byte[]> response) {
    return gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
