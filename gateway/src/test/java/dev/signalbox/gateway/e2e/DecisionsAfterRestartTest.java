package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells of decisions that the one before it made, under another configuration. */
final class DecisionsAfterRestartTest {
  private static final String RULE =
      """
      [[rules]]
      name = "no openai"
      deny = ["oa"]
      """;

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;
  private Control blue;

  @BeforeEach
  void begin() {
    start("");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void start(String more) {
    gateway = new RunningGateway(Control.CONFIG + more, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
    blue = new Control(gateway, Control.BLUE);
  }

  private void restart(String more) {
    gateway.close();
    start(more);
  }

  @Test
  void theyReadTheSameAndComeOutTheSame() {
    gateway.script().then(Step.Status.of(500));
    Map<String, JsonNode> told = new LinkedHashMap<>();
    for (String model : List.of("auto", "profile:fast", "oa/gpt-6-sol", "oa/unheard-of", "auto")) {
      told.put(ask(operator, model, "shop"), StrictJson.object());
    }
    told.put(dryRun(operator, "{\"at\": \"2026-11-25T20:00:00.123456789Z\"}"), StrictJson.object());
    told.replaceAll((id, _) -> operator.get("/v1/decisions/" + id).json());

    restart(RULE);

    told.forEach(
        (id, before) -> {
          assertThat(operator.get("/v1/decisions/" + id).json()).isEqualTo(before);
          Control.Answer stored = operator.post("/v1/decisions/" + id + "/replay", "");
          assertThat(stored.at("/equal").booleanValue()).isTrue();
          assertThat(stored.at("/decision/layers")).isEqualTo(before.at("/layers"));
        });
    JsonNode first = told.values().iterator().next();
    assertThat(first.at("/outcome/attempts").intValue()).isEqualTo(2);
    assertThat(first.at("/outcome/request").asText()).startsWith("req_");
  }

  @Test
  void theyAnswerWhyNotAndWhatIsAnotherToday() {
    String id = ask(operator, "profile:best", "shop");
    String chosen = operator.get("/v1/decisions/" + id).all("/plan", "model").getFirst();
    String rule = RULE.replace("oa", chosen);

    restart(rule);

    Control.Answer why =
        operator.get("/v1/decisions/" + id + "?why_not=" + chosen + "&why_not=oa/unheard-of");
    assertThat(why.all("/why_not", "answer")).containsExactly("chosen", "no_candidate");
    Control.Answer current =
        operator.post("/v1/decisions/" + id + "/replay", "{\"against\": \"current\"}");
    assertThat(current.at("/equal").booleanValue()).isFalse();
    assertThat(current.at("/changed_revisions").has("config")).isTrue();
    assertThat(current.all("/newly_dropped", "model")).contains(chosen);
    assertThat(current.all("/plan/before", "model")).startsWith(chosen);
  }

  @Test
  void theListGoesOnFromMemoryToTheStoreWithoutGapsOrRepeats() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(ask(operator, "auto", "shop"));
      made.add(ask(blue, "auto", "blue-project"));
    }
    restart("");
    for (int i = 0; i < 3; i++) {
      made.add(ask(operator, "auto", "shop"));
    }

    assertThat(pages(operator, "")).isEqualTo(made.reversed());
    assertThat(pages(operator, "&project=blue-project")).hasSize(5);
    assertThat(pages(blue, "")).hasSize(5).allSatisfy(id -> assertThat(made).contains(id));
  }

  @Test
  void profilesMadeAtRunTimeDecideAgain() {
    operator.put("/v1/profiles/gone", "{\"max_attempts\": 2}");
    operator.put("/v1/profiles/mine", "{\"deny\": [\"oa\"]}");
    operator.delete("/v1/profiles/gone");
    Control.Answer before = operator.get("/v1/profiles/mine");

    restart("");

    assertThat(operator.get("/v1/profiles/mine").json()).isEqualTo(before.json());
    assertThat(operator.get("/v1/profiles/gone").status()).isEqualTo(404);
    assertThat(operator.post("/v1/route", "{\"model\": \"profile:mine\"}").dropped("filter"))
        .contains("oa/gpt-6-sol denied");
    assertThat(operator.put("/v1/profiles/mine", "{}").at("/versions/0/version").intValue())
        .isEqualTo(2);
  }

  @Test
  void aKeySeesItsOwnOnly() {
    String own = ask(blue, "auto", "blue-project");
    String foreign = ask(operator, "auto", "shop");

    restart("");

    assertThat(blue.get("/v1/decisions/" + own).status()).isEqualTo(200);
    assertThat(blue.get("/v1/decisions/" + foreign).status()).isEqualTo(404);
    assertThat(blue.post("/v1/decisions/" + foreign + "/replay", "").status()).isEqualTo(404);
    assertThat(new Control(gateway, Control.RED).get("/v1/decisions/" + own).status())
        .isEqualTo(404);
  }

  private static List<String> pages(Control control, String filter) {
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Control.Answer page = control.get("/v1/decisions?limit=2" + filter + next);
      seen.addAll(page.all("/data", "id"));
      next = page.at("/next").isNull() ? "" : "&after=" + page.at("/next").asText();
    } while (!next.isEmpty());
    return seen;
  }

  private String ask(Control control, String model, String project) {
    var response =
        gateway.send(
            control
                .request("/v1/chat/completions")
                .header("x-project", project)
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
                .build());
    assertThat(response.statusCode()).isEqualTo(200);
    gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
    return response.headers().firstValue("x-signalbox-decision").orElseThrow();
  }

  private static String dryRun(Control control, String question) {
    return control.post("/v1/route", question).at("/id").asText();
  }
}
