package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a profile goes back to what it was. */
final class ProfileVersionsTest {
  private static final String MINE = "/v1/profiles/mine";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void begin() {
    gateway =
        new RunningGateway(
            Control.CONFIG
                + """
                [profiles.house]
                description = "as the file has it"
                [[assertions]]
                name = "mine is not groq's"
                model = "profile:long-context"
                expect_not = ["groq"]
                """,
            SimulatorOptions.standard(),
            dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Control.Answer rollBack(String path, int version) {
    return operator.post(path + "/rollback", "{\"version\": %d}".formatted(version));
  }

  @Test
  void goesBackToAnEarlierVersionWhichIsANewOne() {
    operator.put(MINE, "{\"max_attempts\": 2}");
    operator.put(MINE, "{\"max_attempts\": 3}");

    Control.Answer back = rollBack(MINE, 1);
    Control.Answer versions = operator.get(MINE + "/versions");

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.at("/in_force/profile/max_attempts").intValue()).isEqualTo(2);
    assertThat(versions.all("/data", "version")).containsExactly("3", "2", "1");
    assertThat(versions.at("/data/0/profile")).isEqualTo(versions.at("/data/2/profile"));
    assertThat(versions.at("/data/0/by").asText()).isEqualTo("gateway#1");
    assertThat(operator.get("/v1/audit?action=profile.rollback").all("/data", "target"))
        .containsExactly(MINE + "/rollback");
  }

  @Test
  void bringsADeletedProfileBackAndDeletesItAgain() {
    operator.put(MINE, "{\"max_attempts\": 2}");
    operator.delete(MINE);
    assertThat(operator.get(MINE).status()).isEqualTo(404);
    assertThat(operator.get(MINE + "/versions").all("/data", "version")).containsExactly("2", "1");

    rollBack(MINE, 1);
    int there = operator.get(MINE).at("/profile/max_attempts").intValue();
    Control.Answer gone = rollBack(MINE, 2);

    assertThat(there).isEqualTo(2);
    assertThat(gone.at("/in_force").isNull()).isTrue();
    assertThat(operator.get(MINE).status()).isEqualTo(404);
  }

  @Test
  void versionZeroIsWhatTheFileHasOrWhatIsBuiltIn() {
    operator.put("/v1/profiles/fast", "{\"max_attempts\": 1}");

    Control.Answer house = operator.get("/v1/profiles/house/versions");
    Control.Answer fast = operator.get("/v1/profiles/fast/versions");
    Control.Answer back = rollBack("/v1/profiles/fast", 0);

    assertThat(house.all("/data", "version")).containsExactly("0");
    assertThat(house.all("/data", "by")).containsExactly("config");
    assertThat(house.at("/data/0/profile/description").asText()).isEqualTo("as the file has it");
    assertThat(fast.all("/data", "version")).containsExactly("1", "0");
    assertThat(fast.at("/data/1/by").asText()).isEqualTo("built_in");
    assertThat(back.at("/in_force/source").asText()).isEqualTo("built_in");
    assertThat(rollBack("/v1/profiles/house", 0).at("/error/code").asText())
        .isEqualTo("profile_not_stored");
  }

  @Test
  void anAssertionHoldsForEarlierVersionsToo() {
    String path = "/v1/profiles/long-context";
    operator.put(path + "?force=true", "{\"allow\": [\"groq\"]}");
    operator.put(path, "{\"allow\": [\"oa\"]}");

    Control.Answer refused = rollBack(path, 1);
    Control.Answer forced = operator.post(path + "/rollback?force=true", "{\"version\": 1}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/error/code").asText()).isEqualTo("assertion_broken");
    assertThat(forced.at("/in_force/profile/allow/0").asText()).isEqualTo("groq");
  }

  @Test
  void whatIsNotKeptIsSaid() {
    operator.put(MINE, "{}");

    Control.Answer never = rollBack(MINE, 7);

    assertThat(never.status()).isEqualTo(404);
    assertThat(never.at("/error/code").asText()).isEqualTo("version_not_found");
    assertThat(never.at("/error/message").asText()).contains("kept are 1 to 1");
    assertThat(rollBack(MINE, 0).status()).isEqualTo(404);
    assertThat(operator.get("/v1/profiles/none/versions").status()).isEqualTo(404);
    assertThat(rollBack(MINE, -1).at("/error/param").asText()).isEqualTo("version");
  }
}
