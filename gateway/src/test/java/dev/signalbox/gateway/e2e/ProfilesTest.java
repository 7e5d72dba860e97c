package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How profiles are read and changed while the gateway runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProfilesTest {
  private final RunningGateway gateway =
      new RunningGateway(
          Control.CONFIG
              + """
              [profiles.house]
              description = "as the file has it"
              weights = { cost = 0.5, latency = 0.25, quality = 0.25 }
              [[assertions]]
              name = "long reads stay at groq's neighbours"
              model = "profile:long-context"
              expect_not = ["groq"]
              [[assertions]]
              name = "the house has a fallback"
              model = "auto"
              profile = "house"
              expect_not = ["nobody"]
              """,
          SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);
  private final Control blue = new Control(gateway, Control.BLUE);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void listsBuiltInOnesAndThoseOfTheFile() {
    Control.Answer list = blue.get("/v1/profiles");

    assertThat(list.at("/standard").asText()).isEqualTo("balanced");
    assertThat(list.all("/data", "id"))
        .contains(
            "balanced", "best", "chat", "cheap", "code", "extract", "fast", "house", "private");
    assertThat(list.all("/data", "source")).contains("built_in", "config");
  }

  @Test
  void showsWhatWeightsWereTurnedInto() {
    Control.Answer house = operator.get("/v1/profiles/house");

    assertThat(house.at("/profile/weights/cost").doubleValue()).isEqualTo(0.5);
    assertThat(house.at("/profile").has("point_usd_per_1000")).isFalse();
    assertThat(house.at("/trade/point_usd_per_1000").doubleValue()).isEqualTo(1.0);
    assertThat(house.at("/trade/second_points").doubleValue()).isEqualTo(0.3);
  }

  @Test
  void aStoredProfileIsInForceAtOnceAndKeepsItsVersions() {
    for (int i = 1; i <= 52; i++) {
      Control.Answer stored =
          operator.put("/v1/profiles/mine", "{\"max_attempts\": %d}".formatted(i % 8 + 1));
      assertThat(stored.at("/source").asText()).isEqualTo("stored");
    }
    Control.Answer decided = operator.post("/v1/route", "{\"model\": \"profile:mine\"}");
    Control.Answer mine = operator.get("/v1/profiles/mine");

    assertThat(decided.at("/plan")).hasSize(52 % 8 + 1);
    assertThat(mine.at("/versions")).hasSize(50);
    assertThat(mine.at("/versions/0/version").intValue()).isEqualTo(52);
    assertThat(mine.at("/versions/49/version").intValue()).isEqualTo(3);
    assertThat(mine.at("/versions/0/by").asText()).isEqualTo("gateway#1");
    assertThat(mine.at("/versions/0/at").asText()).startsWith("20");
    assertThat(mine.at("/versions/0/profile/max_attempts").intValue()).isEqualTo(52 % 8 + 1);
  }

  @Test
  void aBuiltInProfileCanBeOverriddenAndComesBack() {
    Control.Answer before = operator.get("/v1/profiles/fast");
    operator.put("/v1/profiles/fast", "{\"allow\": [\"groq\"]}");
    Control.Answer decided = operator.post("/v1/route", "{\"model\": \"profile:fast\"}");

    Control.Answer deleted = operator.delete("/v1/profiles/fast");
    Control.Answer after = operator.get("/v1/profiles/fast");

    assertThat(decided.all("/plan", "model")).isNotEmpty().allMatch(id -> id.startsWith("groq/"));
    assertThat(deleted.at("/in_force/source").asText()).isEqualTo("built_in");
    assertThat(after.at("/profile")).isEqualTo(before.at("/profile"));
    assertThat(after.at("/versions/0/deleted").booleanValue()).isTrue();
  }

  @Test
  void aProfileThatGatewaysAndKeysNameIsNotTakenAway() {
    operator.put("/v1/profiles/needed", "{}");
    operator.post(
        "/v1/gateways",
        """
        {"id": "hut", "upstream_url": "%s", "model": "m", "allow_private": true, "profile": "needed"}
        """
            .formatted(gateway.simulator().origin()));
    String key =
        operator
            .post("/v1/keys", "{\"label\": \"team\", \"profiles\": [\"needed\"]}")
            .at("/id")
            .asText();

    Control.Answer refused = operator.delete("/v1/profiles/needed?force=true");
    Control.Answer rolledBack = operator.post("/v1/profiles/needed/rollback", "{\"version\": 9}");
    operator.patch("/v1/gateways/hut", "{\"profile\": null}");
    Control.Answer stillRefused = operator.delete("/v1/profiles/needed");
    operator.delete("/v1/keys/" + key);
    Control.Answer deleted = operator.delete("/v1/profiles/needed");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/error/code").asText()).isEqualTo("profile_in_use");
    assertThat(refused.at("/error/message").asText())
        .contains("the virtual gateway `hut`, the key `team`: have them name another one");
    assertThat(rolledBack.status()).isEqualTo(404);
    assertThat(stillRefused.at("/error/message").asText())
        .contains("named by the key `team`:")
        .doesNotContain("hut");
    assertThat(deleted.status()).isEqualTo(200);
  }

  @Test
  void aProfileThatBreaksAnAssertionIsRefusedUnlessItIsForced() {
    String path = "/v1/profiles/long-context";

    Control.Answer refused = operator.put(path, "{\"allow\": [\"groq\"]}");
    Control.Answer kept = operator.get(path);
    Control.Answer allowed = operator.put(path, "{\"allow\": [\"oa\"]}");
    Control.Answer forced = operator.put(path + "?force=true", "{\"allow\": [\"groq\"]}");
    Control.Answer other = operator.put("/v1/profiles/other", "{\"allow\": [\"groq\"]}");
    Control.Answer wrong = operator.put(path + "?force=yes", "{}");
    operator.delete(path);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/error/code").asText()).isEqualTo("assertion_broken");
    assertThat(refused.at("/error/message").asText())
        .contains("the assertion `long reads stay at groq's neighbours` breaks", "groq/")
        .doesNotContain("the house");
    assertThat(kept.at("/source").asText()).isEqualTo("built_in");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(forced.at("/profile/allow/0").asText()).isEqualTo("groq");
    assertThat(other.status()).isEqualTo(200);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.at("/error/param").asText()).isEqualTo("force");
  }

  @Test
  void deletingAProfileThatKeepsAnAssertionIsRefusedToo() {
    String path = "/v1/profiles/long-context";
    String force = "?force=true";
    operator.put(path + force, "{\"allow\": [\"groq\"]}");

    Control.Answer back = operator.put(path, "{\"allow\": [\"oa\"]}");
    Control.Answer deleted = operator.delete(path);

    assertThat(back.status()).isEqualTo(200);
    assertThat(deleted.status()).isEqualTo(200);
  }

  @Test
  void theFileWinsAndTheAnswerSaysSo() {
    Control.Answer stored = operator.put("/v1/profiles/house", "{\"description\": \"mine\"}");

    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.at("/source").asText()).isEqualTo("config");
    assertThat(stored.at("/profile/description").asText()).isEqualTo("as the file has it");
    assertThat(stored.at("/stored/description").asText()).isEqualTo("mine");
    assertThat(stored.at("/note").asText()).contains("configuration file");
  }

  @Test
  void whatIsReadCanBeWrittenBack() {
    for (String id : operator.get("/v1/profiles").all("/data", "id")) {
      ObjectNode profile = (ObjectNode) operator.get("/v1/profiles/" + id).at("/profile");

      Control.Answer copy = operator.put("/v1/profiles/copy", StrictJson.toText(profile));

      assertThat(copy.at("/profile")).as(id).isEqualTo(profile);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"min_quality\": 2} | min_quality | a number from 0 to 1",
        "{\"min_qualty\": 0.5} | min_qualty | `min_quality`",
        "{\"task\": \"cooking\"} | task | `code`",
        "{\"allow\": [\"a/b/*c\"]} | allow[0] | family:name",
        "{\"requires\": [\"wings\"]} | requires[0] | `vision`",
        "{\"weights\": {\"cost\": 1, \"latency\": 1, \"quality\": 1}} | weights.cost | sum to 1",
        "{\"point_usd_per_1000\": 1, \"weights\": {\"cost\": 0, \"latency\": 0, \"quality\": 1}}"
            + " | weights | only one",
        "{\"hedge_percent\": 5} | hedge_percent | hedge_after_ms",
        "{\"max_attempts\": null} | max_attempts | from 1 to 8"
      })
  void aWrongValueIsNamedWithWhatIsAllowed(String body, String param, String allowed) {
    Control.Answer answer = operator.put("/v1/profiles/wrong", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/code").asText()).isEqualTo("invalid_profile");
    assertThat(answer.at("/error/param").asText()).isEqualTo(param);
    assertThat(answer.at("/error/message").asText()).contains(allowed);
    assertThat(operator.get("/v1/profiles/wrong").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "a%20b", "%C3%A9"})
  void aWrongIdIsRefused(String id) {
    Control.Answer answer = operator.put("/v1/profiles/" + id, "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/param").asText()).isEqualTo("id");
  }

  @Test
  void onlyOperatorsChangeProfilesAndOnlyStoredOnesAreDeleted() {
    assertThat(blue.put("/v1/profiles/fast", "{}").status()).isEqualTo(403);
    assertThat(blue.delete("/v1/profiles/fast").at("/error/code").asText()).isEqualTo("permission");
    assertThat(operator.delete("/v1/profiles/best").status()).isEqualTo(409);
    assertThat(operator.delete("/v1/profiles/none").status()).isEqualTo(404);
    assertThat(operator.get("/v1/profiles/fats").at("/error/message").asText()).contains("`fast`");
    assertThat(List.of("[]", "x", "").stream().map(body -> operator.put("/v1/profiles/p", body)))
        .extracting(Control.Answer::status)
        .containsOnly(400);
  }
}
