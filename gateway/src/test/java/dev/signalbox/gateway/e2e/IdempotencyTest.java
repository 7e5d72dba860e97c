package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** D13: a request that is sent again with its idempotency key is answered again, not done again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdempotencyTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningGateway gateway =
      new RunningGateway(
          """
          [key_map.token-a]
          label = "a"
          [key_map.token-b]
          label = "b"
          """
              + ClientApi.providers(""),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    http.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersAgainWithoutCallingAgain(ClientApi api) {
    String path = api.path(api.model(), false);
    String body = api.body(api.model(), false);

    HttpResponse<byte[]> first = post(path, "once-" + api, "token-a", body);
    int called = gateway.simulator().arrived();
    HttpResponse<byte[]> again = post(path, "once-" + api, "token-a", body);

    assertThat(first.statusCode()).as(text(first)).isEqualTo(200);
    assertThat(gateway.simulator().arrived()).isEqualTo(called);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(text(again)).isEqualTo(text(first));
    assertThat(again.headers().firstValue("content-type"))
        .isEqualTo(first.headers().firstValue("content-type"));
    assertThat(first.headers().firstValue("idempotent-replayed")).isEmpty();
    assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
    var record = gateway.record(again.headers().firstValue("x-request-id").orElseThrow());
    assertThat(record.ending().outcome()).isEqualTo("ok");
    assertThat(record.attempts()).isEmpty();
  }

  /** Who has read the last byte is not told that the request is under way. */
  @Test
  void answersAgainAtOnce() {
    String body = ClientApi.CHAT.body(ClientApi.CHAT.model(), false);
    for (int i = 0; i < 100; i++) {
      post("/v1/chat/completions", "at-once-" + i, "token-a", body);

      HttpResponse<byte[]> again = post("/v1/chat/completions", "at-once-" + i, "token-a", body);

      assertThat(again.statusCode()).as("of request %d: %s", i, text(again)).isEqualTo(200);
      assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherRequestWithTheSameKey(ClientApi api) {
    String path = api.path(api.model(), false);
    String body = api.body(api.model(), false);
    post(path, "other-" + api, "token-a", body);

    HttpResponse<byte[]> other = post(path, "other-" + api, "token-a", body.replace("{", "{ "));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(api.errorMessage(other.body())).contains("came with another request before");
  }

  @Test
  void isAMatterOfEachCallerAndDoor() {
    String body = ClientApi.CHAT.body(ClientApi.CHAT.model(), false);
    post("/v1/chat/completions", "shared", "token-a", body);
    int called = gateway.simulator().arrived();

    assertThat(post("/v1/chat/completions", "shared", "token-b", body).statusCode()).isEqualTo(200);

    assertThat(gateway.simulator().arrived()).isEqualTo(called + 1);
  }

  @Test
  void refusesWhatIsUnderWay() {
    String body = ClientApi.CHAT.body(ClientApi.CHAT.model(), false);
    int before = gateway.simulator().arrived();
    gateway.script().then(new Step.Delay(400));
    CompletableFuture<HttpResponse<byte[]>> first =
        http.sendAsync(
            request("/v1/chat/completions", "slow", "token-a", body), BodyHandlers.ofByteArray());
    RunningGateway.await(gateway.simulator().arrival(before));

    HttpResponse<byte[]> second = post("/v1/chat/completions", "slow", "token-a", body);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(text(second)).contains("idempotency_key_in_use").contains("is under way");
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(text(post("/v1/chat/completions", "slow", "token-a", body)))
        .isEqualTo(text(first.join()));
  }

  @Test
  void doesAgainWhatFailedAndWhatWasAStream() {
    String body = ClientApi.CHAT.body(ClientApi.CHAT.model(), false);
    gateway.script().then(Step.Status.of(400));
    HttpResponse<byte[]> failed = post("/v1/chat/completions", "failing", "token-a", body);
    assertThat(failed.statusCode()).isEqualTo(400);
    assertThat(post("/v1/chat/completions", "failing", "token-a", body).statusCode())
        .isEqualTo(200);

    String stream = ClientApi.CHAT.body(ClientApi.CHAT.model(), true);
    int called = gateway.simulator().arrived();
    post("/v1/chat/completions", "streamed", "token-a", stream);
    post("/v1/chat/completions", "streamed", "token-a", stream);
    assertThat(gateway.simulator().arrived()).isEqualTo(called + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void refusesAKeyThatIsNone(int length) {
    HttpResponse<byte[]> answer =
        post(
            "/v1/chat/completions",
            length == 0 ? "two words" : "x".repeat(length),
            "token-a",
            ClientApi.CHAT.body(ClientApi.CHAT.model(), false));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("invalid_idempotency_key");
  }

  private HttpResponse<byte[]> post(String path, String key, String token, String body) {
    return gateway.send(request(path, key, token, body));
  }

  private HttpRequest request(String path, String key, String token, String body) {
    return gateway
        .request(path)
        .header("authorization", "Bearer " + token)
        .header("idempotency-key", key)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
