package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A policy that is tried before it is applied, and chance, on live traffic. */
final class TrialTest {
  /** Under the policy in force only OpenAI answers, under the one on trial only Google. */
  private static final String POLICIES =
      Control.CONFIG
          + """
          [profiles.balanced]
          allow = ["oa"]
          [trial.profiles.balanced]
          allow = ["go"]
          """;

  private static final String SHADOW = POLICIES + "[shadow]\nshare = 1\n";

  /** A busy machine may make some requests late, which is not what is tried here. */
  private static final String ANY_LATENCY = "max_latency_percent = 10000\n";

  static String canary(int percent, String more) {
    return POLICIES
        + "[canary]\npercent = %d\nmin_requests = 10\n%s%s".formatted(percent, ANY_LATENCY, more);
  }

  @Test
  void aShadowDecidesEveryRequestAgainCallsNobodyAndTellsWhatWouldBeDifferent() {
    try (RunningGateway gateway = new RunningGateway(SHADOW, SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      Set<String> asked = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        asked.add(header(ask(operator, "s" + i), "x-signalbox-decision"));
      }

      Control.Answer shadow =
          Eventually.get(
              "five comparisons",
              () -> operator.get("/v1/shadow"),
              answer -> answer.at("/summary/decisions").asInt() == 5);

      assertThat(shadow.at("/share").asDouble()).isEqualTo(1);
      assertThat(shadow.at("/summary/moved").asInt()).isEqualTo(5);
      assertThat(shadow.at("/summary/refused").asInt()).isZero();
      assertThat(shadow.at("/summary/moves")).hasSize(1);
      assertThat(shadow.at("/summary/moves/0/to").asText()).isEqualTo("go/gemini-3.8-flash");
      assertThat(shadow.at("/summary/moves/0/from").asText()).startsWith("oa/");
      assertThat(new HashSet<>(shadow.all("/data", "decision"))).isEqualTo(asked);
      assertThat(
              StreamSupport.stream(shadow.at("/data").spliterator(), false)
                  .mapToLong(entry -> entry.path("delta_cost_nanos").asLong())
                  .sum())
          .isEqualTo(shadow.at("/summary/delta_cost_nanos").asLong());
      assertThat(operator.get("/v1/shadow?limit=2").at("/data")).hasSize(2);
      assertThat(operator.get("/v1/shadow?revision=other").at("/summary/decisions").asInt())
          .isZero();
      assertThat(gateway.simulator().received())
          .noneMatch(received -> received.uri().contains("gemini"));
    }
  }

  @Test
  void aCanaryServesWholeConversationsByThePolicyOnTrialAndSaysSo() {
    try (RunningGateway gateway = new RunningGateway(canary(50, ""), SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      int served = 0;
      for (int i = 0; i < 12; i++) {
        HttpResponse<byte[]> first = ask(operator, "conversation-" + i);
        HttpResponse<byte[]> second = ask(operator, "conversation-" + i);
        boolean canary = header(first, "x-signalbox-model").startsWith("go/");

        assertThat(header(second, "x-signalbox-model").startsWith("go/")).isEqualTo(canary);
        Control.Answer decision =
            operator.get("/v1/decisions/" + header(first, "x-signalbox-decision"));
        assertThat(decision.at("/policy").asText()).isEqualTo(canary ? "canary" : "");
        served += canary ? 2 : 0;
      }

      int expected = served;
      Control.Answer state =
          Eventually.get(
              "all ends",
              () -> operator.get("/v1/canary"),
              answer ->
                  answer.at("/canary/requests").asInt() + answer.at("/rest/requests").asInt()
                      == 24);
      assertThat(expected).isBetween(2, 22);
      assertThat(state.at("/canary/requests").asInt()).isEqualTo(expected);
      assertThat(state.at("/state").asText()).isEqualTo("running");
      assertThat(replayed(operator).at("/equal").asBoolean()).isTrue();
    }
  }

  @Test
  void aCanaryWhoseAnswersAreSpokenAgainstStandsDown() {
    String config = canary(50, "max_negative_points = 20.0\n");
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      for (int i = 0; i < 60; i++) {
        HttpResponse<byte[]> answer = ask(operator, "c" + i);
        operator.post(
            "/v1/signals",
            "{\"decision_id\": \"%s\", \"value\": %s}"
                .formatted(
                    header(answer, "x-signalbox-decision"),
                    header(answer, "x-signalbox-model").startsWith("oa/")));
      }

      Eventually.holds(() -> isStopped(operator), "it stands down");

      assertThat(operator.get("/v1/canary").at("/stopped/guard").asText()).isEqualTo("signals");
    }
  }

