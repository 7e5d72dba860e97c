package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the newest requests would go under a profile that is being written. */
final class ProfilePreviewTest {
  private static final String PATH = "/v1/profiles/preview";

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void start() {
    gateway =
        new RunningGateway(
            DearAndCheap.FLEET
                + """
                [profiles.dear]
                pin = ["oa/gpt-6-sol"]
                [profiles.cheap]
                pin = ["oa/gpt-6-luna"]
                [key_map.blue-key]
                label = "blue"
                """,
            SimulatorOptions.standard());
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void asked(String profile) {
    operator.record(operator.answered("auto", "x-profile", profile));
  }

  private Control.Answer preview(String id, String profile, String more) {
    return operator.post(PATH, "{\"id\": \"%s\", \"profile\": %s%s}".formatted(id, profile, more));
  }

  @Test
  void tellsOfEachRequestOfTheProfileWhereItWouldGoAndWhatThatCosts() {
    asked("dear");
    asked("cheap");
    asked("dear");

    Control.Answer preview = preview("dear", "{\"pin\": [\"oa/gpt-6-luna\"]}", "");

    assertThat(preview.status()).as("%s", preview.json()).isEqualTo(200);
    assertThat(preview.at("/summary/questions").intValue()).isEqualTo(2);
    assertThat(preview.at("/summary/moved").intValue()).isEqualTo(2);
    assertThat(preview.at("/summary/moved_share").doubleValue()).isEqualTo(1);
    assertThat(preview.all("/data", "before")).containsOnly("oa/gpt-6-sol");
    assertThat(preview.all("/data", "after")).containsOnly("oa/gpt-6-luna");
    long before = preview.at("/summary/before_cost_nanos").longValue();
    long more = preview.at("/summary/delta_cost_nanos").longValue();
    assertThat(more).isNegative();
    assertThat(preview.at("/summary/delta_cost_share").doubleValue())
        .isEqualTo((double) more / before);
    assertThat(preview.at("/summary/delta_quality_points").doubleValue()).isNotZero();
    assertThat(operator.get("/v1/profiles/dear").at("/profile/pin/0").asText())
        .isEqualTo("oa/gpt-6-sol");
  }

  @Test
  void theProfileAsItIsMovesNothing() {
    asked("dear");

    Control.Answer same = preview("dear", "{\"pin\": [\"oa/gpt-6-sol\"]}", "");

    assertThat(same.at("/summary/moved").intValue()).isZero();
    assertThat(same.at("/summary/delta_cost_nanos").longValue()).isZero();
    assertThat(same.at("/data/0/moved").booleanValue()).isFalse();
  }

  @Test
  void aNewProfileIsTriedOnAllRequests() {
    asked("dear");
    asked("cheap");
    String pin = "{\"pin\": [\"oa/gpt-6-luna\"]}";

    Control.Answer own = preview("new", pin, "");
    Control.Answer all = preview("new", pin, ", \"all\": true");
    Control.Answer newest = preview("new", pin, ", \"all\": true, \"last\": 1");

    assertThat(own.at("/summary/questions").intValue()).isZero();
    assertThat(own.at("/data")).isEmpty();
    assertThat(all.at("/summary/questions").intValue()).isEqualTo(2);
    assertThat(all.at("/summary/moved").intValue()).isEqualTo(1);
    assertThat(newest.at("/summary/moved").intValue()).isZero();
  }

  @Test
  void whoNobodyWouldAnswerIsTold() {
    asked("dear");

    Control.Answer refused = preview("dear", "{\"pin\": [\"oa/none\"]}", "");

    assertThat(refused.at("/data/0/after").isNull()).isTrue();
    assertThat(refused.at("/data/0/after_refused").asText()).isEqualTo("pinned_elsewhere");
    assertThat(refused.at("/data/0/moved").booleanValue()).isTrue();
    assertThat(refused.at("/summary/compared").intValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | id",
        "{'id': 'Upper', 'profile': {}} | id",
        "{'id': 'a'} | profile",
        "{'id': 'a', 'profile': 1} | profile",
        "{'id': 'a', 'profile': {'min_quality': 2}} | profile",
        "{'id': 'a', 'profile': {}, 'last': 201} | last"
      })
  void aWrongBodyIsNamed(String body, String field) {
    Control.Answer answer = operator.post(PATH, body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/param").asText()).isEqualTo(field);
  }

  @Test
  void isForViewers() {
    String viewer =
        operator.post("/v1/keys", "{\"label\": \"v\", \"role\": \"viewer\"}").at("/key").asText();
    String body =
        StrictJson.toText(StrictJson.object().put("id", "a").set("profile", StrictJson.object()));

    assertThat(new Control(gateway, Control.BLUE).post(PATH, body).status()).isEqualTo(403);
    assertThat(new Control(gateway, viewer).post(PATH, body).status()).isEqualTo(200);
  }
}
