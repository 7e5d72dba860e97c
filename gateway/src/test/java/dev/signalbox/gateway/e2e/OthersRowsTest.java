package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * X05: what one caller did is not there for another, at no control path, by no id and no filter;
 * and no answer tells how the program is made.
 */
final class OthersRowsTest {
  private static final String SECRET = "theirs-alone";
  private static final List<String> MARKS =
      List.of("red-project", "red-source", "red-session", "red-request", "red-task", SECRET);

  private static RunningGateway gateway;
  private static Control operator;
  private static Control blue;
  private static Control red;
  private static String redDecision;

  @BeforeAll
  static void sendTraffic() {
    gateway =
        new RunningGateway(
            Control.CONFIG
                + "[analytics]\ncapture = \"all\"\n"
                + "[[limits]]\nname = \"each\"\nscope = \"project\"\nrequests_per_day = 1000\n"
                + "[[budgets]]\nname = \"each\"\nscope = \"project\"\nlimit_usd = 10\n",
            SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
    red = new Control(gateway, Control.RED);
    redDecision = send(red, "red", 0).headers().firstValue("x-signalbox-decision").orElseThrow();
    send(red, "red", 1);
    send(blue, "blue", 0);
    for (String id : List.of("red-request-0", "red-request-1", "blue-request-0")) {
      operator.record(id);
    }
    red.post(
        "/v1/signals",
        "{\"request\": \"red-request-0\", \"type\": \"accepted\", \"value\": 1, \"source\": \"user\"}");
    red.post(
        "/v1/views", "{\"name\": \"red-task view\", \"page\": \"requests\", \"query\": \"a=b\"}");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<byte[]> send(Control control, String name, int number) {
    HttpResponse<byte[]> answer =
        gateway.send(
            control
                .request("/v1/chat/completions")
                .header("x-request-id", name + "-request-" + number)
                .header("x-project", name + "-project")
                .header("x-source", name + "-source")
                .header("x-session", name + "-session")
                .header("x-task", name + "-task")
                .POST(
                    BodyPublishers.ofString(
                        ClientApi.CHAT
                            .body("oa/gpt-6-luna", false)
                            .replace("say something", name.equals("red") ? SECRET : "ours")))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  /** Every path that a caller may read, with what stands for an id replaced by what red has. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (JsonNode route : operator.get("/v1/routes").at("/data")) {
      String path = route.path("path").asText();
      if (route.path("method").asText().equals("GET") && !path.equals("/v1/live")) {
        paths.addAll(filled(path));
      }
    }
    for (String filter :
        List.of(
            "project=red-project", "source=red-source", "key_label=red", "session=red-session")) {
      paths.add("/v1/records?" + filter);
      paths.add("/v1/stats?" + filter.replace("session=red-session", "profile=balanced"));
      paths.add("/v1/failures?" + filter);
      paths.add("/v1/sessions?" + filter.replace("session=red-session", "task=red-task"));
      paths.add("/v1/decisions?" + filter);
    }
    paths.add("/v1/records?key_label=!blue");
    paths.add("/v1/records/blue-request-0?project=red-project");
    return paths;
  }

  private static List<String> filled(String path) {
    int id = path.indexOf("/{");
    if (id < 0) {
      return List.of(path);
    }
    String list = path.substring(0, id);
    String rest = path.substring(path.indexOf('}') + 1).replaceAll("\\{[a-z]+\\}", "none");
    Set<String> ids = new TreeSet<>(List.of("red-request-0", redDecision, "red-project"));
    for (JsonNode each : red.get(list).at("/data")) {
      Stream.of("id", "number", "project", "name", "label")
          .filter(each::has)
          .forEach(field -> ids.add(each.path(field).asText()));
    }
    return ids.stream()
        .map(each -> list + "/" + URLEncoder.encode(each, StandardCharsets.UTF_8) + rest)
        .toList();
  }

  @Test
  @DisplayName("X05 nothing of another caller is there at any control path")
  void nothingOfAnotherCallerIsThere() {
    List<String> leaks = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (String path : paths()) {
      for (String accept : List.of("application/json", "text/csv")) {
        HttpResponse<byte[]> answer =
            gateway.send(blue.request(path).header("accept", accept).build());
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        MARKS.stream()
            .filter(body::contains)
            .filter(mark -> !path.contains(mark)) // what was asked for may be named
            .forEach(mark -> leaks.add(answer.statusCode() + " " + path + " tells " + mark));
        if (body.contains("blue-project")) {
          seen.add(path);
        }
      }
    }

    assertThat(leaks).isEmpty();
    assertThat(seen).as("paths that tell of ourselves").contains("/v1/records", "/v1/projects");
  }

  @Test
  @DisplayName("X05 by its id a thing of another is as one that is not")
  void byItsIdAThingOfAnotherIsAsOneThatIsNot() {
    for (String path : List.of("/v1/records/ID", "/v1/records/ID/captures", "/v1/decisions/ID")) {
      Control.Answer theirs =
          blue.get(path.replace("ID", path.contains("decisions") ? redDecision : "red-request-0"));
      Control.Answer nothing = blue.get(path.replace("ID", "nothing"));

      assertThat(theirs.status()).as(path).isEqualTo(nothing.status()).isIn(403, 404);
      assertThat(theirs.at("/error/code")).isEqualTo(nothing.at("/error/code"));
    }
    assertThat(red.get("/v1/records/red-request-0").status()).isEqualTo(200);
    assertThat(red.get("/v1/decisions/" + redDecision).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("X09 X13 no answer of a control path tells how it is made, or may be kept")
  void noAnswerTellsHowItIsMadeOrMayBeKept() {
    List<HttpResponse<byte[]>> answers = new ArrayList<>();
    for (JsonNode route : operator.get("/v1/routes").at("/data")) {
      String path = route.path("path").asText().replaceAll("\\{[a-z]+\\}", "%00%22'");
      if (!path.equals("/v1/live")) {
        for (String body : List.of("", "{", "[]", "{\"x\": {\"y\": [1e999]}}")) {
          answers.add(
              gateway.send(
                  operator
                      .request(path)
                      .method(route.path("method").asText(), BodyPublishers.ofString(body))
                      .build()));
        }
      }
    }

    assertThat(answers).hasSizeGreaterThan(200);
    for (HttpResponse<byte[]> answer : answers) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      assertThat(answer.statusCode()).as("%s %s", answer.uri(), body).isNotEqualTo(500);
      assertThat(body)
          .as("%s", answer.uri())
          .doesNotContain("\tat ", "Exception", "java.", "dev.signalbox", "org.jooq", "SQLITE_");
      assertThat(answer.headers().firstValue("cache-control"))
          .as("%s", answer.uri())
          .contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
  }
}