  @Test
  void aCanaryWhoseRequestsFailStandsDownUntilItsConfigurationChanges() {
    String config = canary(50, "max_error_points = 5.0\n");
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);
      JsonNode health = operator.get("/health").json();
      assertThat(health.at("/canary/state").asText()).isEqualTo("running");
      for (int i = 0; i < 400; i++) {
        gateway.script().onUri("gemini", Step.Status.of(400));
      }
      for (int i = 0; i < 400 && !isStopped(operator); i++) {
        ask(operator, "c" + i);
      }

      assertThat(operator.get("/health").at("/canary/guard").asText()).isEqualTo("errors");
      assertThat(operator.get("/v1/canary").at("/stopped/text").asText())
          .contains("of its requests failed, of the others 0.0 %");
      for (int i = 0; i < 10; i++) {
        assertThat(header(ask(operator, "after" + i), "x-signalbox-model")).startsWith("oa/");
      }

      RunningGateway.await(gateway.reload(config + "[sessions]\nmax = 5\n"));
      assertThat(isStopped(operator)).isTrue();
      RunningGateway.await(gateway.reload(canary(40, "")));
      assertThat(operator.get("/v1/canary").at("/state").asText()).isEqualTo("running");
    }
  }

  @Test
  void chanceDrawsAsOftenAsTheProfileSaysUntilTheDayIsSpent() {
    String config =
        Control.CONFIG
            + """
            [profiles.balanced]
            exploration = 0.1
            point_usd_per_1000 = 100
            second_points = 0
            [signals]
            explore_points_per_day = 1
            """;
    try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard())) {
      Control operator = new Control(gateway, Control.OPERATOR);

      Control.Answer first = decision(operator, ask(operator, ""));
      List<JsonNode> candidates =
          StreamSupport.stream(first.at("/exploration/candidates").spliterator(), false).toList();
      assertThat(first.at("/question/explores").asBoolean()).isTrue();
      assertThat(first.at("/question/seed").asLong()).isPositive();
      assertThat(
              candidates.stream()
                  .mapToLong(c -> Math.round(c.path("propensity").asDouble() * 1e6))
                  .sum())
          .isEqualTo(1_000_000);
      assertThat(first.at("/exploration/drawn").asText())
          .isEqualTo(first.at("/plan/0/model").asText());

      Control.Answer last = first;
      for (int i = 0; i < 300 && !last.at("/exploration").isMissingNode(); i++) {
        last = decision(operator, ask(operator, ""));
      }
      assertThat(last.at("/exploration").isMissingNode()).isTrue();
      assertThat(last.at("/question/explores").isMissingNode()).isTrue();
    }
  }

  private static Control.Answer decision(Control operator, HttpResponse<byte[]> answer) {
    return operator.get("/v1/decisions/" + header(answer, "x-signalbox-decision"));
  }

  private static Control.Answer replayed(Control operator) {
    String id = operator.get("/v1/decisions?mode=live&limit=1").all("/data", "id").getFirst();
    return operator.post("/v1/decisions/" + id + "/replay", "{}");
  }

  private static boolean isStopped(Control operator) {
    return operator.get("/health").at("/canary/state").asText().equals("stopped");
  }

  private static HttpResponse<byte[]> ask(Control control, String session) {
    String body =
        "{\"model\": \"auto\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}";
    var request = control.request("/v1/chat/completions").POST(BodyPublishers.ofString(body));
    if (!session.isEmpty()) {
      request.header("x-session", session);
    }
    return control.gateway().send(request.build());
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
