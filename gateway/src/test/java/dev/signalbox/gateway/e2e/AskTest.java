package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AskTest {
  private static final String CHAT =
      "{\"model\": \"oa/gpt-6-luna\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";

  private final RunningGateway gateway =
      new RunningGateway(
          Control.CONFIG + "[ask]\nmodel = \"oa/gpt-6-luna\"\nmax_rows = 50\nper_minute = 10000\n",
          SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);
  private final Control blue = new Control(gateway, Control.BLUE);

  @BeforeAll
  void serveSomething() {
    for (int i = 0; i < 3; i++) {
      assertThat(
              operator
                  .send(
                      operator
                          .request("/v1/chat/completions")
                          .header("x-project", "shop")
                          .POST(BodyPublishers.ofString(CHAT)))
                  .status())
          .isEqualTo(200);
    }
    waitFor("select count(*) from requests where project = 'shop'", 3);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static String sql(String statement) {
    return "{\"sql\": \"%s\"}".formatted(statement);
  }

  /** Records are written just after their answers ended. */
  private void waitFor(String statement, int expected) {
    Eventually.get(
        statement,
        () -> operator.post("/v1/sql", sql(statement)),
        answer -> answer.at("/rows/0/0").asInt() == expected);
  }

  @Test
  void runsSqlOfAnOperator() {
    Control.Answer answer =
        operator.post(
            "/v1/sql",
            sql("select project, count(*) as n from requests where project = 'shop' group by 1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/columns/1/name").asText()).isEqualTo("n");
    assertThat(answer.at("/columns/1/type").asText()).isEqualTo("integer");
    assertThat(answer.at("/rows").toString()).isEqualTo("[[\"shop\",3]]");
    assertThat(answer.at("/truncated").asBoolean()).isFalse();
  }

  @Test
  void givesCsvInWhichNothingIsAFormula() {
    HttpResponse<byte[]> response =
        gateway.send(
            operator
                .request("/v1/sql")
                .header("accept", "text/csv")
                .POST(
                    BodyPublishers.ofString(
                        sql(
                            "select '=1+1' as sum, project from requests where project = 'shop' limit 1")))
                .build());

    assertThat(response.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo("sum,project\r\n'=1+1,shop\r\n");
  }

  @Test
  void refusesOthersAndWhatIsNotASelect() {
    assertThat(blue.post("/v1/sql", sql("select 1")).status()).isEqualTo(403);
    assertThat(blue.post("/v1/ask", "{\"question\": \"cost today\"}").status()).isEqualTo(403);

    Control.Answer refused = operator.post("/v1/sql", sql("select * from request"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/error/code").asText()).isEqualTo("sql_unknown_relation");
    assertThat(refused.at("/error/message").asText())
        .isEqualTo("there is no view `request`; did you mean `requests`?");
    assertThat(refused.at("/error/param").asText()).isEqualTo("sql");
    assertThat(operator.post("/v1/sql", "{\"sql\": \"select 1\", \"max_rows\": 51}").status())
        .isEqualTo(400);
  }

  @Test
  void answersAQuestionInWords() {
    Control.Answer answer =
        operator.post(
            "/v1/ask",
            "{\"question\": \"how many requests of project 'shop' today\", \"zone\": \"UTC\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/answered").asBoolean()).isTrue();
    assertThat(answer.at("/engine").asText()).isEqualTo("templates");
    assertThat(answer.at("/confidence").asText()).isEqualTo("certain");
    assertThat(answer.at("/sql").asText()).contains("project = 'shop'");
    assertThat(answer.at("/rows/0/0").asInt()).isEqualTo(3);
  }

  @Test
  void asksTheModelThroughItsOwnDoorAndRecordsThat() {
    Control.Answer answer =
        operator.post("/v1/ask", "{\"question\": \"which project grumbles the loudest\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/answered").asBoolean()).isFalse();
    assertThat(answer.at("/problems").toString()).contains("grumbles").contains("the model");
    waitFor("select count(*) from requests where source = 'portal-ask'", 1);
  }

  @Test
  void saysWhatItDoesNotUnderstandWithoutAskingAModel() {
    Control.Answer answer =
        operator.post("/v1/ask", "{\"question\": \"cost by projct\", \"model\": false}");

    assertThat(answer.at("/problems/0").asText())
        .isEqualTo("the word `projct` is unknown; did you mean `project`, `projects`?");
    assertThat(answer.at("/suggestions")).isNotEmpty();
  }

  @Test
  void completesQuestionsAndKeepsThoseThatWereRight() {
    JsonNode completions = operator.get("/v1/ask/completions?q=cost%20by%20pro").at("/data");
    Control.Answer kept =
        operator.post(
            "/v1/ask/verified",
            "{\"question\": \"requests\", \"sql\": \"select count(*) from requests\"}");
    Control.Answer refused =
        operator.post(
            "/v1/ask/verified", "{\"question\": \"keys\", \"sql\": \"select * from keys\"}");

    assertThat(completions.toString()).contains("cost by project");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.at("/id").asText()).isNotEmpty();
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void tellsWhatStatementsMayRead() {
    Control.Answer views = operator.get("/v1/ask/views");

    assertThat(views.all("/data", "name"))
        .contains("requests", "attempts", "decisions", "signals", "daily_costs");
    for (JsonNode view : views.at("/data")) {
      Control.Answer found =
          operator.post(
              "/v1/sql",
              "{\"sql\": \"select * from %s limit 1\"}".formatted(view.path("name").asText()));
      assertThat(found.all("/columns", "name"))
          .containsExactlyInAnyOrderElementsOf(view.path("columns").findValuesAsText("name"));
    }
    assertThat(new Control(gateway, Control.BLUE).get("/v1/ask/views").status()).isEqualTo(403);
  }
}
