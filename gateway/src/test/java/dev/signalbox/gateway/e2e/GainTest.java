package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What choices were worth, by what signals say of the answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GainTest {
  private static final int REQUESTS = 80;

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);

  /** Three of four answers are good; the gateway's own complaints count for nothing here. */
  @BeforeAll
  void answersAreToldOf() {
    List<String> decisions = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      var response =
          gateway.send(
              operator
                  .request("/v1/chat/completions")
                  .header("x-project", "shop")
                  .header("x-task", "chat")
                  .POST(BodyPublishers.ofString(ClientApi.CHAT.body("auto", false)))
                  .build());
      operator.record(response.headers().firstValue("x-request-id").orElseThrow());
      decisions.add(response.headers().firstValue("x-signalbox-decision").orElseThrow());
    }
    for (int i = 0; i < REQUESTS; i++) {
      signal(decisions.get(i), "user", i % 4 != 0);
    }
    signal(decisions.getFirst(), "gateway", false);
    String last = signal(decisions.getFirst(), "user", false);
    operator.delete("/v1/signals/" + last);
  }

  private String signal(String decision, String source, boolean good) {
    Control.Answer answer =
        operator.post(
            "/v1/signals",
            StrictJson.object()
                .put("decision_id", decision)
                .put("source", source)
                .put("value", good)
                .toString());
    return answer.at("/results/0/signal_id").asText();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void whatWasChosenIsValuedByItsOwnOutcomesAndConstantsWithoutChanceAreNot() {
    Control.Answer gain = operator.get("/v1/routing/gain?last=1000&project=shop");

    assertThat(gain.status()).as("%s", gain.json()).isEqualTo(200);
    assertThat(gain.at("/requests").intValue()).isEqualTo(REQUESTS);
    assertThat(gain.at("/projects/0/project").asText()).isEqualTo("shop");
    assertThat(gain.at("/projects/0/rewarded").intValue()).isEqualTo(REQUESTS);
    assertThat(gain.at("/projects/0/explored").intValue()).isZero();
    assertThat(gain.at("/projects/0/chosen/checked").booleanValue()).isTrue();
    assertThat(gain.at("/projects/0/chosen/effective_samples").doubleValue())
        .isCloseTo(REQUESTS, within(0.5));
    assertThat(gain.at("/projects/0/chosen/value").doubleValue()).isBetween(0.6, 0.75);
    assertThat(gain.at("/projects/0/constants")).isNotEmpty();
    assertThat(gain.at("/metrics/0/name").asText()).isEqualTo("signalbox_routing_gain");
    assertThat(gain.at("/metrics/0/labels/project").asText()).isEqualTo("shop");
  }

  @Test
  void aPlanOfWhatChanceNeverTriedIsRefusedAndSaysSo() {
    Control.Answer before = operator.get("/v1/decisions?project=shop&limit=1");
    String chosen =
        operator
            .get("/v1/decisions/" + before.at("/data/0/id").asText())
            .at("/plan/0/model")
            .asText();

    Control.Answer plan =
        operator.post(
            "/v1/plan",
            "{\"profiles\": {\"balanced\": {\"deny\": [\"%s\"]}}, \"project\": \"shop\"}"
                .formatted(chosen));

    assertThat(plan.at("/moved/requests").intValue()).isEqualTo(REQUESTS);
    assertThat(plan.at("/quality/checked").booleanValue()).isFalse();
    assertThat(plan.at("/quality/refusal/code").asText()).isEqualTo("no_exploration");
    assertThat(plan.at("/quality/rewarded").intValue()).isEqualTo(REQUESTS);
    assertThat(plan.at("/quality/high").doubleValue())
        .isGreaterThan(plan.at("/quality/low").doubleValue());
  }
}
