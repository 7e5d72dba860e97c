package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits, through the doors. */
final class LimitsTest {
  private static final int AT_ONCE = 200;
  private static final String MODEL = "p-chat/sim-mini";

  private static RunningGateway gateway(String limits) {
    return new RunningGateway(ClientApi.providers("") + limits, SimulatorOptions.standard());
  }

  private static String limit(String scope, String more) {
    return "[[limits]]\nname = \"%1$ss\"\nscope = \"%1$s\"\n%2$s\n".formatted(scope, more);
  }

  @Test
  void ofTwoHundredAtOnceExactlyAsManyPassAsAreAllowed() {
    try (RunningGateway gateway = gateway(limit("project", "requests_per_day = 50"));
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        asked.add(
            client.sendAsync(
                gateway
                    .request("/v1/chat/completions")
                    .header("x-project", "shop")
                    .POST(BodyPublishers.ofString(ClientApi.CHAT.body(MODEL, i % 2 == 0)))
                    .build(),
                BodyHandlers.ofByteArray()));
      }
      List<Integer> statuses = asked.stream().map(each -> each.join().statusCode()).toList();

      assertThat(statuses).filteredOn(status -> status == 200).hasSize(50);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(AT_ONCE - 50);
      assertThat(new Control(gateway, "").counted("rate_limit_exceeded")).isEqualTo(AT_ONCE - 50);
      assertThat(post(gateway, ClientApi.CHAT, MODEL).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftAndTheRefusalAreToldInTheClientsOwnWords(ClientApi api) {
    try (RunningGateway gateway =
        gateway(limit("key", "requests_per_minute = 1\ntokens_per_minute = 50000"))) {
      HttpResponse<byte[]> first = post(gateway, api, api.model());
      HttpResponse<byte[]> refused = post(gateway, api, api.model());
      Map<String, String> expected =
          switch (api) {
            case CHAT, RESPONSES ->
                Map.of(
                    "x-ratelimit-limit-requests", "1",
                    "x-ratelimit-remaining-requests", "0",
                    "x-ratelimit-limit-tokens", "50000");
            case ANTHROPIC ->
                Map.of(
                    "anthropic-ratelimit-requests-limit", "1",
                    "anthropic-ratelimit-requests-remaining", "0",
                    "anthropic-ratelimit-tokens-limit", "50000");
            case GEMINI -> Map.of();
          };

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(api.errorMessage(refused.body()))
          .startsWith("the limit `keys` allows 1 requests per minute; try again in ");
      assertThat(refused.headers().firstValue("x-signalbox-error")).contains("rate_limit_exceeded");
      assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
          .isBetween(1L, 60L);
      for (HttpResponse<byte[]> each : List.of(first, refused)) {
        expected.forEach(
            (name, value) -> assertThat(each.headers().firstValue(name)).contains(value));
      }
      assertThat(gateway.simulator().received()).hasSize(1);
    }
  }

  @Test
  void theClientsOwnLimitsTakeThePlaceOfTheProviders() {
    try (RunningGateway gateway = gateway(limit("total", "requests_per_minute = 100"))) {
      gateway
          .script()
          .then(
              new Step.Headers(
                  Map.of(
                      "x-ratelimit-remaining-requests", "9999",
                      "x-ratelimit-remaining-tokens", "77")));

      HttpResponse<byte[]> answer = post(gateway, ClientApi.CHAT, MODEL);

      assertThat(answer.headers().allValues("x-ratelimit-remaining-requests"))
          .containsExactly("99");
      assertThat(answer.headers().firstValue("x-ratelimit-remaining-tokens")).isEmpty();
    }
  }

  @Test
  void whoeverLeavesLeavesAPlace() {
    try (RunningGateway gateway = gateway(limit("total", "max_in_flight = 1"))) {
      gateway.script().then(new Step.StallAfterEvents(3));
      try (RawClient leaving = new RawClient(gateway.port())) {
        leaving.send(RawClient.post("/v1/chat/completions", ClientApi.CHAT.body(MODEL, true)));
        leaving.readUntil("data:");
        HttpResponse<byte[]> refused = post(gateway, ClientApi.CHAT, MODEL);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(ClientApi.CHAT.errorMessage(refused.body()))
            .isEqualTo("the limit `totals` allows 1 requests at once; try again in 1 s");
      }

      state(gateway, state -> state.at("/max_in_flight/now").intValue() == 0);

      assertThat(post(gateway, ClientApi.CHAT, MODEL).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyEndLeavesAPlace() {
    try (RunningGateway gateway = gateway(limit("total", "max_in_flight = 1"))) {
      for (Step step :
          List.of(
              Step.Status.of(400),
              new Step.Hangup(),
              new Step.CutAfterEvents(2),
              new Step.ErrorEventAfter(2),
              new Step.Delay(1),
              Step.Status.of(401))) { // the last one, as the key sits out then
        gateway.script().then(step);
        assertThat(streamed(gateway)).as(step.toString()).isNotEqualTo(429);
        state(gateway, state -> state.at("/max_in_flight/now").intValue() == 0);
      }
      assertThat(gateway.post("/v1/chat/completions", "no json").statusCode()).isEqualTo(400);
      assertThat(post(gateway, ClientApi.CHAT, ClientApi.ANTHROPIC.model()).statusCode())
          .isEqualTo(200);
    }
  }

  /** The status of a stream that may break off; 0 when it did. */
  private static int streamed(RunningGateway gateway) {
    try {
      return gateway.post("/v1/chat/completions", ClientApi.CHAT.body(MODEL, true)).statusCode();
    } catch (AssertionError brokenOff) {
      assertThat(brokenOff).hasCauseInstanceOf(IOException.class);
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsSettledWithWhatItUsed(ClientApi api) {
    try (RunningGateway gateway = gateway(limit("total", "tokens_per_minute = 3000"))) {
      long began = System.nanoTime();
      HttpResponse<byte[]> streamed =
          gateway.post(api.path(api.model(), true), api.body(api.model(), true));
      String id = streamed.headers().firstValue("x-request-id").orElseThrow();
      TokenBuckets charged = gateway.record(id).attempts().getFirst().bill().tokens();
      long used = charged.promptTokens() + charged.output();

      JsonNode after = state(gateway, _ -> true);

      long filled = (System.nanoTime() - began) / 20_000_000 + 1; // one each 20 ms
      assertThat(used).isPositive();
      assertThat(3_000 - after.at("/tokens_per_minute/remaining").longValue())
          .isBetween(Math.max(0, used - filled), used);
    }
  }

  @Test
  void tokensAreTakenBeforeAndRefusedWhereTheyDoNotFit() {
    try (RunningGateway gateway = gateway(limit("total", "tokens_per_minute = 1000"))) {
      String large =
          "{\"model\":\"%s\",\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
              .formatted(MODEL);
      gateway.script().then(new Step.StallAfterEvents(3));
      try (RawClient busy = new RawClient(gateway.port())) {
        busy.send(
            RawClient.post("/v1/chat/completions", large.replaceFirst("\\{", "{\"stream\":true,")));
        busy.readUntil("data:");

        HttpResponse<byte[]> refused = gateway.post("/v1/chat/completions", large);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(ClientApi.CHAT.errorMessage(refused.body()))
            .contains("allows 1,000 tokens per minute, of which ")
            .contains(" are left, and this request may take 9");
      }
    }
  }

  @Test
  void aModelWithoutRoomIsPassedOver() {
    try (RunningGateway gateway =
        gateway(
            "[models.both]\ntargets = [\"p-chat/sim-mini\", \"p-anthropic/sim-mini\"]\n"
                + limit("model", "subject = \"p-chat/sim-mini\"\nrequests_per_day = 1"))) {
      List<String> served = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        served.add(
            post(gateway, ClientApi.CHAT, "both")
                .headers()
                .firstValue("x-signalbox-model")
                .orElseThrow());
      }

      assertThat(served).filteredOn(MODEL::equals).hasSizeLessThanOrEqualTo(1);
      assertThat(served).contains("p-anthropic/sim-mini");
      assertThat(statusesOf(gateway, MODEL, 2)).contains(429);
    }
  }

  private static List<Integer> statusesOf(RunningGateway gateway, String model, int times) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(post(gateway, ClientApi.CHAT, model).statusCode());
    }
    return statuses;
  }

  @Test
  void embeddingsCountAndCountingTokensDoesNot() {
    try (RunningGateway gateway = gateway(limit("total", "requests_per_day = 1"))) {
      String count =
          "{\"model\":\"p-anthropic/sim-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
      String embed = "{\"model\":\"%s\",\"input\":\"some words\"}".formatted(MODEL);

      assertThat(gateway.post("/v1/messages/count_tokens", count).statusCode()).isEqualTo(200);
      assertThat(gateway.post("/v1/embeddings", embed).statusCode()).isEqualTo(200);
      assertThat(gateway.post("/v1/embeddings", embed).statusCode()).isEqualTo(429);
      assertThat(gateway.post("/v1/messages/count_tokens", count).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aKeySeesItsOwnLimits() {
    try (RunningGateway gateway =
        new RunningGateway(
            Control.CONFIG
                + limit("key", "requests_per_minute = 5")
                + limit("project", "max_in_flight = 3")
                + limit("source", "requests_per_day = 7")
                + limit("total", "requests_per_minute = 1000"),
            SimulatorOptions.standard())) {
      for (String key : List.of(Control.BLUE, Control.RED, Control.OPERATOR)) {
        new Control(gateway, key)
            .decisionOf(
                new Control(gateway, key)
                    .request("/v1/chat/completions")
                    .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false))));
      }

      Control.Answer all = new Control(gateway, Control.OPERATOR).get("/v1/limits");
      Control.Answer blue = new Control(gateway, Control.BLUE).get("/v1/limits");

      assertThat(all.all("/data", "subject"))
          .containsExactly(
              "blue", "gateway#1", "red", "(unattributed)", "blue-project", "(unattributed)", "");
      assertThat(blue.all("/data", "subject")).containsExactly("blue", "blue-project");
      assertThat(blue.at("/data/0/requests_per_minute/limit").intValue()).isEqualTo(5);
      assertThat(blue.at("/data/0/requests_per_minute/remaining").intValue()).isEqualTo(4);
      assertThat(blue.at("/data/0/requests_per_minute/full_in_ms").intValue()).isBetween(1, 12_000);
      assertThat(blue.at("/data/0/max_in_flight").isNull()).isTrue();
      assertThat(blue.at("/data/1/max_in_flight").toString()).isEqualTo("{\"limit\":3,\"now\":0}");
    }
  }

  @Test
  void aStoredKeyBringsItsOwnLimit() {
    try (RunningGateway gateway =
        new RunningGateway(
            Control.CONFIG + limit("key", "requests_per_minute = 500"),
            SimulatorOptions.standard())) {
      Control admin = new Control(gateway, Control.OPERATOR);
      String key =
          admin
              .post("/v1/keys", "{\"label\": \"small\", \"limits\": {\"requests_per_minute\": 1}}")
              .at("/key")
              .asText();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        statuses.add(
            gateway
                .send(
                    new Control(gateway, key)
                        .request("/v1/chat/completions")
                        .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false)))
                        .build())
                .statusCode());
      }

      assertThat(statuses).containsExactly(200, 429);
      assertThat(new Control(gateway, key).get("/v1/limits").all("/data", "name"))
          .containsExactly("small");
      assertThat(admin.get("/v1/limits").all("/data", "subject")).contains("small");
    }
  }

  private static HttpResponse<byte[]> post(RunningGateway gateway, ClientApi api, String model) {
    return gateway.post(api.path(model, false), api.body(model, false));
  }

  /** The state of the one limit, once it is as wanted. */
  private static JsonNode state(RunningGateway gateway, Predicate<JsonNode> wanted) {
    return Eventually.get(
        "the limit", () -> new Control(gateway, "").get("/v1/limits").at("/data/0"), wanted);
  }
}
