package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code validate = "retry"}: an answer that cannot be used is asked for again elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ValidatorRetryTest {
  private static final String GOOD = "{\"n\": 7}";
  private static final String BAD = "{\"n\": \"seven\"}";

  private final CheckedGateway checked = new CheckedGateway();

  @BeforeEach
  void forget() {
    checked.gateway().script().clear();
  }

  @AfterAll
  void stop() {
    checked.close();
  }

  private static ObjectNode json(String model) {
    return ShapedRequests.schema(ClientApi.CHAT, model, false);
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void givesTheAnswerOfTheNextWhenTheFirstBreaksItsSchema(ClientApi client) {
    checked.says("mini", BAD).says("small", GOOD);

    var asked = checked.ask(client, "valid", "both", ShapedRequests.schema(client, "both", false));

    assertThat(asked.response().statusCode()).isEqualTo(200);
    assertThat(new String(asked.response().body(), StandardCharsets.UTF_8))
        .contains("7")
        .doesNotContain("seven");
    assertThat(asked.header("x-signalbox-validated")).isEqualTo("repaired");
    assertThat(asked.header("x-signalbox-model")).isEqualTo("b/small");
    assertThat(asked.header("x-signalbox-attempts")).isEqualTo("2");
    assertThat(asked.outcomes()).containsExactly("mini schema_violation", "small answered");
    assertThat(asked.attempts())
        .extracting(each -> each.bill().charge())
        .containsExactly(Bill.Charge.REPORTED, Bill.Charge.REPORTED);
    assertThat(asked.record().served()).isEqualTo("b/small");
    assertThat(asked.signals()).containsExactly("mini schema_violation");
    assertThat(asked.decision().at("/outcome/verified").asText()).isEqualTo("repaired");
    assertThat(asked.decision().at("/outcome/attempts").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("a tool that had to be called, and arguments that break its schema")
  void asksAgainForToolsToo() {
    checked.says("mini", "no").answers("small", ScriptedAnswers.call(GOOD));
    var uncalled = checked.ask("valid", ShapedRequests.tool(ClientApi.CHAT, "both", false, true));
    checked
        .answers("mini", ScriptedAnswers.call("{}"))
        .answers("small", ScriptedAnswers.call(GOOD));
    var wrong = checked.ask("valid", ShapedRequests.tool(ClientApi.CHAT, "both", false, false));

    assertThat(uncalled.outcomes()).containsExactly("mini tool_not_called", "small answered");
    assertThat(wrong.outcomes()).containsExactly("mini tool_arguments", "small answered");
  }

  @Test
  @DisplayName("the usual answer is given at once, without a header")
  void aGoodAnswerIsGivenAtOnce() {
    checked.says("mini", GOOD);

    var asked = checked.ask("valid", json("both"));

    assertThat(asked.text()).isEqualTo(GOOD);
    assertThat(asked.header("x-signalbox-validated")).isEmpty();
    assertThat(asked.outcomes()).containsExactly("mini answered");
  }

  @Test
  @DisplayName("of two bad answers the first is given, with a header that says so")
  void ofTwoBadAnswersTheFirstIsGiven() {
    checked.says("mini", BAD).says("small", "no JSON either");

    var asked = checked.ask("valid", json("both"));

    assertThat(asked.text()).isEqualTo(BAD);
    assertThat(asked.header("x-signalbox-validated")).isEqualTo("broken");
    assertThat(asked.record().served()).isEqualTo("a/mini");
    assertThat(asked.outcomes()).containsExactly("mini schema_violation", "small schema_violation");
    assertThat(asked.signals()).containsExactly("mini schema_violation", "small schema_violation");
    assertThat(asked.record().ending().outcome()).isEqualTo("ok");
  }

  @Test
  @DisplayName("when the second call fails the first answer is given")
  void whenTheSecondCallFailsTheFirstAnswerIsGiven() {
    checked.says("mini", BAD).does("small", Step.Status.of(500));
    var refused = checked.ask("valid", json("both"));
    checked.says("mini", BAD).does("small", new Step.NoAnswer());
    var silent = checked.ask("valid", json("both"));
    checked.says("mini", BAD).does("small", Step.Status.of(400));
    var forbidden = checked.ask("valid", json("both"));

    assertThat(refused.text()).isEqualTo(BAD);
    assertThat(refused.header("x-signalbox-validated")).isEqualTo("broken");
    assertThat(refused.outcomes())
        .containsExactly("mini schema_violation", "small upstream_status");
    assertThat(silent.text()).isEqualTo(BAD);
    assertThat(silent.outcomes())
        .containsExactly("mini schema_violation", "small upstream_timeout");
    assertThat(forbidden.text()).isEqualTo(BAD);
    assertThat(forbidden.response().statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("nobody is asked whose answer costs more than it is worth")
  void nobodyIsAskedWhoseAnswerCostsMoreThanItIsWorth() {
    checked.says("mini", BAD);

    var asked = checked.ask("stingy", json("dear"));

    assertThat(asked.text()).isEqualTo(BAD);
    assertThat(asked.header("x-signalbox-validated")).isEqualTo("broken");
    assertThat(asked.outcomes()).containsExactly("mini schema_violation");
  }

  @Test
  @DisplayName("streams are never held")
  void streamsAreNeverHeld() {
    checked.does("mini", ScriptedAnswers.of(ClientApi.CHAT, ScriptedAnswers.text(BAD), true));

    var asked = checked.ask("valid", ShapedRequests.schema(ClientApi.CHAT, "both", true));

    assertThat(asked.outcomes()).containsExactly("mini answered");
    assertThat(asked.signals()).containsExactly("mini schema_violation");
  }

  @Test
  @DisplayName("a client that wants no failover gets the answer there is")
  void aClientThatWantsNoFailoverGetsTheAnswerThereIs() {
    checked.says("mini", BAD);

    var response =
        checked
            .gateway()
            .send(
                checked
                    .gateway()
                    .request("/v1/chat/completions")
                    .header("x-profile", "valid")
                    .header("x-signalbox-no-failover", "1")
                    .POST(BodyPublishers.ofString(json("both").toString()))
                    .build());

    assertThat(response.headers().firstValue("x-signalbox-attempts")).contains("1");
  }

  @Test
  @DisplayName("without time for another answer nobody else is asked")
  void withoutTimeForAnotherAnswerNobodyElseIsAsked() {
    try (CheckedGateway hurried = new CheckedGateway("request_timeout_ms = 1000\n", "")) {
      hurried.says("mini", BAD);

      var asked = hurried.ask("valid", json("both"));

      assertThat(asked.text()).isEqualTo(BAD);
      assertThat(asked.outcomes()).containsExactly("mini schema_violation");
    }
  }

  @Test
  @DisplayName("a budget with money for one call is no reason to refuse, and no second is made")
  void aBudgetForOneCallMakesNoSecond() {
    try (CheckedGateway poor =
        new CheckedGateway(
            "", "[[budgets]]\nname = \"all\"\nscope = \"total\"\nlimit_usd = 0.0009\n")) {
      poor.says("mini", BAD);
      ObjectNode body = json("both").put("max_tokens", 1_000);

      var asked = poor.ask("valid", body);

      assertThat(asked.response().statusCode()).isEqualTo(200);
      assertThat(asked.outcomes()).containsExactly("mini answered");
      assertThat(asked.header("x-signalbox-validated")).isEmpty();
    }
  }

  @Test
  @DisplayName("the budget is charged for both answers, and nothing stays reserved")
  void theBudgetIsChargedForBothAnswers() {
    try (CheckedGateway rich =
        new CheckedGateway(
            "", "[[budgets]]\nname = \"all\"\nscope = \"total\"\nlimit_usd = 10\n")) {
      rich.says("mini", BAD).says("small", GOOD);

      RequestRecord record = rich.ask("valid", json("both")).record();
      long cost = record.attempts().stream().mapToLong(each -> each.bill().nanos()).sum();

      var budget =
          Eventually.get(
              "the budget",
              () -> new Control(rich.gateway(), "").get("/v1/budgets").at("/data/0"),
              found -> found.path("spent_nanos").asLong() > 0);
      assertThat(record.attempts()).hasSize(2);
      assertThat(budget.path("spent_nanos").asLong()).isEqualTo(cost);
      assertThat(budget.path("reserved_nanos").asLong()).isZero();
    }
  }

  @Test
  @DisplayName("a client that leaves while another is asked ends that, and all is on the record")
  void aClientThatLeavesEndsTheSecondCall() {
    try (CheckedGateway patient =
        new CheckedGateway(
            "", "[profiles.balanced]\nallow_unknown = true\nvalidate = \"retry\"\n")) {
      patient.says("mini", BAD).does("large", new Step.NoAnswer());
      ObjectNode body = json("dear");
      try (RawClient client = new RawClient(patient.gateway().port())) {
        client.send(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-request-id: leaver\r\n"
                + "x-profile: valid\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                    .formatted(body.toString().length())
                + body);
        Eventually.holds(() -> patient.gateway().simulator().arrived() == 2, "the second call");
      }

      RequestRecord record = patient.gateway().record("leaver");

      assertThat(record.ending().outcome()).isEqualTo("client_closed");
      assertThat(record.attempts())
          .extracting(each -> each.model() + " " + each.outcome())
          .containsExactly("mini schema_violation", "large client_closed");
    }
  }
}
