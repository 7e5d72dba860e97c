package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals change what routing decides, and what is taken back changes it back. */
final class LearningTest {
  private static final String GOOD = "oa/gpt-6-luna";
  private static final String POOR = "oa/gpt-6-sol";
  private static final int BATCH = 100;

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void start() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Reports of many answers of both models; returns the ids. */
  private List<String> report(double good, double poor) {
    StringBuilder signals = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      boolean first = i % 2 == 0;
      double share = first ? good : poor;
      // evenly spread: of ten answers so many are good
      int value = (i / 2 * 7 + 3) % 10 < share * 10 ? 1 : 0;
      signals
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"model": "%s", "task": "mails", "project": "shop", "value": %d, "source": "test"}
              """
                  .formatted(first ? GOOD : POOR, value));
    }
    Control.Answer answer = operator.post("/v1/signals", signals.append("]").toString());
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.all("/results", "state")).containsOnly("applied");
    return answer.all("/results", "signal_id");
  }

  /** Names what is known of quality. */
  private String revision() {
    return operator.post("/v1/route", "{\"model\": \"auto\"}").at("/revisions/quality").asText();
  }

  /** The quality expected of each model, in its parts. */
  private Map<String, JsonNode> expected() {
    Control.Answer dry =
        operator.post(
            "/v1/route",
            """
            {"model": "auto", "profile": "best", "task": "mails", "project": "shop"}
            """);
    assertThat(dry.status()).isEqualTo(200);
    JsonNode quality =
        StreamSupport.stream(dry.at("/layers").spliterator(), false)
            .filter(layer -> layer.path("layer").asText().equals("quality"))
            .findFirst()
            .orElseThrow();
    Map<String, JsonNode> parts = new HashMap<>();
    quality.path("scored").forEach(each -> parts.put(each.path("model").asText(), each));
    return parts;
  }

  private double q(String model) {
    return Map.copyOf(expected()).getOrDefault(model, NONE).path("q").asDouble();
  }

  private static final JsonNode NONE = MissingNode.getInstance();

  private double lead() {
    return q(GOOD) - q(POOR);
  }

  private void learnThatOneIsBetter(List<String> ids) {
    double before = lead();
    for (int i = 0; i < 3; i++) {
      String last = revision();
      ids.addAll(report(0.9, 0.3));
      Eventually.get("the table is made anew", this::revision, now -> !now.equals(last));
    }
    assertThat(lead()).isGreaterThan(before + 0.1);
  }

  private static long i(double share) {
    return Math.round(share * 1e9);
  }

  @Test
  void whatSignalsTaughtIsDecidedOnAndOutlivesTheProcess() {
    learnThatOneIsBetter(new ArrayList<>());
    double lead = lead();
    JsonNode parts = Map.copyOf(expected()).getOrDefault(GOOD, NONE).path("parts");
    assertThat(parts.toString()).contains("card", "task", "model", "cell");
    Control.Answer proof = operator.get("/v1/routing/proof");
    assertThat(proof.at("/projects/0/project").asText()).isEqualTo("shop");
    assertThat(proof.at("/projects/0/decides_by").asText()).isNotEqualTo("card");
    assertThat(proof.at("/projects/0/levels/0/gain_low").asDouble()).isPositive();

    gateway.close();
    start();

    Eventually.get("it is learnt again", this::lead, again -> i(again) == i(lead));
  }

  @Test
  void whatIsTakenBackIsUnlearntToTheLastBit() {
    double before = lead();
    List<String> ids = new ArrayList<>();
    learnThatOneIsBetter(ids);

    ids.forEach(
        id -> assertThat(operator.delete("/v1/signals/" + id).status()).isBetween(200, 204));

    Eventually.get("all is forgotten", this::lead, now -> i(now) == i(before));
  }

  @Test
  void aModelThatGetsWorseIsTold() {
    learnThatOneIsBetter(new ArrayList<>());

    for (int i = 0; i < 2; i++) {
      report(0.2, 0.3);
    }

    Eventually.get(
        "an alert tells of the model",
        () -> operator.get("/v1/alerts").json().toString(),
        alerts -> alerts.contains("degraded") && alerts.contains(GOOD));
  }
}
