package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of decisions, who may see it, and what comes out when one is made again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DecisionsTest {
  private final RunningGateway gateway =
      new RunningGateway("max_body_bytes = 4096\n" + Control.CONFIG, SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);
  private final Control blue = new Control(gateway, Control.BLUE);
  private final Control red = new Control(gateway, Control.RED);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aServedRequestsDecisionTellsWhatBecameOfIt() {
    gateway.script().then(Step.Status.of(500));

    String id = ask(operator, "auto", "x-project", "outcome");
    Control.Answer decision = operator.get("/v1/decisions/" + id);

    List<String> plan = decision.all("/plan", "model");
    assertThat(decision.at("/id").asText()).isEqualTo(id);
    assertThat(decision.at("/mode").asText()).isEqualTo("live");
    assertThat(decision.at("/layers")).hasSize(5);
    assertThat(decision.at("/outcome/served").asText()).isEqualTo(plan.get(1));
    assertThat(decision.at("/outcome/attempts").intValue()).isEqualTo(2);
    assertThat(decision.at("/outcome/result").asText()).isEqualTo("ok");
    assertThat(decision.json().toString()).doesNotContain("say something");
  }

  @Test
  void aRequestWithoutFailoverHasADecisionThatTellsWhatBecameOfItToo() {
    var response =
        gateway.send(
            operator
                .request("/v1/embeddings")
                .POST(BodyPublishers.ofString("{\"model\": \"oa/embed-1\", \"input\": \"hi\"}"))
                .build());
    String request = response.headers().firstValue("x-request-id").orElseThrow();
    gateway.record(request);

    String id = response.headers().firstValue("x-signalbox-decision").orElseThrow();
    Control.Answer decision = operator.get("/v1/decisions/" + id);

    assertThat(decision.at("/outcome/served").asText()).isEqualTo("oa/embed-1");
    assertThat(decision.at("/outcome/attempts").intValue()).isEqualTo(1);
    assertThat(decision.at("/outcome/result").asText()).isEqualTo("ok");
    assertThat(decision.at("/outcome/request").asText()).isEqualTo(request);
  }

  @Test
  void aKeptDecisionAnswersWhyItIsNotAnotherModel() {
    String id = ask(operator, "oa/gpt-6-sol", "x-project", "why");

    Control.Answer decision = operator.get("/v1/decisions/" + id + "?why_not=an/claude-sonnet-5-5");

    assertThat(decision.at("/why_not/0/answer").asText()).isEqualTo("no_candidate");
  }

  @Test
  void aFullPageNamesTheNextAndTheListEndsWhenNothingIsLeft() {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.add(ask(operator, "auto", "x-project", "pages"));
    }

    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Control.Answer page =
          operator.get(
              "/v1/decisions?project=pages&limit=2" + (next.isEmpty() ? "" : "&after=" + next));
      seen.addAll(page.all("/data", "id"));
      next = page.at("/next").isNull() ? "" : page.at("/next").asText();
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(asked.reversed());
    assertThat(operator.get("/v1/decisions?after=0").at("/data")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "source=till, '\"source\":\"till\"'",
    "model=oa/gpt-6-luna, oa/gpt-6-luna",
    "model=gpt-6-luna, oa/gpt-6-luna",
    "project=blue-project, '\"key\":\"blue\"'",
    "mode=dry_run, '\"mode\":\"dry_run\"'"
  })
  void listsOnlyWhatTheQueryAsksFor(String query, String has) {
    ask(operator, "auto", "x-source", "till");
    ask(operator, "oa/gpt-6-luna", "x-source", "luna");
    ask(blue, "auto", "x-source", "blue");
    dryRun(operator, "{}");

    Control.Answer list = operator.get("/v1/decisions?" + query);

    assertThat(list.at("/data"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.toString()).contains(has));
    assertThat(list.at("/data").size())
        .isLessThan(operator.get("/v1/decisions?limit=200").at("/data").size());
  }

  @Test
  void aKeySeesWhatItAskedForAndNothingElse() {
    String own = ask(blue, "auto", "x-source", "own");
    String foreign = ask(red, "auto", "x-source", "foreign");
    String operators = dryRun(operator, "{\"key\": \"blue\"}");
    String dry = dryRun(blue, "{}");

    assertThat(blue.get("/v1/decisions/" + own).status()).isEqualTo(200);
    assertThat(blue.get("/v1/decisions/" + dry).status()).isEqualTo(200);
    assertThat(blue.get("/v1/decisions").all("/data", "id"))
        .contains(own, dry)
        .doesNotContain(foreign, operators);
    for (String hidden : List.of(foreign, operators, "d_nothing")) {
      Control.Answer one = blue.get("/v1/decisions/" + hidden);
      Control.Answer again = blue.post("/v1/decisions/" + hidden + "/replay", "{}");

      assertThat(one.status()).isEqualTo(404);
      assertThat(one.at("/error/code").asText()).isEqualTo("decision_not_found");
      assertThat(again.json()).isEqualTo(one.json());
    }
    assertThat(operator.get("/v1/decisions/" + foreign).status()).isEqualTo(200);
  }

  @Test
  void aKeyAsksForItselfAndItsProjectOnly() {
    Control.Answer other = blue.post("/v1/route", "{\"key\": \"red\"}");
    Control.Answer own = blue.post("/v1/route", "{\"project\": \"red-project\"}");

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.at("/error/param").asText()).isEqualTo("key");
    assertThat(own.at("/question/key").asText()).isEqualTo("blue");
    assertThat(own.at("/question/project").asText()).isEqualTo("blue-project");
  }

  @Test
  void theSameAgainIsTheSame() {
    String id = ask(operator, "auto", "x-session", "s-1");
    ask(operator, "auto", "x-session", "s-1");

    Control.Answer implied = operator.post("/v1/decisions/" + id + "/replay", "");
    Control.Answer stored =
        operator.post("/v1/decisions/" + id + "/replay", "{\"against\": \"stored\"}");

    assertThat(stored.json()).isEqualTo(implied.json());
    assertThat(stored.at("/equal").booleanValue()).isTrue();
    assertThat(stored.at("/differences")).isEmpty();
    assertThat(stored.at("/decision/mode").asText()).isEqualTo("replay");
    assertThat(stored.at("/decision/layers"))
        .isEqualTo(operator.get("/v1/decisions/" + id).at("/layers"));
  }

  /** A decision made again as it was and under another profile, which leaves {@code first} out. */
  private record Replayed(String first, Control.Answer stored, Control.Answer current) {}

  private Replayed underAnotherProfile() {
    operator.put("/v1/profiles/replayed", "{\"based_on\": \"best\"}");
    String id = ask(operator, "profile:replayed", "x-project", "replayed");
    String first = operator.get("/v1/decisions/" + id).all("/plan", "model").getFirst();
    operator.put(
        "/v1/profiles/replayed",
        "{\"based_on\": \"best\", \"second_points\": 1, \"deny\": [\"%s\"]}".formatted(first));
    return new Replayed(
        first,
        operator.post("/v1/decisions/" + id + "/replay", "{}"),
        operator.post("/v1/decisions/" + id + "/replay", "{\"against\": \"current\"}"));
  }

  @Test
  void underAnotherProfileTheDifferenceIsTold() {
    // what was measured becomes another part of the snapshot once a second
    Replayed replayed =
        Eventually.get(
            "a decision that is made again between two refreshes",
            this::underAnotherProfile,
            each -> each.current().at("/changed_revisions").size() == 1);
    String before = replayed.first();
    Control.Answer stored = replayed.stored();
    Control.Answer current = replayed.current();

    assertThat(stored.at("/equal").booleanValue()).isTrue();
    assertThat(current.at("/equal").booleanValue()).isFalse();
    assertThat(current.at("/changed_revisions"))
        .hasSize(1)
        .allSatisfy(each -> assertThat(each.at("/before")).isNotEqualTo(each.at("/after")));
    assertThat(current.at("/changed_revisions").has("config")).isTrue();
    assertThat(current.all("/plan/before", "model")).startsWith(before);
    assertThat(current.all("/plan/after", "model")).doesNotContain(before);
    assertThat(current.all("/newly_dropped", "model")).containsExactly(before);
    assertThat(current.all("/newly_dropped", "reason")).containsExactly("denied");
    assertThat(current.at("/newly_kept")).isEmpty();
    assertThat(current.at("/utilities"))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.at("/after").longValue())
                    .isLessThan(each.at("/before").longValue()));
  }

  @Test
  void aDecisionWhoseProfileIsGoneCannotBeMadeAgainToday() {
    operator.put("/v1/profiles/short-lived", "{}");
    String id = ask(operator, "profile:short-lived", "x-project", "short");
    operator.delete("/v1/profiles/short-lived");

    Control.Answer current =
        operator.post("/v1/decisions/" + id + "/replay", "{\"against\": \"current\"}");

    assertThat(current.status()).isEqualTo(409);
    assertThat(current.at("/error/code").asText()).isEqualTo("profile_not_found");
    assertThat(operator.post("/v1/decisions/" + id + "/replay", "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/decisions?limit=0",
        "/v1/decisions?limit=x",
        "/v1/decisions?mode=replay",
        "/v1/decisions?after=d_1"
      })
  void aWrongQueryIsNamed(String path) {
    Control.Answer answer = operator.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(path).contains(answer.at("/error/param").asText() + "=");
  }

  @Test
  void bodiesAreBoundedAndMustBeJson() {
    String id = ask(operator, "auto", "x-project", "bounds");
    String replay = "/v1/decisions/" + id + "/replay";

    Control.Answer large = operator.post("/v1/route", "{\"task\": \"" + "t".repeat(5_000) + "\"}");
    Control.Answer chunked =
        operator.send(
            operator
                .request("/v1/route")
                .POST(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5_000]))));

    assertThat(List.of(large.status(), chunked.status())).containsOnly(413);
    assertThat(large.at("/error/code").asText()).isEqualTo("too_large");
    assertThat(operator.post(replay, "[]").status()).isEqualTo(400);
    assertThat(operator.post(replay, "{\"against\": \"both\"}").at("/error/param").asText())
        .isEqualTo("against");
    assertThat(operator.post(replay, "{\"agianst\": \"current\"}").at("/error/param").asText())
        .isEqualTo("agianst");
  }

  @Test
  void withoutAKeyAndWithAWrongMethodNothingIsTold() {
    Control nobody = new Control(gateway, "");

    Control.Answer refused = nobody.get("/v1/decisions");
    Control.Answer wrong = operator.delete("/v1/decisions");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.at("/error/code").asText()).isEqualTo("invalid_api_key");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.at("/error/message").asText()).contains("`GET`");
    assertThat(blue.get("/v1/providers").status()).isEqualTo(403);
    assertThat(blue.get("/v1/providers").at("/error/code").asText()).isEqualTo("permission");
  }

  /** Sends a request for an answer and gives its decision's id, once its end is noted. */
  private String ask(Control control, String model, String header, String value) {
    HttpRequest.Builder request =
        control
            .request("/v1/chat/completions")
            .header(header, value)
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)));
    var response = gateway.send(request.build());
    assertThat(response.statusCode()).isEqualTo(200);
    gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
    return response.headers().firstValue("x-signalbox-decision").orElseThrow();
  }

  private static String dryRun(Control control, String question) {
    return control.post("/v1/route", question).at("/id").asText();
  }
}
