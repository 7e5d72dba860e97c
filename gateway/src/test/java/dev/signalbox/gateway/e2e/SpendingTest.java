package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** K01, K02, K04 and K12: Budgets, through the doors. */
final class SpendingTest {
  private static final int AT_ONCE = 200;

  /** A token costs a thousandth of a dollar at the first, a millionth at the second. */
  private static final String CONFIG =
      """
      [[providers]]
      id = "first"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["dear", "cheap"]
      [[providers]]
      id = "second"
      provider_type = "anthropic"
      api_key = "k"
      endpoint = "UPSTREAM"
      models = ["dear"]
      [[cards]]
      id = "openai/dear"
      price = { rows = [{ input = 1000, output = 1000 }] }
      [[cards]]
      id = "openai/cheap"
      price = { rows = [{ input = 1, output = 1 }] }
      [[cards]]
      id = "anthropic/dear"
      price = { rows = [{ input = 1000, output = 1000 }] }
      [models.both]
      targets = ["first/dear", "second/dear"]
      [models.either]
      targets = ["first/dear", "first/cheap"]
      [profiles.hedged]
      hedge_after_ms = 20
      hedge_percent = 100
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static RunningGateway gateway(String budget) {
    return new RunningGateway(
        CONFIG + "[[budgets]]\nname = \"all\"\nscope = \"total\"\n" + budget,
        SimulatorOptions.standard());
  }

  @Test
  @DisplayName("K01 many at once at the end of a budget overspend by no more than one of them")
  void manyAtOnceAtTheEndOfABudgetOverspendByNoMoreThanOneOfThem() {
    try (RunningGateway gateway = gateway("limit_usd = 4\n")) {
      int words = 2_500;
      while (budget(gateway).path("spent_nanos").asLong() < 3_940_000_000L) {
        assertThat(gateway.post("/v1/chat/completions", chat("first/dear", 1, words)).statusCode())
            .isEqualTo(200);
        long left = settled(gateway).path("left_nanos").asLong();
        words = (int) Math.max(10, left / 4_000_000); // a word costs a thousandth and a bit
      }
      List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        asked.add(send(gateway, chat("first/dear", 20, 1)));
      }
      List<Integer> statuses = asked.stream().map(each -> each.join().statusCode()).toList();
      JsonNode after = settled(gateway);

      assertThat(statuses).containsOnly(200, 429);
      assertThat(statuses).filteredOn(status -> status == 200).hasSizeLessThan(10);
      assertThat(after.path("spent_nanos").asLong())
          .isLessThanOrEqualTo(4_000_000_000L + 30_000_000L);
      assertThat(new Control(gateway, "").counted("budget_exceeded"))
          .isEqualTo(statuses.stream().filter(status -> status == 429).count());
    }
  }

  @Test
  @DisplayName("K02 nothing stays reserved after a storm of faults")
  void nothingStaysReservedAfterAStormOfFaults() {
    try (RunningGateway gateway = gateway("limit_usd = 1000\n")) {
      List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Step step =
            switch (i % 6) {
              case 0 -> new Step.Hangup();
              case 1 -> Step.Status.of(500);
              case 2 -> new Step.CutAfterEvents(1);
              case 3 -> new Step.Delay(100);
              case 4 -> Step.Status.of(429);
              default -> new Step.NoAnswer();
            };
        gateway.script().then(step);
        asked.add(send(gateway, chat("both", 20, 1)));
      }
      for (int i = 0; i < asked.size(); i += 3) {
        asked.get(i).cancel(true);
      }
      gateway.script().then().then();
      CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
          .orTimeout(1, TimeUnit.SECONDS)
          .handle((_, _) -> true)
          .join();
      asked.forEach(each -> each.cancel(true));

      assertThat(settled(gateway).path("spent_nanos").asLong()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSpentBudgetIsToldInTheClientsOwnWords(ClientApi api) {
    try (RunningGateway gateway =
        new RunningGateway(
            ClientApi.providers("")
                + "[[budgets]]\nname = \"none\"\nscope = \"project\"\nlimit_usd = 0\n",
            SimulatorOptions.standard())) {
      HttpResponse<byte[]> refused =
          gateway.post(api.path(api.model(), true), api.body(api.model(), true));

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(api.errorMessage(refused.body()))
          .contains("the budget `none` has $0.00 of $0.00 left");
      assertThat(refused.headers().firstValue("x-signalbox-error")).contains("budget_exceeded");
      assertThat(refused.headers().firstValueAsLong("retry-after")).isPresent();
      assertThat(gateway.simulator().received()).isEmpty();
    }
  }

  @Test
  void whatIsTooDearForTheRestIsDroppedAndWhatFitsAnswers() {
    try (RunningGateway gateway = gateway("limit_usd = 0.05\n")) {
      HttpResponse<byte[]> answer = gateway.post("/v1/chat/completions", chat("either", 100, 1));
      Control control = new Control(gateway, "");
      Control.Answer decision =
          control.get(
              "/v1/decisions/" + answer.headers().firstValue("x-signalbox-decision").orElseThrow());
      JsonNode dropped = decision.at("/layers/0/dropped/0");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-signalbox-model")).contains("first/cheap");
      assertThat(decision.dropped("filter")).containsExactly("first/dear over_budget");
      assertThat(dropped.path("left_nanos").asLong()).as("%s", dropped).isEqualTo(50_000_000);
      assertThat(dropped.path("estimate_nanos").asLong())
          .as("%s", dropped)
          .isGreaterThan(50_000_000);
    }
  }

  @Test
  void warnsBeforeTheEndAndTellsHowItStands() {
    try (RunningGateway gateway = gateway("limit_usd = 1\naction = \"warn\"\nsoft_percent = 1\n")) {
      HttpResponse<byte[]> warned =
          gateway.post("/v1/chat/completions", chat("first/dear", 2_000, 1));
      JsonNode after = settled(gateway);

      assertThat(warned.statusCode()).isEqualTo(200);
      assertThat(warned.headers().firstValue("x-signalbox-budget").orElseThrow())
          .startsWith("all; level=exhausted; left_usd=0.00; resets=");
      assertThat(after.path("spent_nanos").asLong()).isPositive();
      assertThat(after.path("forecast_nanos").asLong())
          .isGreaterThanOrEqualTo(after.path("spent_nanos").asLong());
      assertThat(after.path("resets_at").asText()).endsWith("T00:00:00Z");
      long curve = 0;
      for (JsonNode point : after.path("series")) {
        curve += point.path("spent_nanos").asLong();
      }
      assertThat(curve).isEqualTo(after.path("spent_nanos").asLong());
    }
  }

  @Test
  void aKeySeesItsOwnBudgetsAndThoseOfItsProject() {
    String budgets =
        dollar("key", "blue")
            + dollar("key", "red")
            + dollar("project", "blue-project")
            + dollar("project", "shop")
            + dollar("app", "desk")
            + "[[budgets]]\nname = \"all\"\nscope = \"total\"\nlimit_usd = 1\n";
    try (RunningGateway gateway =
        new RunningGateway(Control.CONFIG + budgets, SimulatorOptions.standard())) {
      assertThat(names(gateway, Control.OPERATOR)).hasSize(6);
      assertThat(names(gateway, Control.BLUE)).containsExactly("key blue", "project blue-project");
      assertThat(names(gateway, Control.RED)).containsExactly("key red");
    }
  }

  private static String dollar(String scope, String subject) {
    return "[[budgets]]\nname = \"%1$s %2$s\"\nscope = \"%1$s\"\nsubject = \"%2$s\"\nlimit_usd = 1\n"
        .formatted(scope, subject);
  }

  private static List<String> names(RunningGateway gateway, String key) {
    return new Control(gateway, key).get("/v1/budgets").all("/data", "name");
  }

  @Test
  @DisplayName("K12 a model without a price is told and counts as configured")
  void aModelWithoutAPriceIsToldAndCountsAsConfigured() {
    try (RunningGateway gateway =
        new RunningGateway(
            CONFIG
                + """
                [[providers]]
                id = "home"
                provider_type = "openai_chat"
                endpoint = "UPSTREAM"
                models = ["grown"]
                [[budgets]]
                name = "all"
                scope = "total"
                limit_usd = 1
                unpriced_usd_per_request = 0.25
                """,
            SimulatorOptions.standard())) {
      HttpResponse<byte[]> answer = gateway.post("/v1/chat/completions", chat("home/grown", 20, 1));
      JsonNode after = settled(gateway);
      String id = answer.headers().firstValue("x-request-id").orElseThrow();
      Control control = new Control(gateway, "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(after.path("spent_nanos").asLong()).isEqualTo(250_000_000);
      assertThat(control.get("/v1/records/" + id).at("/record/cost_nanos").isNull()).isTrue();
      assertThat(control.get("/health").at("/unpriced").toString()).isEqualTo("{\"home/grown\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "100000001", "-9223372036854775808"})
  @DisplayName("U15, K13 figures of tokens that no model reaches are not believed")
  void absurdFiguresAreNotBelieved(String tokens) {
    try (RunningGateway gateway = gateway("limit_usd = 1\n")) {
      String answer =
          """
          {"id":"c","object":"chat.completion","created":1,"model":"dear","choices":[{"index":0,\
          "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],\
          "usage":{"prompt_tokens":%1$s,"completion_tokens":%1$s,"total_tokens":%1$s}}\
          """
              .formatted(tokens);
      gateway
          .script()
          .then(new Step.Replay(200, "application/json", Buffer.buffer(answer), List.of()));

      HttpResponse<byte[]> response =
          gateway.post("/v1/chat/completions", chat("first/dear", 20, 1));
      JsonNode after = settled(gateway);

      assertThat(response.body()).asString().isEqualTo(answer);
      assertThat(after.path("spent_nanos").asLong()).isBetween(1L, 100_000_000L);
      assertThat(new Control(gateway, "").get("/v1/stats").json().path("cost_nanos").asLong())
          .isEqualTo(after.path("spent_nanos").asLong());
    }
  }

  @Test
  void embeddingsCountToo() {
    try (RunningGateway gateway = gateway("limit_usd = 1\n")) {
      String input = "{\"model\":\"first/dear\",\"input\":\"some words to embed\"}";

      assertThat(gateway.post("/v1/embeddings", input).statusCode()).isEqualTo(200);
      assertThat(settled(gateway).path("spent_nanos").asLong()).isPositive();
      assertThat(
              gateway
                  .post("/v1/embeddings", input.replace("some", "some ".repeat(2_000)))
                  .statusCode())
          .isEqualTo(429);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(RunningGateway gateway, String body) {
    return client.sendAsync(
        gateway
            .request("/v1/chat/completions")
            .header("x-profile", body.contains("both") ? "hedged" : "balanced")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static String chat(String model, int maxTokens, int words) {
    return "{\"model\":\"%s\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, maxTokens, "word ".repeat(words));
  }

  private static JsonNode budget(RunningGateway gateway) {
    return new Control(gateway, "").get("/v1/budgets").at("/data/0");
  }

  /** How it stands once nothing is under way. */
  private static JsonNode settled(RunningGateway gateway) {
    return Eventually.get(
        "nothing is reserved",
        () -> budget(gateway),
        budget -> budget.path("reserved_nanos").asLong() == 0);
  }
}
