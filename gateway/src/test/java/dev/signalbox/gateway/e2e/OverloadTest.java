package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that there is no room for: four have it, three of normal and two of low priority. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OverloadTest {
  private static final int REFUSED = 503;

  private final HeldProvider provider = new HeldProvider();
  private final RunningGateway gateway =
      new RunningGateway(
          """
          api_key = "operator-key"
          [[providers]]
          id = "held"
          provider_type = "openai_chat"
          api_key = "provider-key"
          endpoint = "ORIGIN"
          [[apps]]
          name = "desk"
          path = "/desk"
          [key_map.blue-key]
          label = "blue"
          project = "blue-project"
          [overload]
          max_requests = 4
          low_percent = 50
          normal_percent = 75
          retry_after_seconds = 3
          [[overload.priorities]]
          name = "vital"
          keys = ["blue"]
          apps = ["desk"]
          priority = "high"
          [[overload.priorities]]
          name = "nightly"
          sources = ["batch"]
          priority = "low"
          """
              .replace("ORIGIN", provider.origin()),
          SimulatorOptions.standard());
  private final List<Future<HttpResponse<byte[]>>> under = new ArrayList<>();

  @BeforeEach
  void hold() {
    provider.hold();
  }

  @AfterEach
  void letGo() {
    provider.open();
    for (Future<HttpResponse<byte[]>> each : under) {
      assertThat(answerOf(each).statusCode()).isEqualTo(200);
    }
    under.clear();
    Eventually.get("requests under way", () -> overload().path("requests").asInt(), at -> at == 0);
  }

  @AfterAll
  void stop() {
    gateway.close();
    provider.close();
  }

  private static HttpResponse<byte[]> answerOf(Future<HttpResponse<byte[]>> asked) {
    try {
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<byte[]> ask(String path, String key, Map<String, String> headers) {
    var request = gateway.request(path + "/v1/chat/completions");
    request.header("authorization", "Bearer " + key);
    headers.forEach(request::header);
    String body = ClientApi.CHAT.body("held/m", false);
    return gateway.send(request.POST(BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<byte[]> normal() {
    return ask("", "operator-key", Map.of());
  }

  private HttpResponse<byte[]> low() {
    return ask("", "operator-key", Map.of("x-source", "batch"));
  }

  private HttpResponse<byte[]> high() {
    return ask("/desk", "blue-key", Map.of("x-source", "batch"));
  }

  /** Has so many requests of high priority wait for their answer. */
  private void fill(int requests) {
    for (int at = 0; at < requests; at++) {
      under.add(provider.begin(this::high));
    }
    provider.awaitWaiting(requests);
  }

  private JsonNode health() {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body());
  }

  private JsonNode overload() {
    return health().path("overload");
  }

  private static long seconds(HttpResponse<byte[]> answer) {
    return answer.headers().firstValueAsLong("retry-after").orElseThrow();
  }

  @ParameterizedTest(name = "O08 refuses in the shape of {0} and says when to come again")
  @EnumSource(ClientApi.class)
  void refusesInTheShapeOfEachApi(ClientApi api) {
    fill(4);

    HttpResponse<byte[]> answer = gateway.post(api.path("m", false), api.body("held/m", false));

    assertThat(answer.statusCode()).isEqualTo(REFUSED);
    assertThat(api.errorMessage(answer.body()))
        .isEqualTo(
            "the gateway has as many requests under way as it takes; try again in %d s"
                .formatted(seconds(answer)));
    assertThat(seconds(answer)).isBetween(3L, 6L);
    assertThat(answer.headers().firstValue("x-signalbox-error")).contains("gateway_overloaded");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  @DisplayName("O08 low priority is refused first, then normal, then high")
  void refusesByPriority() {
    fill(2);
    assertThat(low().statusCode()).as("low with two under way").isEqualTo(REFUSED);
    under.add(provider.begin(this::normal));
    provider.awaitWaiting(3);
    assertThat(normal().statusCode()).as("normal with three under way").isEqualTo(REFUSED);
    under.add(provider.begin(this::high));
    provider.awaitWaiting(4);

    assertThat(high().statusCode()).as("high with four under way").isEqualTo(REFUSED);
  }

  @Test
  @DisplayName("O08 what is refused is counted by priority and by what was short, and not recorded")
  void countsWhatIsRefused() {
    JsonNode before = health();
    fill(3);

    HttpResponse<byte[]> refused = low();
    normal();
    under.add(provider.begin(this::high));
    provider.awaitWaiting(4);
    high();

    JsonNode after = health();
    assertThat(difference(before, after, "/overload/shed/low")).isEqualTo(1);
    assertThat(difference(before, after, "/overload/shed/normal")).isEqualTo(1);
    assertThat(difference(before, after, "/overload/shed/unknown")).isEqualTo(1);
    assertThat(difference(before, after, "/faults/shed_requests")).isEqualTo(3);
    assertThat(after.path("overload").path("requests").asInt()).isEqualTo(4);
    String id = refused.headers().firstValue("x-request-id").orElseThrow();
    assertThat(new Control(gateway, Control.OPERATOR).get("/v1/records/" + id).status())
        .isEqualTo(404);
  }

  private static long difference(JsonNode before, JsonNode after, String pointer) {
    return after.at(pointer).asLong() - before.at(pointer).asLong();
  }

  @Test
  @DisplayName("O08 health, control paths and pages answer while requests are refused")
  void healthAndControlPathsAnswer() {
    fill(4);
    assertThat(high().statusCode()).isEqualTo(REFUSED);

    Control operator = new Control(gateway, Control.OPERATOR);
    assertThat(gateway.send(gateway.request("/health/ready").GET().build()).statusCode())
        .isEqualTo(200);
    assertThat(gateway.send(gateway.request("/").GET().build()).statusCode()).isEqualTo(200);
    assertThat(operator.get("/v1/limits").status()).isEqualTo(200);
    JsonNode health =
        Eventually.get(
            "what health says", this::health, seen -> seen.at("/overload/shedding").asBoolean());
    assertThat(health.path("status").asText()).isEqualTo("degraded");
    assertThat(health.path("degraded").toString()).contains("shedding");
  }

  @Test
  @DisplayName("O08 a refusal does not wait for the body")
  void doesNotWaitForTheBody() {
    fill(4);
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          """
          POST /v1/chat/completions HTTP/1.1\r
          host: localhost\r
          content-type: application/json\r
          content-length: 1000\r
          \r
          """);

      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  @DisplayName("O08 a request without a valid key is told so, and leaves its place")
  void aWrongKeyLeavesItsPlace() {
    assertThat(ask("", "wrong-key", Map.of()).statusCode()).isEqualTo(401);

    Eventually.get("requests under way", () -> overload().path("requests").asInt(), at -> at == 0);
  }
}
