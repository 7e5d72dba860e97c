package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** X05: The paths that tell what happened, over the whole way: requests in, rows out. */
final class StoredFactsTest {
  private static final List<String> LISTS =
      List.of("/v1/records", "/v1/projects/my-project/records");

  private static RunningGateway gateway;
  private static Control operator;
  private static Control blue;
  private static String lastId;

  @BeforeAll
  static void sendTraffic() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    for (String project : List.of("my-project", "other", "@1/2")) {
      operator.answered("oa/gpt-6-luna", "x-project", project, "x-source", "my-app");
    }
    lastId = blue.answered("an/claude-haiku-5-5", "x-source", "web");
    operator.record(lastId);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void projectsAreListedWithWhatTheyUsed() {
    Control.Answer all = operator.get("/v1/projects");
    Control.Answer active = operator.get("/v1/projects?active_since_mins=60");

    assertThat(all.all("/data", "project"))
        .containsExactlyInAnyOrder("my-project", "other", "@1/2", "blue-project");
    assertThat(active.json()).isEqualTo(all.json());
    assertThat(all.at("/data/0/requests").asLong()).isEqualTo(1);
    assertThat(all.at("/data/0/requests_per_hour")).hasSize(24);
    assertThat(operator.get("/v1/sources").all("/data", "source")).contains("my-app");
  }

  @Test
  void recordsOfAProjectAreItsOwn() {
    Control.Answer answer = operator.get("/v1/projects/my-project/records");
    Control.Answer formula = operator.get("/v1/projects/%401%2F2/records");

    assertThat(answer.all("/data", "project")).containsExactly("my-project");
    assertThat(answer.at("/data/0/provider").asText()).isEqualTo("oa");
    assertThat(answer.at("/data/0/input_tokens").asLong()).isPositive();
    assertThat(answer.at("/data/0/status").asInt()).isEqualTo(200);
    assertThat(answer.at("/next").isNull()).isTrue();
    assertThat(formula.all("/data", "project")).containsExactly("@1/2");
  }

