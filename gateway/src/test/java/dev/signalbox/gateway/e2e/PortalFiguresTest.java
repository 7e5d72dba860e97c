package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of the portal read, over the whole way. */
final class PortalFiguresTest {
  private static RunningGateway gateway;
  private static Control operator;
  private static Control blue;

  @BeforeAll
  static void sendTraffic() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    operator.answered("oa/gpt-6-sol", "x-session", "s-1", "x-tags", "nightly, v_2,nightly");
    operator.answered("oa/gpt-6-luna", "x-session", "s-1");
    operator.answered("oa/gpt-6-luna", "x-session", "s-2", "x-tags", "night,V_2,v.2");
    operator.record(blue.answered("an/claude-haiku-5-5", "x-session", "s-3"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void statisticsTellOutcomesAndTimesOfEveryPart() {
    Control.Answer stats = operator.get("/v1/stats?from=now-1h");

    for (String part : List.of("by_project", "by_source", "by_key", "by_model", "series")) {
      long success = 0;
      for (JsonNode row : stats.json().path(part)) {
        success += row.path("success").asLong();
        assertThat(row.at("/total_ms/p95").isNumber()).as(part).isTrue();
      }
      assertThat(success).as(part).isEqualTo(4);
    }
    assertThat(stats.json().path("by_error_class")).isEmpty();
    assertThat(stats.all("/by_key", "name")).contains("blue");
  }

  @Test
  void costsAreComparedWithThoseOfOneModel() {
    JsonNode best = operator.get("/v1/stats?from=now-1h").at("/baseline");
    JsonNode cheap = operator.get("/v1/stats?from=now-1h&baseline=oa/gpt-6-luna").at("/baseline");

    assertThat(best.path("model").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(best.path("requests").asLong()).isEqualTo(4);
    assertThat(best.path("left_out_requests").asLong()).isZero();
    assertThat(best.path("saved_nanos").asLong())
        .isEqualTo(best.path("cost_nanos").asLong() - best.path("actual_nanos").asLong())
        .isPositive();
    assertThat(cheap.path("model").asText()).isEqualTo("oa/gpt-6-luna");
    assertThat(cheap.path("cost_nanos").asLong()).isLessThan(best.path("cost_nanos").asLong());
  }

  @Test
  void marksTellWhatWasChangedToWhoSeesEverything() {
    operator.put("/v1/profiles/marked", "{\"max_cost_usd\": 0.02}");
    operator.put("/v1/profiles/wrong", "{\"max_cost_usd\": \"much\"}");

    JsonNode marks = operator.get("/v1/stats?from=now-1h").at("/annotations");

    assertThat(marks.toString())
        .contains("\"kind\":\"profile\",\"text\":\"profile marked stored\"")
        .doesNotContain("wrong", "operator");
    assertThat(operator.get("/v1/stats").at("/annotations")).isEmpty();
    assertThat(blue.get("/v1/stats?from=now-1h").at("/annotations")).isEmpty();
  }

  @Test
  void aPageOfRequestsComesWithItsHistogramAndItsTotal() {
    Control.Answer page = operator.get("/v1/records?from=now-1h&limit=2&histogram=48");
    Control.Answer found = operator.get("/v1/records?session=s-1&histogram=7");

    assertThat(page.at("/data")).hasSize(2);
    assertThat(page.at("/total").toString())
        .isEqualTo("{\"n\":4,\"exact\":true,\"counted_from\":null}");
    assertThat(sum(page.at("/histogram"), "ok")).isEqualTo(4);
    assertThat(page.at("/histogram").size()).isBetween(2, 48);
    assertThat(found.at("/total/n").asLong()).isEqualTo(2);
    assertThat(operator.get("/v1/records").json().has("histogram")).isFalse();
    assertThat(blue.get("/v1/records?histogram=7").at("/total/n").asLong()).isOne();
  }

  private static long sum(JsonNode rows, String field) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.path(field).asLong();
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cost", "total_ms", "first_byte_ms", "tokens"})
  void tablesInAnyOrderHaveTheRowsOfThePage(String sort) {
    String path = "/v1/records?from=now-1h&sort=" + sort;
    List<String> ids = operator.get(path).all("/data", "id");
    String table = operator.text(path + "&histogram=7", "text/csv");

    assertThat(ids).hasSize(4);
    assertThat(table.lines().skip(1).map(line -> line.split(",", -1)[1])).isEqualTo(ids);
  }

  @Test
  void requestsAreGroupedBySession() {
    Control.Answer first = operator.get("/v1/sessions?from=now-1h&limit=2");
    Control.Answer second =
        operator.get("/v1/sessions?limit=2&after=" + first.at("/next").asText());

    assertThat(first.all("/data", "session")).containsExactly("s-3", "s-2");
    assertThat(second.all("/data", "session")).containsExactly("s-1");
    assertThat(second.at("/data/0/requests").asLong()).isEqualTo(2);
    assertThat(second.at("/data/0/models")).hasSize(2);
    assertThat(second.at("/next").isNull()).isTrue();
    assertThat(blue.get("/v1/sessions").all("/data", "session")).containsExactly("s-3");
    assertThat(operator.get("/v1/sessions?model=gpt-6-sol").all("/data", "session"))
        .containsExactly("s-1");
  }

  /** A tag is found whole and as it is written: neither a part of it, nor in other letters. */
  @ParameterizedTest
  @CsvSource({
    "tag=nightly, s-1",
    "tag=v_2, s-1",
    "tag=night, s-2",
    "tag=nightly&tag=night, s-2 s-1",
    "tag=!nightly, s-3 s-2 s-1",
    "tag=!nightly&tag=!night, s-3 s-1",
    "tag=(none), s-3 s-1",
    "tag=!(none), s-2 s-1",
    "tag=night&tag=!V_2, ''",
    "tag=nightly%2Cv_2, ''",
  })
  void requestsAreFoundByTheirTags(String query, String sessions) {
    assertThat(operator.get("/v1/records?" + query).all("/data", "session").stream().distinct())
        .containsExactlyElementsOf(
            sessions.isEmpty() ? List.of() : List.of(sessions.split(" ", -1)));
  }

  @Test
  void tagsAreToldInTheOrderTheyWereWrittenIn() {
    Control.Answer found = operator.get("/v1/records?tag=nightly");

    assertThat(found.all("/data", "tags")).containsExactly("nightly,v_2");
    assertThat(operator.get("/v1/failures?tag=nightly").status()).isEqualTo(200);
  }

  @Test
  void viewsAreKeptAndShared() {
    String view = "{\"name\": \"%s\", \"page\": \"requests\", \"query\": \"a=b\", \"shared\": %s}";
    Control.Answer own = operator.post("/v1/views", view.formatted("mine", true));
    Control.Answer again = operator.post("/v1/views", view.formatted("mine", false));
    Control.Answer refused = blue.post("/v1/views", view.formatted("for all", true));
    Control.Answer blues = blue.post("/v1/views", view.formatted("mine", false));

    assertThat(own.at("/own").asBoolean()).isTrue();
    assertThat(again.at("/id")).isEqualTo(own.at("/id"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(operator.get("/v1/views").all("/data", "id"))
        .containsExactly(own.at("/id").asText());
    assertThat(blue.get("/v1/views").all("/data", "by")).containsExactly("blue");
    assertThat(blue.delete("/v1/views/" + own.at("/id").asText()).at("/error/code").asText())
        .isEqualTo("view_not_found");
    assertThat(blue.delete("/v1/views/" + blues.at("/id").asText()).status()).isEqualTo(200);
    assertThat(operator.delete("/v1/views/" + own.at("/id").asText()).status()).isEqualTo(200);
    assertThat(operator.get("/v1/views").at("/data")).isEmpty();
  }

  @Test
  void requestersAreToldWithOutcomesAndTimes() {
    for (String path : List.of("/v1/projects", "/v1/sources")) {
      JsonNode first = operator.get(path + "?from=now-1h").at("/data/0");

      assertThat(first.path("success_rate").asDouble()).as(path).isEqualTo(1.0);
      assertThat(first.path("impacting").asLong()).as(path).isZero();
      assertThat(first.at("/total_ms/p95").isNumber()).as(path).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"page\": \"requests\"}|name",
        "{\"name\": \"a\", \"page\": \"No Page\"}|page",
        "{\"name\": \"a\", \"page\": \"requests\", \"shared\": 1}|shared"
      })
  void refusesAViewThatIsNone(String view, String param) {
    Control.Answer answer = operator.post("/v1/views", view);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/param").asText()).isEqualTo(param);
  }
}
