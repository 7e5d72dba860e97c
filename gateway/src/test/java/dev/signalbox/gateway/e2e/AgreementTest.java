package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code verify = "agreement"}: two cheap answers that agree spare the dear one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgreementTest {
  private final CheckedGateway checked = new CheckedGateway();

  @BeforeEach
  void forget() {
    checked.gateway().script().clear();
  }

  @AfterAll
  void stop() {
    checked.close();
  }

  private static ObjectNode json(boolean stream) {
    return ShapedRequests.schema(ClientApi.CHAT, "auto", stream);
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void givesTheCheaperOfTwoAnswersThatAgree(ClientApi client) {
    checked.says("mini", "{\"n\": 7}").says("small", "{\"n\": 7.0 }");

    var asked = checked.ask(client, "sure", "auto", ShapedRequests.schema(client, "auto", false));

    assertThat(new String(asked.response().body(), StandardCharsets.UTF_8)).contains("7");
    assertThat(asked.header("x-signalbox-verified")).isEqualTo("agreed");
    assertThat(asked.header("x-signalbox-model")).isEqualTo("a/mini");
    assertThat(asked.outcomes()).containsExactly("mini answered", "small answered");
    assertThat(asked.decision().at("/outcome/verified").asText()).isEqualTo("agreed");
    assertThat(asked.signals()).isEmpty();
  }

  @Test
  @DisplayName("the best one is asked when two answers differ, and its answer given")
  void theBestOneIsAskedWhenTwoAnswersDiffer() {
    checked.says("mini", "{\"n\": 7}").says("small", "{\"n\": 8}").says("large", "{\"n\": 9}");

    var asked = checked.ask("sure", json(false));

    assertThat(asked.text()).isEqualTo("{\"n\": 9}");
    assertThat(asked.header("x-signalbox-verified")).isEqualTo("escalated");
    assertThat(asked.record().served()).isEqualTo("c/large");
    assertThat(asked.outcomes())
        .containsExactly("large answered", "mini answered", "small answered");
    assertThat(asked.decision().at("/outcome/verified").asText()).isEqualTo("escalated");
    assertThat(asked.decision().at("/outcome/attempts").asInt()).isEqualTo(3);
  }

  @Test
  @DisplayName("calls of tools and short words are compared too")
  void callsAndShortWordsAreComparedToo() {
    checked
        .answers("mini", ScriptedAnswers.call("{\"n\":1}"))
        .answers("small", ScriptedAnswers.call("{ \"n\": 1 }"));
    var called = checked.ask("sure", ShapedRequests.tool(ClientApi.CHAT, "auto", false, true));
    checked.says("mini", "The answer is (B).").says("small", "B");
    var letter = checked.ask("sure", ClientApi.CHAT.tree("auto", false).put("max_tokens", 200));

    assertThat(called.header("x-signalbox-verified")).isEqualTo("agreed");
    assertThat(letter.header("x-signalbox-verified")).isEqualTo("agreed");
  }

  @Test
  @DisplayName("an answer that has not its shape agrees with nobody")
  void anAnswerWithoutItsShapeAgreesWithNobody() {
    checked.says("mini", "seven").says("small", "seven").says("large", "{\"n\": 7}");

    var asked = checked.ask("sure", json(false));

    assertThat(asked.text()).isEqualTo("{\"n\": 7}");
    assertThat(asked.header("x-signalbox-verified")).isEqualTo("escalated");
    assertThat(asked.signals())
        .containsExactlyInAnyOrder("mini schema_violation", "small schema_violation");
  }

  @Test
  @DisplayName("where one of the two fails the best one is asked")
  void whereOneOfTheTwoFailsTheBestOneIsAsked() {
    checked
        .does("mini", Step.Status.of(500))
        .says("small", "{\"n\": 7}")
        .does(
            "large",
            new Step.Delay(300),
            ScriptedAnswers.of(ClientApi.CHAT, ScriptedAnswers.text("{\"n\": 7}"), false));

    var asked = checked.ask("sure", json(false));

    assertThat(asked.header("x-signalbox-verified")).isEqualTo("escalated");
    assertThat(asked.outcomes()) // of the small one the answer may come too late
        .hasSize(3)
        .contains("large answered", "mini upstream_status")
        .containsAnyOf("small answered", "small hedge_lost");
    assertThat(asked.signals()).containsExactly("mini failover");
  }

  @Test
  @DisplayName("where the best one fails the likelier of the two is given")
  void whereTheBestOneFailsTheLikelierIsGiven() {
    checked
        .says("mini", "{\"n\": 7}")
        .says("small", "{\"n\": 8}")
        .does("large", Step.Status.of(500));

    var asked = checked.ask("sure", json(false));

    assertThat(asked.text()).isEqualTo("{\"n\": 8}");
    assertThat(asked.header("x-signalbox-verified")).isEqualTo("undecided");
    assertThat(asked.outcomes())
        .containsExactly("large upstream_status", "mini answered", "small answered");
  }

  @Test
  @DisplayName("streams and long answers are not verified, which a header says")
  void streamsAndLongAnswersAreNotVerified() {
    var stream = checked.ask("sure", json(true));
    var prose = checked.ask("sure", ClientApi.CHAT.tree("auto", false));
    var named = checked.ask("sure", ShapedRequests.schema(ClientApi.CHAT, "a/mini", false));

    assertThat(stream.header("x-signalbox-verified")).isEqualTo("skipped; stream");
    assertThat(prose.header("x-signalbox-verified")).isEqualTo("skipped; long answer");
    assertThat(named.header("x-signalbox-verified")).isEqualTo("skipped; no pair");
    assertThat(stream.attempts()).hasSize(1);
  }

  @Test
  @DisplayName("a budget without money for three calls makes one")
  void aBudgetWithoutMoneyForThreeCallsMakesOne() {
    try (CheckedGateway poor =
        new CheckedGateway(
            "", "[[budgets]]\nname = \"all\"\nscope = \"total\"\nlimit_usd = 0.05\n")) {
      poor.says("small", "{\"n\": 7}");

      var asked = poor.ask("sure", json(false).put("max_tokens", 1_000));

      assertThat(asked.response().statusCode()).isEqualTo(200);
      assertThat(asked.header("x-signalbox-verified")).isEqualTo("skipped; limits");
      assertThat(asked.outcomes()).containsExactly("small answered");
    }
  }

  @Test
  @DisplayName("both calls go out at once, and both end when the client leaves")
  void bothCallsEndWhenTheClientLeaves() {
    checked.does("mini", new Step.NoAnswer()).does("small", new Step.NoAnswer());
    String body = json(false).toString();
    int before = checked.gateway().simulator().arrived();
    try (RawClient client = new RawClient(checked.gateway().port())) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-request-id: gone\r\n"
              + "x-profile: sure\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                  .formatted(body.length())
              + body);
      Eventually.holds(() -> checked.gateway().simulator().arrived() == before + 2, "both calls");
    }

    assertThat(checked.gateway().record("gone").attempts())
        .extracting(each -> each.model() + " " + each.outcome())
        .containsExactlyInAnyOrder("mini client_closed", "small client_closed");
  }
}