  @Test
  void statisticsAddUpAndBeginWithTheTotals() {
    Control.Answer stats = operator.get("/v1/stats");
    List<String> names = new ArrayList<>();
    stats.json().fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .startsWith(
            "requests", "errors", "input_tokens", "output_tokens", "cost_nanos", "cost_usd");
    assertThat(stats.at("/requests").asLong()).isEqualTo(4);
    assertThat(stats.at("/errors").asLong()).isZero();
    assertThat(stats.all("/by_model", "name")).contains("gpt-6-luna", "claude-haiku-5-5");
    assertThat(operator.get("/v1/stats?from=now-1h&compare=previous").at("/previous/requests"))
        .isEqualTo(StrictJson.parse("0".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("X05 a caller sees its own only")
  void aCallerSeesItsOwnOnly() {
    String others = operator.get("/v1/records?project=other").at("/data/0/id").asText();

    assertThat(blue.get("/v1/records").all("/data", "key_label")).containsExactly("blue");
    assertThat(blue.get("/v1/records?key_label=gateway%231").at("/data")).isEmpty();
    assertThat(blue.get("/v1/records/" + others).status()).isEqualTo(404);
    assertThat(blue.get("/v1/projects").all("/data", "project")).containsExactly("blue-project");
    assertThat(blue.get("/v1/projects/other/records").at("/data")).isEmpty();
    assertThat(blue.get("/v1/stats").at("/requests").asLong()).isEqualTo(1);
    assertThat(blue.get("/v1/failures").at("/impacting").asLong()).isZero();
  }

  @Test
  void everyFormatHasTheSameRows() {
    for (String path : LISTS) {
      JsonNode data = operator.get(path).at("/data");

      List<JsonNode> lines = new ArrayList<>();
      operator
          .text(path, "application/x-ndjson")
          .lines()
          .forEach(line -> lines.add(StrictJson.parse(line.getBytes(StandardCharsets.UTF_8))));
      assertThat(lines).containsExactlyElementsOf(data);
      List<String> table = operator.text(path, "text/csv").lines().toList();
      assertThat(table).hasSize(data.size() + 1);
      for (int i = 0; i < data.size(); i++) {
        assertThat(table.get(i + 1))
            .startsWith(
                data.get(i).path("number").asText() + "," + data.get(i).path("id").asText());
      }
    }
  }

  @Test
  @DisplayName("X12 tables hold no formulas")
  void tablesHoldNoFormulas() {
    String table = operator.text("/v1/records", "text/csv");

    assertThat(table).contains(",'@1/2,").doesNotContain(",@1/2");
  }

  @Test
  void pagesGoOnWhereTheyEnded() {
    Control.Answer first = operator.get("/v1/records?limit=3");
    Control.Answer second = operator.get("/v1/records?limit=3&after=" + first.at("/next").asText());

    assertThat(first.at("/data")).hasSize(3);
    assertThat(second.at("/data")).hasSize(1);
    assertThat(second.at("/next").isNull()).isTrue();
  }

  @Test
  void oneRecordTellsEverything() {
    Control.Answer one = operator.get("/v1/records/" + lastId);

    assertThat(one.at("/record/served").asText()).isEqualTo("an/claude-haiku-5-5");
    assertThat(one.at("/attempts")).hasSize(1);
    assertThat(one.at("/attempts/0/tokens/input").asLong()).isPositive();
    assertThat(operator.get(one.at("/decision/href").asText()).status()).isEqualTo(200);
    assertThat(one.at("/neighbours/previous").isNull()).isTrue();
    assertThat(one.at("/neighbours/next/id").asText()).isNotEmpty();
    assertThat(operator.get("/v1/records/" + one.at("/record/number").asText()).json())
        .isEqualTo(one.json());
    assertThat(operator.get("/v1/records/nothing").at("/error/code").asText())
        .isEqualTo("record_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/records?projct=a|projct|did you mean `project`",
        "/v1/records?limit=201|limit|from 1 to 200",
        "/v1/records?from=yesterday|from|now-24h",
        "/v1/records?from=2026-02-01&to=2026-01-01|to|before",
        "/v1/records?from=%2B999999999-01-01T00:00:00Z|from|now-24h",
        "/v1/records?status=abc|status|number",
        "/v1/records?result=good|result|mitigated",
        "/v1/records?text=%25%25|text|3 to 200",
        "/v1/records?after=MTIz|after|`next`",
        "/v1/stats?session=a|session|there is no parameter",
        "/v1/stats?grain=second|grain|minute",
        "/v1/stats?from=2026-01-01&grain=minute|grain|1500 points",
        "/v1/stats?compare=previous|compare|`from`",
        "/v1/projects?active_since_mins=0|active_since_mins|from 1",
        "/v1/failures?result=ok|result|there is no parameter",
        "/v1/records?histogram=201|histogram|from 1 to 200",
        "/v1/records?sort=size|sort|`total_ms`",
        "/v1/records?sort=cost&after=MTIz|after|`next`",
        "/v1/sessions?after=MTIz|after|`next`",
        "/v1/sessions?session=a|session|there is no parameter",
        "/v1/stats?baseline=nothing|baseline|no chat model"
      })
  void saysWhatIsWrongWithAQuestion(String path, String param, String message) {
    Control.Answer answer = operator.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/param").asText()).isEqualTo(param);
    assertThat(answer.at("/error/message").asText()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"now", "now-7d", "2026-01-01", "1970-01-01T00:00:10Z", "2999-01-01"})
  void whatHasAnEndOnlyBeginsBeforeIt(String end) {
    assertThat(operator.get("/v1/failures?to=" + end).status()).isEqualTo(200);
    assertThat(operator.get("/v1/signals/summary?to=" + end).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "project=%27%20or%201%3D1%20--",
        "source=x%27%3Bdrop%20table%20fact_requests%3B--",
        "session=%22%20or%20%22%22%3D%22",
        "text=%27%20or%20%27a%27%3D%27a",
        "request_id=%25",
        "model=%00"
      })
  void takesValuesAsTheyAre(String query) {
    assertThat(operator.get("/v1/records?" + query).at("/data")).isEmpty();
    assertThat(operator.get("/v1/records").at("/data")).hasSize(4);
  }
}
