package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the configuration file is shown, checked and changed while the gateway runs. */
final class ConfigTest {
  private static final String SECRET = "sk-written-0123456789abcdefghij";
  private static final String HIDDEN = "hidden-in-the-environment";
  private static final String PATH = "/v1/config";

  private static final String FILE =
      """
      # who may come in
      [server]
      port = 0
      api_key = "operator-key"

      [[providers]]
      id = "oa"                      # the first
      provider_type = "openai"
      api_key = ["${OA_KEY}", "%s"]
      endpoint = "UPSTREAM"
      models = ["gpt-6-sol", "gpt-6-luna"]

      [key_map.team-token]
      label = "team"

      [profiles.house]
      max_attempts = 2

      [[assertions]]
      name = "the house has somebody"
      profile = "house"
      expect_not = ["nobody"]
      """
          .formatted(SECRET);

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control admin;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.ofFile(
            FILE, Map.of("OA_KEY", HIDDEN, "SIGNALBOX__SESSIONS__MAX", "77"), dir);
    admin = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Path file() {
    return dir.resolve(RunningGateway.FILE);
  }

  private String written() throws IOException {
    return Files.readString(file());
  }

  private Control.Answer validate(String toml) {
    return admin.post(PATH + "/validate", StrictJson.object().put("toml", toml).toString());
  }

  private Control.Answer apply(String toml, String revision) {
    return admin.post(
        PATH + "/apply",
        StrictJson.object().put("toml", toml).put("revision", revision).toString());
  }

  @Test
  void showsTheFileWithoutItsSecretsAndWhatHolds() throws IOException {
    admin.post(
        "/v1/providers",
        """
        {"id": "mine", "provider_type": "local", "endpoint": "http://localhost:11434"}
        """);
    admin.put("/v1/profiles/stored", "{}");
    admin.post("/v1/providers/mine/drain", "{\"drain\": true}");

    Control.Answer config = admin.get(PATH);

    assertThat(config.status()).as("%s", config.json()).isEqualTo(200);
    assertThat(config.at("/file").asText()).isEqualTo("config.toml");
    assertThat(config.at("/editable").booleanValue()).isTrue();
    assertThat(config.at("/served").asText())
        .isEqualTo(admin.get("/health").at("/config/revision").asText());
    assertThat(config.at("/toml").asText())
        .isEqualTo(
            written()
                .replace(SECRET, "••••ghij")
                .replace("\"operator-key\"", "\"••••\"")
                .replace("team-token", "\"••••#2\""));
    assertThat(config.at("/effective").path("providers.oa.api_key").toString())
        .isEqualTo("[\"${OA_KEY}\",\"••••ghij\"]");
    assertThat(config.at("/effective").path("sessions.max").intValue()).isEqualTo(77);
    assertThat(config.at("/overridden/sessions.max").asText())
        .isEqualTo("SIGNALBOX__SESSIONS__MAX");
    assertThat(config.at("/source_of/sessions").toString())
        .isEqualTo("[\"default\",\"environment\"]");
    assertThat(config.at("/source_of/providers").toString())
        .isEqualTo("[\"database\",\"default\",\"file\"]");
    assertThat(config.all("/registered/providers", "id")).containsExactly("mine");
    assertThat(config.at("/registered/profiles/0").asText()).isEqualTo("stored");
    assertThat(config.at("/registered/drained/0").asText()).isEqualTo("mine");
    assertThat(config.at("/restart_needed")).isEmpty();
    assertThat(config.json().toString())
        .doesNotContain(SECRET, HIDDEN, "team-token", Control.OPERATOR, file().toString());
  }

