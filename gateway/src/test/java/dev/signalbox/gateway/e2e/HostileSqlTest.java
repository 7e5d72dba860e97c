package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X03 and X04: statements and filters that mean harm, through the doors. */
final class HostileSqlTest {
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private static RunningGateway gateway;
  private static Control operator;

  @BeforeAll
  static void begin() {
    gateway =
        new RunningGateway(
            Control.CONFIG + "[ask]\ndeadline_secs = 1\nper_minute = 10000\n",
            SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    for (String project : List.of("a_b", "axb")) {
      assertThat(
              gateway
                  .send(
                      operator
                          .request("/v1/chat/completions")
                          .header("x-request-id", project)
                          .header("x-project", project)
                          .POST(BodyPublishers.ofString("{\"model\": \"%\"}"))
                          .build())
                  .statusCode())
          .isEqualTo(404);
      operator.record(project);
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  @DisplayName("X03 no hostile statement gives a row, and all stays as it is")
  void noHostileStatementGivesARow() throws IOException {
    JsonNode before = operator.get("/v1/keys").json();
    List<String> through = new ArrayList<>();
    List<String> attacks =
        Files.readAllLines(Path.of("../analytics/src/test/resources/sql/attacks.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.replace("secrets", "api_keys"))
            .toList();
    for (String attack : attacks) {
      HttpResponse<byte[]> answer = post("/v1/sql", "sql", attack);
      if (answer.statusCode() < 400 || answer.statusCode() >= 500) {
        through.add(answer.statusCode() + " " + attack);
      }
    }

    assertThat(attacks).hasSizeGreaterThan(60);
    assertThat(through).isEmpty();
    assertThat(operator.get("/v1/keys").json()).isEqualTo(before);
    assertThat(post("/v1/sql", "sql", "select count(*) from requests").statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("X03 a statement that has no end is ended, and others are answered meanwhile")
  void aStatementThatHasNoEndIsEnded() {
    List<String> names = IntStream.range(0, 26).mapToObj(i -> "r" + i).toList();
    String endless =
        "select count(*) from requests "
            + String.join(", requests ", names)
            + " where "
            + String.join(".total_ms + ", names)
            + ".total_ms < 0";
    long began = System.nanoTime();

    HttpResponse<byte[]> answer = post("/v1/sql", "sql", endless);

    assertThat(answer.statusCode()).isIn(400, 408, 422, 504);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(DEADLINE.plus(Duration.ofSeconds(2)));
    assertThat(operator.get("/v1/records").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("X03 a question in words that holds a statement runs none")
  void aQuestionThatHoldsAStatementRunsNone() {
    for (String question :
        List.of(
            "'; drop table fact_requests; --",
            "requests by project\"; attach database 'x' as y; --",
            "select * from api_keys",
            "requests where project = '' or 1=1 union select * from sqlite_master")) {
      HttpResponse<byte[]> answer = post("/v1/ask", "question", question);

      assertThat(answer.statusCode()).as(question).isLessThan(500);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContain("create table", "key_hash");
    }
    assertThat(operator.get("/v1/records").at("/data").size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  @DisplayName("X04 wildcards in a filter are the characters that they are")
  void wildcardsAreTheCharactersThatTheyAre() {
    String flood = "%25".repeat(60) + "_".repeat(100);
    long began = System.nanoTime();

    assertThat(operator.get("/v1/records?text=" + flood).at("/data")).isEmpty();
    assertThat(operator.get("/v1/records?text=%25%25%25").at("/data")).isEmpty();
    assertThat(operator.get("/v1/records?text=___").at("/data")).isEmpty();
    assertThat(operator.get("/v1/records?project=%25").at("/data")).isEmpty();
    assertThat(operator.get("/v1/records?project=a_b").all("/data", "project"))
        .containsExactly("a_b");
    assertThat(operator.get("/v1/records?text=%25").status()).isEqualTo(400);
    assertThat(operator.get("/v1/records?text=" + "a".repeat(201)).status()).isEqualTo(400);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  private static HttpResponse<byte[]> post(String path, String field, String text) {
    return gateway.send(
        operator
            .request(path)
            .POST(BodyPublishers.ofString(StrictJson.toText(StrictJson.object().put(field, text))))
            .build());
  }
}
