package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change is tried against recorded traffic, and does what was said when it is made. */
final class PlanTest {
  private static final int REQUESTS = 240;

  private static final String FLEET =
      DearAndCheap.FLEET
          + """
          [key_map.blue-key]
          label = "blue"
          project = "blue-project"
          """;

  /** The batch goes to the cheap model, all else to the dear one. */
  private static final String FIRST =
      FLEET
          + """
          [[rules]]
          name = "batch"
          sources = ["batch"]
          pin = ["oa/gpt-6-luna"]
          [[rules]]
          name = "people"
          sources = ["web"]
          pin = ["oa/gpt-6-sol"]
          """;

  /** Only people's code goes to the dear one. */
  private static final String SECOND =
      FLEET
          + """
          [[rules]]
          name = "batch"
          sources = ["batch"]
          pin = ["oa/gpt-6-luna"]
          [[rules]]
          name = "code"
          sources = ["web"]
          tasks = ["code"]
          pin = ["oa/gpt-6-sol"]
          [[rules]]
          name = "chat"
          sources = ["web"]
          tasks = ["chat"]
          pin = ["oa/gpt-6-luna"]
          """;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void start() {
    gateway = new RunningGateway(FIRST, SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theCostThatAPlanPredictsIsWhatTheChangeCosts() {
    long before = traffic(REQUESTS);

    Control.Answer plan = plan(SECOND, REQUESTS);
    RunningGateway.await(gateway.reload(SECOND));
    long after = traffic(REQUESTS);

    assertThat(plan.status()).as("%s", plan.json()).isEqualTo(200);
    assertThat(plan.at("/requests").intValue()).isEqualTo(REQUESTS);
    assertThat(plan.at("/moved/by").size()).isEqualTo(1);
    assertThat(plan.at("/moved/by/0/from").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(plan.at("/moved/by/0/to").asText()).isEqualTo("oa/gpt-6-luna");
    assertThat(plan.at("/moved/share").doubleValue()).isCloseTo(0.25, within(0.01));
    assertThat(plan.at("/cost/before_nanos").longValue()).isEqualTo(before);
    assertThat(plan.at("/cost/without_logged_calls").intValue()).isZero();
    assertThat((double) plan.at("/cost/after_nanos").longValue() / after)
        .as("%d for %d", plan.at("/cost/after_nanos").longValue(), after)
        .isCloseTo(1, within(0.05));
    assertThat(before - after).isGreaterThan(before / 10);
    assertThat(plan.at("/quality/refusal/code").asText()).isEqualTo("no_rewards");
    assertThat(plan.at("/quality/unchecked_share").doubleValue()).isEqualTo(1);
    assertThat(plan.at("/unreadable/requests").intValue()).isZero();
    assertThat(plan.at("/refusals/new/requests").intValue()).isZero();
    samplesTellBothChoices(plan.at("/samples"));
  }

  private static void samplesTellBothChoices(JsonNode samples) {
    assertThat(samples).hasSize(4);
    JsonNode one = samples.path(0);
    assertThat(one.at("/from/after/dropped").asText()).isEqualTo("pinned_elsewhere");
    assertThat(one.at("/to/before/dropped").asText()).isEqualTo("pinned_elsewhere");
    assertThat(one.at("/to/after/cost_nanos").longValue())
        .isLessThan(one.at("/from/before/cost_nanos").longValue());
    assertThat(samples.toString()).doesNotContain("words");
  }

  /** As with tools, whose frame one model counts at three times what another does. */
  @Test
  void aModelThatCountsPromptsOtherwiseIsForetoldAsItCounts() {
    gateway.script().otherwise(PlanTest::counted);
    traffic(REQUESTS);

    Control.Answer plan = plan(SECOND, REQUESTS);
    RunningGateway.await(gateway.reload(SECOND));
    long after = traffic(REQUESTS);

    assertThat(plan.at("/moved/share").doubleValue()).isCloseTo(0.25, within(0.01));
    assertThat((double) plan.at("/cost/after_nanos").longValue() / after)
        .as("%d for %d", plan.at("/cost/after_nanos").longValue(), after)
        .isCloseTo(1, within(0.02));
  }

  private static List<Step> counted(Received received) {
    String body = received.body().toString();
    int prompt = body.length() * (body.contains("gpt-6-luna") ? 30 : 10);
    return List.of(
        new Step.Replay(
            200,
            "application/json",
            Buffer.buffer(
                """
                {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m",
                 "choices": [{"index": 0, "finish_reason": "stop",
                  "message": {"role": "assistant", "content": "Good."}}],
                 "usage": {"prompt_tokens": %d, "completion_tokens": 5, "total_tokens": %d}}"""
                    .formatted(prompt, prompt + 5)),
            List.of()));
  }

  @Test
  void theSameConfigurationMovesNothing() {
    traffic(12);

    Control.Answer plan = plan(FIRST, 12);

    assertThat(plan.at("/moved/requests").intValue()).isZero();
    assertThat(plan.at("/cost/delta_nanos").longValue()).isZero();
    assertThat(plan.at("/latency/delta_ms").doubleValue()).isZero();
    assertThat(plan.at("/quality/value").doubleValue()).isZero();
    assertThat(plan.at("/quality/checked").booleanValue()).isTrue();
    assertThat(plan.at("/samples")).isEmpty();
  }

  @Test
  void otherPricesAreToldForWhatStays() {
    long before = traffic(12);

    Control.Answer plan =
        plan(
            FIRST
                .replace("input = 2, output = 10", "input = 4, output = 20")
                .replace("input = 0.4, output = 1.6", "input = 0.8, output = 3.2"),
            12);

    assertThat(plan.at("/moved/requests").intValue()).isZero();
    assertThat(plan.at("/cost/after_nanos").longValue()).isEqualTo(2 * before);
  }

  @Test
  void tellsWhoWouldBeRefusedAndWhichAssertionsBreak() {
    traffic(12);
    String proposed =
        SECOND.replace("\"oa/gpt-6-sol\"", "\"oa/none\"")
            + """
            [[assertions]]
            name = "code is dear"
            source = "web"
            task = "code"
            expect_model = "oa/gpt-6-sol"
            """;

    Control.Answer plan = plan(proposed, 12);

    assertThat(plan.at("/refusals/new/requests").intValue()).isEqualTo(3);
    assertThat(plan.at("/refusals/new/by_reason/pinned_elsewhere").intValue()).isEqualTo(3);
    assertThat(plan.at("/compared").intValue()).isEqualTo(9);
    assertThat(plan.at("/assertions/checked").intValue()).isEqualTo(1);
    assertThat(plan.at("/assertions/broken/0/name").asText()).isEqualTo("code is dear");
  }

  @Test
  void aProfileAloneCanBeProposed() {
    operator.post("/v1/chat/completions", chat("web", "chat", 20));

    Control.Answer plan =
        operator.post(
            "/v1/plan", "{\"profiles\": {\"balanced\": {\"deny\": [\"oa/gpt-6-luna\"]}}}");

    assertThat(plan.status()).as("%s", plan.json()).isEqualTo(200);
    assertThat(plan.at("/assertions/checked").intValue()).isZero();
  }

  @Test
  void ofAProjectOnly() {
    traffic(6);

    JsonNode body = StrictJson.object().put("config", toml(SECOND)).put("project", "blue-project");
    Control.Answer none = operator.post("/v1/plan", body.toString());

    assertThat(none.at("/requests").intValue()).isZero();
    assertThat(none.at("/first_at").isNull()).isTrue();
  }

  @Test
  void aWrongFileIsRefusedWithEveryMistakeAndVariablesStandForNothingOfOurs() {
    Control.Answer wrong =
        operator.post(
            "/v1/plan",
            StrictJson.object().put("config", "[routing]\nprofil = \"x\"\n[[rules]]\n").toString());
    Control.Answer variable =
        plan(
            FLEET
                + """
                [[assertions]]
                name = "${PATH}"
                expect_refusal = true
                """,
            1);

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.at("/error/code").asText()).isEqualTo("config_invalid");
    assertThat(wrong.at("/error/message").asText()).contains("`routing.profil`", "rules");
    assertThat(variable.at("/assertions/broken/0/name").asText())
        .isEqualTo("https://variable.invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | config",
        "{'config': '', 'profiles': {}} | config",
        "{'config': 'x = 1', 'profiles': {}} | config",
        "{'profiles': {}, 'last': 10001} | last",
        "{'profiles': {'a': 1}} | profiles",
        "{'profiles': {}, 'from': 'then'} | from",
        "{'profiles': {}, 'to': '9999-12-31T23:59:59-18:00'} | to",
        "{'profiles': {}, 'from': '2026-11-02', 'to': '2026-11-01'} | to"
      })
  void aWrongBodyIsNamed(String body, String field) {
    Control.Answer answer = operator.post("/v1/plan", body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/param").asText()).isEqualTo(field);
  }

  @Test
  void isForOperators() {
    Control blue = new Control(gateway, Control.BLUE);

    assertThat(blue.post("/v1/plan", "{}").status()).isEqualTo(403);
    assertThat(blue.get("/v1/routing/gain").status()).isEqualTo(403);
  }

  private Control.Answer plan(String proposed, int last) {
    return operator.post(
        "/v1/plan", StrictJson.object().put("config", toml(proposed)).put("last", last).toString());
  }

  private String toml(String config) {
    return "[server]\n" + config.replace("UPSTREAM", gateway.simulator().origin());
  }

  /** Sends {@code count} requests, always the same ones, and gives what they cost. */
  private long traffic(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String source = i / 2 % 2 == 0 ? "batch" : "web";
      String task = i % 2 == 0 ? "code" : "chat";
      var response =
          gateway.send(
              operator
                  .request("/v1/chat/completions")
                  .header("x-source", source)
                  .header("x-task", task)
                  .POST(BodyPublishers.ofString(chat(source, task, 20 + i * 37 % 160)))
                  .build());
      assertThat(response.statusCode()).isEqualTo(200);
      ids.add(response.headers().firstValue("x-request-id").orElseThrow());
    }
    long nanos = 0;
    for (String id : ids) {
      for (AttemptRecord attempt : gateway.record(id).attempts()) {
        nanos += attempt.bill().cost().orElseThrow().totalNanos();
      }
      operator.record(id);
    }
    return nanos;
  }

  private static String chat(String source, String task, int words) {
    return """
    {"model": "auto", "messages": [{"role": "user", "content": "%s %s in %d words"}]}\
    """
        .formatted(source, task, words);
  }
}
