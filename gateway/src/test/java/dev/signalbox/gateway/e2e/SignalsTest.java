package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of signals, through the whole gateway. */
final class SignalsTest {
  private static final String PATH = "/v1/signals";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;
  private Control blue;
  private Control red;

  @BeforeEach
  void start() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    red = new Control(gateway, Control.RED);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void restart() {
    gateway.close();
    start();
  }

  /** An answer: its request, its decision and the model that gave it. */
  private record Answered(String request, String decision, String model) {}

  private Answered ask(Control control, String requestId, String session) {
    var request = control.request("/v1/chat/completions").header("x-request-id", requestId);
    if (!session.isEmpty()) {
      request.header("x-session", session);
    }
    HttpResponse<byte[]> response =
        gateway.send(
            request
                .header("x-task", "tickets")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false)))
                .build());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Answered(
        requestId,
        response.headers().firstValue("x-signalbox-decision").orElseThrow(),
        response.headers().firstValue("x-signalbox-model").orElseThrow());
  }

  private static JsonNode send(Control control, String body) {
    Control.Answer answer = control.post(PATH, body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(202);
    return answer.at("/results");
  }

  private static JsonNode sendOne(Control control, String body) {
    JsonNode results = send(control, body);
    assertThat(results).hasSize(1);
    return results.path(0);
  }

  private JsonNode signal(JsonNode receipt) {
    return operator.get(PATH + "/" + receipt.path("signal_id").asText()).json();
  }

  @Test
  void takesEveryFormAndFindsTheAnswer() {
    Answered first = ask(blue, "r-1", "chat-7");
    Answered second = ask(blue, "r-2", "chat-7");

    JsonNode results =
        send(
            blue,
            """
            [{'decision_id': 'FIRST', 'value': true, 'name': 'thumbs', 'confidence': 0.5,
              'observed_at': '2026-11-26T08:00:00Z', 'labels': {'screen': 'checkout'}},
             {'request_id': 'r-1', 'value': 0.25, 'source': 'judge'},
             {'session_id': 'chat-7', 'value': false},
             {'value': {'better': 'SECOND', 'worse': 'FIRST'}},
             {'decision_id': 'FIRST', 'outcome': 'edited', 'edit_distance': 0.2},
             {'decision_id': 'FIRST', 'source': 'validator', 'parse_success': false},
             {'decision_id': 'FIRST', 'error': false, 'governance_violation': true},
             {'model': 'oa/gpt-6-sol', 'task': 'tickets', 'n': 40, 'acceptance': 0.8,
              'source': 'business'}]"""
                .replace("FIRST", first.decision())
                .replace("SECOND", second.decision()));

    assertThat(results)
        .hasSize(8)
        .allSatisfy(each -> assertThat(each.path("state").asText()).isEqualTo("applied"));
    List<JsonNode> told = new ArrayList<>();
    results.forEach(each -> told.add(signal(each)));
    assertThat(told.stream().map(each -> each.path("value").doubleValue()))
        .containsExactly(1.0, 0.25, 0.0, 1.0, 0.8, 0.0, 0.0, 0.8);
    assertThat(told.stream().map(each -> each.path("decision_id").asText()).limit(3))
        .containsExactly(first.decision(), first.decision(), second.decision());
    assertThat(told.stream().map(each -> each.path("weight").doubleValue()))
        .containsExactly(0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 40.0);
    JsonNode thumbs = told.getFirst();
    assertThat(thumbs.at("/labels/screen").asText()).isEqualTo("checkout");
    assertThat(thumbs.path("observed_at").asText()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(thumbs.path("provider").asText() + "/" + thumbs.path("model").asText())
        .isEqualTo(first.model());
    assertThat(thumbs.path("task").asText()).isEqualTo("tickets");
    assertThat(thumbs.path("project").asText()).isEqualTo("blue-project");
    assertThat(thumbs.path("key_label").asText()).isEqualTo("blue");
    assertThat(told.get(7).path("project").asText()).isEqualTo("blue-project");
  }

  @Test
  void aMalformedOneIsRejectedByItsIndexAndSpoilsNoOther() {
    Answered answered = ask(blue, "r-1", "");

    JsonNode results =
        send(
            blue,
            """
            [{'decision_id': 'D', 'value': true}, 7, {'decision_id': 'D', 'value': 1.5},
             {'decision_id': 'D'}, {'decision_id': 'D', 'valve': true},
             {'decision_id': 'D', 'request_id': 'r-1', 'value': true},
             {'decision_id': 'D', 'value': true, 'source': 'gateway'},
             {'decision_id': 'D', 'value': true, 'labels': {'a b': 'c'}},
             {'model': 'oa/gpt-6-sol', 'value': 0.5}, {'decision_id': 'D', 'value': false}]"""
                .replace("'D'", "'" + answered.decision() + "'"));

    List<String> states = new ArrayList<>();
    List<String> params = new ArrayList<>();
    results.forEach(each -> states.add(each.path("state").asText()));
    results.forEach(each -> params.add(each.path("param").asText()));
    assertThat(states)
        .containsExactly(
            "applied",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "applied");
    assertThat(params)
        .containsExactly(
            "null",
            "null",
            "value",
            "value",
            "valve",
            "decision_id",
            "source",
            "labels",
            "task",
            "null");
    assertThat(results.at("/4/message").asText()).contains("did you mean `value`?");
    assertThat(operator.get(PATH).at("/data")).hasSize(2);
    assertThat(blue.post(PATH, "[]").status()).isEqualTo(400);
    assertThat(blue.post(PATH, "[" + "{},".repeat(1_000) + "{}]").status()).isEqualTo(400);
  }

  @Test
  void aRepetitionGetsTheSameAnswerAndCountsOnceAfterARestartToo() {
    Answered answered = ask(blue, "r-1", "");
    String body =
        "{'decision_id': '%s', 'value': true, 'idempotency_key': 'k1'}"
            .formatted(answered.decision());
    JsonNode first = sendOne(blue, body);

    assertThat(sendOne(blue, body)).isEqualTo(first);
    assertThat(send(blue, "[" + body + "," + body + "]").findValuesAsText("signal_id"))
        .containsOnly(first.path("signal_id").asText());
    restart();
    assertThat(sendOne(blue, body)).isEqualTo(first);
    assertThat(sendOne(operator, body).path("signal_id")).isNotEqualTo(first.path("signal_id"));
    assertThat(operator.get(PATH).at("/data")).hasSize(2);
  }

  @Test
  void oneTakesThePlaceOfAnother() {
    Answered answered = ask(blue, "r-1", "");
    JsonNode old =
        sendOne(blue, "{'decision_id': '%s', 'value': true}".formatted(answered.decision()));
    String instead =
        "{'decision_id': '%s', 'value': false, 'supersedes': '%s'}"
            .formatted(answered.decision(), old.path("signal_id").asText());

    JsonNode refused = sendOne(red, instead);
    JsonNode fresh = sendOne(blue, instead);
    JsonNode late = sendOne(blue, instead);

    assertThat(refused.path("reason").asText()).isEqualTo("unknown_superseded");
    assertThat(fresh.path("state").asText()).isEqualTo("applied");
    assertThat(late.path("reason").asText()).isEqualTo("unknown_superseded");
    assertThat(signal(old).path("state").asText()).isEqualTo("superseded");
    assertThat(signal(old).path("superseded_by")).isEqualTo(fresh.path("signal_id"));
    JsonNode sums = operator.get("/v1/signals/summary").at("/data");
    assertThat(sums).hasSize(1);
    assertThat(sums.at("/0/n").intValue()).isEqualTo(1);
    assertThat(sums.at("/0/mean").doubleValue()).isZero();
  }

  @Test
  void operatorsTakeOneBackAsIfItHadNeverCome() {
    Answered answered = ask(blue, "r-1", "");
    JsonNode kept =
        sendOne(blue, "{'decision_id': '%s', 'value': true}".formatted(answered.decision()));
    JsonNode before = operator.get("/v1/signals/summary").at("/data/0/mean");
    JsonNode wrong =
        sendOne(blue, "{'decision_id': '%s', 'value': false}".formatted(answered.decision()));
    String path = PATH + "/" + wrong.path("signal_id").asText();

    assertThat(blue.delete(path).status()).isEqualTo(403);
    assertThat(operator.delete(path).at("/state").asText()).isEqualTo("revoked");
    assertThat(operator.delete(path).status()).isEqualTo(200);

    assertThat(operator.get("/v1/signals/summary").at("/data/0/mean")).isEqualTo(before);
    assertThat(operator.get(PATH + "?state=applied").all("/data", "id"))
        .containsExactly(kept.path("signal_id").asText());
    assertThat(operator.get(PATH + "?state=revoked").all("/data", "id"))
        .containsExactly(wrong.path("signal_id").asText());
    assertThat(operator.delete(PATH + "/17").status()).isEqualTo(404);
  }

  @Test
  void waitsForItsAnswerAndIsAppliedWhenThatIsThereAfterARestartToo() {
    JsonNode early =
        sendOne(blue, "{'request_id': 'r-9', 'value': true, 'idempotency_key': 'early'}");
    assertThat(early.path("state").asText()).isEqualTo("pending");
    assertThat(signal(early).path("state").asText()).isEqualTo("pending");
    assertThat(operator.get(PATH + "?state=pending").at("/data")).hasSize(1);
    restart();

    Answered answered = ask(blue, "r-9", "");

    JsonNode applied =
        Eventually.get(
            "the signal",
            () -> signal(early),
            told -> told.path("state").asText().equals("applied"));
    assertThat(applied.path("decision_id").asText()).isEqualTo(answered.decision());
    assertThat(applied.path("id")).isEqualTo(early.path("signal_id"));
    assertThat(operator.get(PATH).at("/data")).hasSize(1);
    assertThat(operator.get(PATH + "?state=pending").at("/data")).isEmpty();
    assertThat(operator.get(PATH + "?model=oa/gpt-6-sol&task=tickets").at("/data")).hasSize(1);
  }

  @Test
  void findsAnswersThatAreOnlyInTheStore() {
    Answered first = ask(blue, "r-1", "chat");
    Answered second = ask(blue, "r-2", "chat");
    operator.record("r-2");
    restart();

    JsonNode results =
        send(
            blue,
            """
            [{'decision_id': 'D', 'value': true}, {'request_id': 'r-1', 'value': true},
             {'session_id': 'chat', 'value': true}]"""
                .replace("'D'", "'" + first.decision() + "'"));

    List<String> decisions = new ArrayList<>();
    results.forEach(each -> decisions.add(signal(each).path("decision_id").asText()));
    assertThat(decisions).containsExactly(first.decision(), first.decision(), second.decision());
    assertThat(signal(results.path(0)).path("task").asText()).isEqualTo("tickets");
  }

  @Test
  void takesNoneWhereTheFileSaysSo() {
    gateway.close();
    gateway =
        new RunningGateway(
            Control.CONFIG + "[signals]\nenabled = false\n", SimulatorOptions.standard(), dir);
    Control.Answer refused =
        new Control(gateway, Control.BLUE).post(PATH, "{\"decision_id\": \"d\", \"value\": 1}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/error/code").asText()).isEqualTo("signals_disabled");
    assertThat(new Control(gateway, Control.OPERATOR).get(PATH).at("/data")).isEmpty();
  }

  @Test
  void answersOfOthersAreNobodysBusiness() {
    Answered foreign = ask(red, "r-1", "chat");

    JsonNode results =
        send(
            blue,
            """
            [{'decision_id': 'D', 'value': true}, {'request_id': 'r-1', 'value': true},
             {'session_id': 'chat', 'value': true},
             {'model': 'oa/gpt-6-sol', 'task': 't', 'project': 'other', 'value': 1}]"""
                .replace("'D'", "'" + foreign.decision() + "'"));

    assertThat(results.findValuesAsText("reason"))
        .containsExactly("not_allowed", "unknown_subject", "unknown_subject", "not_allowed");
    assertThat(sendOne(operator, "{'request_id': 'r-1', 'value': true}").path("state").asText())
        .isEqualTo("applied");
    assertThat(
            sendOne(red, "{'model': 'oa/gpt-6-sol', 'task': 't', 'value': 1}")
                .path("reason")
                .asText())
        .isEqualTo("not_allowed");
    assertThat(blue.get(PATH).status()).isEqualTo(403);
    assertThat(blue.get("/v1/alerts").status()).isEqualTo(403);
  }

  @Test
  void recordsAndDecisionsShowWhatWasSaidOfThem() {
    Answered answered = ask(blue, "r-1", "");
    JsonNode receipt =
        sendOne(blue, "{'decision_id': '%s', 'value': true}".formatted(answered.decision()));

    assertThat(operator.record("r-1").all("/signals", "id"))
        .containsExactly(receipt.path("signal_id").asText());
    assertThat(operator.get("/v1/decisions/" + answered.decision()).all("/signals", "id"))
        .containsExactly(receipt.path("signal_id").asText());
    assertThat(operator.get(PATH + "?decision_id=" + answered.decision()).at("/data")).hasSize(1);
  }

  @Test
  void theListGoesOnPageByPageInEveryFormat() {
    Answered answered = ask(blue, "r-1", "");
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(
          sendOne(blue, "{'decision_id': '%s', 'value': 0.%d}".formatted(answered.decision(), i))
              .path("signal_id")
              .asText());
    }

    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Control.Answer page = operator.get(PATH + "?limit=2" + next);
      seen.addAll(page.all("/data", "id"));
      next = page.at("/next").isNull() ? "" : "&after=" + page.at("/next").asText();
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(sent.reversed());
    String csv =
        new String(
            gateway.send(operator.request(PATH).header("accept", "text/csv").build()).body(),
            StandardCharsets.UTF_8);
    assertThat(csv.lines()).hasSize(6);
    assertThat(csv).startsWith("id,at,state,");
    String lines =
        new String(
            gateway
                .send(operator.request(PATH).header("accept", "application/x-ndjson").build())
                .body(),
            StandardCharsets.UTF_8);
    assertThat(lines.lines()).hasSize(5);
  }

  @Test
  void tellsWhatIsBeyondItsThreshold() {
    Control.Answer alerts =
        blue.post(
            "/v1/alerts",
            """
            [{"model": "oa/gpt-6-sol", "task": "t", "n": 40, "acceptance": 0.4, "error": 0.05},
             {"model": "oa/gpt-6-luna", "task": "t", "n": 3, "acceptance": 0.1}]""");
    Control.Answer sums =
        blue.post(
            "/v1/signals/summary",
            """
            [{"model": "oa/gpt-6-sol", "task": "t", "n": 30, "acceptance": 0.4},
             {"model": "oa/gpt-6-sol", "task": "t", "n": 10, "acceptance": 0.8}]""");

    assertThat(alerts.all("/data", "metric")).containsExactly("quality", "acceptance");
    assertThat(alerts.at("/data/1/value").doubleValue()).isEqualTo(0.4);
    assertThat(alerts.at("/data/1/threshold").doubleValue()).isEqualTo(0.5);
    assertThat(sums.at("/data/0/samples").intValue()).isEqualTo(40);
    assertThat(sums.at("/data/0/acceptance").doubleValue()).isEqualTo(0.5);
    assertThat(operator.get("/v1/alerts").at("/data")).isEmpty();
    assertThat(operator.get("/v1/signals/summary").at("/data")).isEmpty();
  }
}