  @Test
  void writesATextWithMarksAndKeepsSecretsReferencesAndComments() throws IOException {
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    String before = written();
    Control.Answer config = admin.get(PATH);

    Control.Answer applied =
        apply(
            config.at("/toml").asText().replace("max_attempts = 2", "max_attempts = 3 # more"),
            config.at("/revision").asText());

    assertThat(applied.status()).as("%s", applied.json()).isEqualTo(200);
    assertThat(written()).isEqualTo(before.replace("max_attempts = 2", "max_attempts = 3 # more"));
    assertThat(Files.readString(dir.resolve("config.toml.bak"))).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
    assertThat(admin.get("/v1/profiles/house").at("/profile/max_attempts").intValue()).isEqualTo(3);
    assertThat(applied.at("/revision").asText())
        .isEqualTo(admin.get(PATH).at("/revision").asText())
        .isNotEqualTo(config.at("/revision").asText());
    assertThat(asked().statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer " + HIDDEN);
    assertThat(admin.get("/v1/audit?action=config.apply").at("/data")).hasSize(1);
    assertThat(admin.get("/v1/audit?action=config.reload").at("/data")).hasSize(1);
  }

  private HttpResponse<byte[]> asked() {
    return gateway.send(
        admin
            .request("/v1/chat/completions")
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body("oa/gpt-6-sol", false)))
            .build());
  }

  @Test
  void refusesWhatIsMadeFromAnotherText() throws IOException {
    Control.Answer config = admin.get(PATH);
    Files.writeString(file(), written() + "# somebody else was here\n");

    Control.Answer applied =
        apply(config.at("/toml").asText() + "# me\n", config.at("/revision").asText());

    assertThat(applied.status()).isEqualTo(409);
    assertThat(applied.at("/error/code").asText()).isEqualTo("config_changed");
    assertThat(written()).endsWith("# somebody else was here\n");
  }

  @Test
  void whatCannotBeUsedIsNotWritten() throws IOException {
    String before = written();
    Control.Answer config = admin.get(PATH);
    String toml = config.at("/toml").asText();
    String revision = config.at("/revision").asText();

    Control.Answer broken = apply("[[providers]\n", revision);
    Control.Answer unknown = apply(toml.replace("ghij", "wxyz"), revision);
    Control.Answer asserted =
        apply(toml.replace("expect_not = [\"nobody\"]", "expect_not = [\"oa\"]"), revision);

    assertThat(broken.at("/error/code").asText()).isEqualTo("config_invalid");
    assertThat(broken.at("/error/message").asText()).contains("config.toml:2 is not valid TOML");
    assertThat(unknown.at("/error/message").asText()).contains("`••••wxyz`", ":9");
    assertThat(asserted.at("/error/message").asText()).contains("the house has somebody");
    assertThat(written()).isEqualTo(before);
    assertThat(dir.resolve("config.toml.bak")).doesNotExist();
    assertThat(admin.get(PATH).at("/last_error").isMissingNode()).isTrue();
  }

  @Test
  void theFormerFileIsBackWhereTheNewOneIsNotTaken() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("other"));
    AtomicInteger readings = new AtomicInteger(Integer.MIN_VALUE);
    UnaryOperator<LoadedConfig> refusing =
        loaded -> {
          if (readings.incrementAndGet() == 2) {
            throw new IllegalArgumentException("not today");
          }
          return loaded;
        };
    try (RunningGateway other =
        RunningGateway.ofFile(FILE, Map.of("OA_KEY", HIDDEN), folder, refusing)) {
      Control there = new Control(other, Control.OPERATOR);
      Control.Answer config = there.get(PATH);
      String before = Files.readString(folder.resolve(RunningGateway.FILE));

      readings.set(0); // the check is the first reading, what is loaded the second
      Control.Answer applied =
          there.post(
              PATH + "/apply",
              StrictJson.object()
                  .put("toml", config.at("/toml").asText() + "# more\n")
                  .put("revision", config.at("/revision").asText())
                  .toString());

      assertThat(applied.at("/error/code").asText()).isEqualTo("config_invalid");
      assertThat(applied.at("/error/message").asText()).isEqualTo("not today");
      assertThat(folder.resolve(RunningGateway.FILE)).hasContent(before);
      assertThat(there.get(PATH).at("/revision")).isEqualTo(config.at("/revision"));
      assertThat(there.get(PATH).at("/last_error").isMissingNode()).isTrue();
    }
  }

  @Test
  void tellsWhatWouldComeOfAText() throws IOException {
    String toml = admin.get(PATH).at("/toml").asText();
    String before = written();

    Control.Answer fine =
        validate(
            toml.replace("max_attempts = 2", "max_attempts = 3")
                + "[responses]\nretention_hours = 7\n");
    Control.Answer wrong = validate(toml.replace("max_attempts", "max_attempt"));
    Control.Answer unset = validate(toml.replace("${OA_KEY}", "${NOT_SET}"));
    Control.Answer broken =
        validate(toml.replace("expect_not = [\"nobody\"]", "expect_not = [\"oa\"]"));

    assertThat(fine.at("/valid").booleanValue()).as("%s", fine.json()).isTrue();
    assertThat(fine.all("/diff", "key"))
        .containsExactly("profiles.house.max_attempts", "responses.retention_hours");
    assertThat(fine.at("/diff/0/before").intValue()).isEqualTo(2);
    assertThat(fine.at("/diff/0/after").intValue()).isEqualTo(3);
    assertThat(fine.at("/restart_needed/0").asText()).isEqualTo("responses.retention_hours");
    assertThat(wrong.at("/valid").booleanValue()).isFalse();
    assertThat(wrong.at("/problems/0/line").intValue()).isEqualTo(17);
    assertThat(wrong.at("/problems/0/key").asText()).isEqualTo("profiles.house.max_attempt");
    assertThat(unset.at("/problems/0/message").asText()).contains("`NOT_SET`, which is not set");
    assertThat(broken.at("/problems/0/message").asText()).contains("the house has somebody");
    assertThat(broken.at("/diff")).isNotEmpty();
    assertThat(written()).isEqualTo(before);
  }

  @Test
  void noCheckTellsWhatTheEnvironmentOrTheFileHides() {
    String assertion = "[[assertions]]\nname = \"%s\"\nexpect_refusal = true\n";
    String toml = admin.get(PATH).at("/toml").asText();

    Control.Answer variable = validate(toml + assertion.formatted("${OA_KEY}"));
    Control.Answer mark = validate(toml + assertion.formatted("••••ghij"));
    Control.Answer plan =
        admin.post(
            "/v1/plan",
            StrictJson.object().put("config", toml + assertion.formatted("••••ghij")).toString());

    assertThat(variable.at("/valid").booleanValue()).isFalse();
    assertThat(variable.at("/problems/0/message").asText()).contains("`${OA_KEY}`");
    assertThat(mark.at("/problems/0/message").asText()).contains("no secret belongs there");
    assertThat(plan.status()).isEqualTo(400);
    assertThat(variable.json().toString() + mark.json() + plan.json())
        .doesNotContain(HIDDEN, SECRET);
  }

  @Test
  void theTextThatIsShownCanBePlanned() {
    admin.record(asked().headers().firstValue("x-request-id").orElseThrow());

    Control.Answer plan =
        admin.post(
            "/v1/plan",
            StrictJson.object().put("config", admin.get(PATH).at("/toml").asText()).toString());

    assertThat(plan.status()).as("%s", plan.json()).isEqualTo(200);
    assertThat(plan.at("/requests").intValue()).isEqualTo(1);
    assertThat(plan.at("/moved/requests").intValue()).isZero();
  }

  @Test
  void aFileThatIsBrokenIsNotShownAndNotWritten() throws IOException {
    String revision = admin.get(PATH).at("/revision").asText();
    Files.writeString(file(), "[[providers]\napi_key = \"" + SECRET);

    Control.Answer config = admin.get(PATH);
    Control.Answer applied = apply("[server]\n", revision);

    assertThat(config.at("/toml").isNull()).isTrue();
    assertThat(config.at("/obstacle").asText()).isEqualTo("not_readable");
    assertThat(config.json().toString()).doesNotContain(SECRET);
    assertThat(applied.at("/error/code").asText()).isEqualTo("not_readable");
  }

  @Test
  void whereThereIsNoFileNothingCanBeWritten() {
    try (RunningGateway other = new RunningGateway(Control.CONFIG, SimulatorOptions.standard())) {
      Control there = new Control(other, Control.OPERATOR);
      Control.Answer config = there.get(PATH);

      Control.Answer applied =
          there.post(
              PATH + "/apply",
              StrictJson.object()
                  .put("toml", "[server]\n")
                  .put("revision", config.at("/revision").asText())
                  .toString());

      assertThat(config.at("/file").isNull()).isTrue();
      assertThat(config.at("/obstacle").asText()).isEqualTo("no_file");
      assertThat(applied.status()).isEqualTo(409);
      assertThat(applied.at("/error/code").asText()).isEqualTo("no_file");
    }
  }

  @Test
  void operatorsMayCheckAndOnlyAdministratorsSeeAndWrite() {
    String key =
        admin.post("/v1/keys", "{\"label\": \"o\", \"role\": \"operator\"}").at("/key").asText();
    Control operator = new Control(gateway, key);

    assertThat(operator.get(PATH).status()).isEqualTo(403);
    assertThat(
            operator.post(PATH + "/apply", "{\"toml\": \"x = 1\", \"revision\": \"1\"}").status())
        .isEqualTo(403);
    assertThat(operator.post(PATH + "/validate", "{\"toml\": \"x = 1\"}").status()).isEqualTo(200);
  }
}
