package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X01: How providers are registered, changed and taken out while the gateway runs. */
final class ProvidersTest {
  private static final String CANARY = "sk-canary-of-a-provider-0123456789";
  private static final String PATH = "/v1/providers";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

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
  }

  @Test
  void servesWithARegisteredProviderAtOnceAndAfterARestart() {
    Control.Answer added = operator.post(PATH, provider("mine", ""));
    assertThat(served("mine/some-model")).isEqualTo("mine/some-model");

    gateway.close();
    start("");
    // the simulator listens elsewhere now
    operator.patch(
        PATH + "/mine", "{\"endpoint\": \"%s\"}".formatted(gateway.simulator().origin()));

    assertThat(added.status()).isEqualTo(200);
    assertThat(added.at("/keys").intValue()).isEqualTo(1);
    assertThat(served("mine/some-model")).isEqualTo("mine/some-model");
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer " + CANARY);
  }

  @Test
  void showsRegisteredOnesBesideThoseOfTheFile() {
    operator.post(PATH, provider("mine", ""));

    Control.Answer list = operator.get(PATH);

    assertThat(list.all("/data", "id")).containsExactly("oa", "an", "go", "groq", "mine");
    assertThat(list.all("/data", "source"))
        .containsExactly("config", "config", "config", "config", "registered");
    assertThat(list.all("/data", "provider_type")).last().isEqualTo("openai_chat");
    assertThat(list.at("/data/4/registered/changed_by").asText()).isEqualTo("gateway#1");
    assertThat(list.at("/data/4/keys").intValue()).isEqualTo(1);
    assertThat(list.at("/data/4/models/0").asText()).isEqualTo("some-model");
  }

  @Test
  void takesTheFirstExampleOfTheDocumentationAsItStands() {
    Control.Answer added =
        operator.post(
            PATH,
            """
            {"id": "ollama", "provider_type": "local", "endpoint": "http://localhost:11434"}
            """);

    Control.Answer deleted = operator.delete(PATH + "/ollama");

    assertThat(added.status()).isEqualTo(200);
    assertThat(deleted.at("/deleted").booleanValue()).isTrue();
    assertThat(operator.get(PATH).all("/data", "id")).doesNotContain("ollama");
  }

  @Test
  void neverGivesAKeyBackNorStoresItReadable() throws IOException {
    String everything =
        operator.post(PATH, provider("mine", "")).json()
            + " "
            + operator.get(PATH).json()
            + operator.get(PATH + "/mine").json()
            + operator
                .patch(PATH + "/mine", "{\"headers\": {\"x-more\": \"" + CANARY + "\"}}")
                .json()
            + operator.get("/health").json();
    served("mine/some-model");
    gateway.close();

    assertThat(everything).doesNotContain(CANARY);
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("sk-canary");
      }
    }
    start("");
  }

  @Test
  void changesAndDisablesOneWithoutARestart() {
    operator.post(PATH, provider("mine", ""));

    Control.Answer disabled = operator.patch(PATH + "/mine", "{\"enabled\": false}");
    HttpResponse<byte[]> refused = chat("mine/some-model");
    Control.Answer changed =
        operator.patch(PATH + "/mine", "{\"enabled\": null, \"api_key\": [\"a-key\", \"b-key\"]}");

    assertThat(disabled.at("/enabled").booleanValue()).isFalse();
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(changed.at("/keys").intValue()).isEqualTo(2);
    assertThat(served("mine/some-model")).isEqualTo("mine/some-model");
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer a-key");
  }

  @Test
  void theFileWinsOverWhatIsRegisteredAndSaysSo() {
    operator.post(PATH, provider("mine", ""));
    String more =
        """
        [[providers]]
        id = "mine"
        provider_type = "openai_chat"
        api_key = "key-of-the-file"
        endpoint = "UPSTREAM"
        """;

    var notes = RunningGateway.await(gateway.reload(Control.CONFIG + more));
    served("mine/some-model");
    Control.Answer shown = operator.get(PATH + "/mine");
    Control.Answer changed = operator.patch(PATH + "/mine", "{\"enabled\": false}");

    assertThat(notes)
        .anyMatch(note -> note.contains("the provider `mine`") && note.contains("wins"));
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer key-of-the-file");
    assertThat(shown.at("/source").asText()).isEqualTo("config");
    assertThat(shown.at("/note").asText()).contains("wins");
    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.at("/error/code").asText()).isEqualTo("provider_in_file");
    assertThat(operator.delete(PATH + "/mine").status()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsTakenOrWrongOrNotThere() {
    operator.post(PATH, provider("mine", ""));

    Control.Answer again = operator.post(PATH, provider("mine", ""));
    Control.Answer ofTheFile = operator.post(PATH, provider("oa", ""));
    Control.Answer wrong = operator.post(PATH, provider("other", ", \"endpont\": \"x\""));
    Control.Answer proxied = operator.post(PATH, provider("other", ", \"proxy\": \"http://p\""));
    Control.Answer renamed = operator.patch(PATH + "/mine", "{\"id\": \"yours\"}");
    Control.Answer unknown = operator.delete(PATH + "/nobody");

    assertThat(again.at("/error/code").asText()).isEqualTo("provider_exists");
    assertThat(ofTheFile.at("/error/code").asText()).isEqualTo("provider_in_file");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.at("/error/message").asText()).contains("did you mean `endpoint`?");
    assertThat(proxied.status()).isEqualTo(400);
    assertThat(renamed.status()).isEqualTo(400);
    assertThat(unknown.status()).isEqualTo(404);
  }

  @Test
  void onlyOperatorsMay() {
    Control blue = new Control(gateway, Control.BLUE);

    assertThat(blue.get(PATH).status()).isEqualTo(403);
    assertThat(blue.post(PATH, provider("mine", "")).status()).isEqualTo(403);
    assertThat(blue.patch(PATH + "/oa", "{}").status()).isEqualTo(403);
    assertThat(blue.delete(PATH + "/oa").status()).isEqualTo(403);
    assertThat(blue.post(PATH + "/oa/test", "").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1",
        "http://127.1",
        "http://0x7f000001",
        "http://2130706433",
        "http://localhost",
        "http://localhost.",
        "http://[::1]",
        "http://[::ffff:127.0.0.1]",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "http://[::ffff:169.254.169.254]",
        "http://100.100.100.200",
        "http://[fd00:ec2::254]",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://public.example@127.0.0.1",
        "http://user:password@93.184.216.34",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379",
        "http://no-such-name.invalid"
      })
  void refusesAddressesThatLeadInside(String endpoint) {
    Control.Answer refused =
        operator.post(
            PATH,
            """
            {"id": "inner", "provider_type": "openai_chat", "endpoint": "%s"}
            """
                .formatted(endpoint));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(operator.get(PATH).all("/data", "id")).doesNotContain("inner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "http://[::ffff:169.254.169.254]",
        "http://100.100.100.200",
        "http://[fd00:ec2::254]",
        "http://0.0.0.0",
        "http://[fe80::1]"
      })
  void refusesMetadataEvenOfLocalOnes(String endpoint) {
    Control.Answer refused =
        operator.post(
            PATH,
            """
            {"id": "inner", "provider_type": "local", "allow_private": true, "endpoint": "%s"}
            """
                .formatted(endpoint));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/error/message").asText()).doesNotContain("169.254");
  }

  @Test
  void testsWhetherAProviderAnswersWithItsKey() {
    operator.post(PATH, provider("mine", ""));
    operator.post(
        PATH,
        """
        {"id": "gone", "provider_type": "local", "endpoint": "http://127.0.0.1:1"}
        """);

    Control.Answer fine = operator.post(PATH + "/mine/test", "");
    Control.Answer gone = operator.post(PATH + "/gone/test", "");
    Control.Answer unknown = operator.post(PATH + "/nobody/test", "");

    assertThat(fine.at("/ok").booleanValue()).isTrue();
    assertThat(fine.at("/status").intValue()).isEqualTo(200);
    assertThat(gone.at("/ok").booleanValue()).isFalse();
    assertThat(gone.at("/fault").asText()).isEqualTo("upstream_unreachable");
    assertThat(unknown.status()).isEqualTo(404);
  }

  private String provider(String id, String more) {
    return """
        {"id": "%s", "provider_type": "openai_chat", "endpoint": "%s", "api_key": "%s",
         "models": ["some-model"], "allow_private": true%s}
        """
        .formatted(id, gateway.simulator().origin(), CANARY, more);
  }

  private String served(String model) {
    HttpResponse<byte[]> response = chat(model);
    return response
        .headers()
        .firstValue("x-signalbox-model")
        .orElseGet(() -> new String(response.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> chat(String model) {
    return gateway.send(
        operator
            .request(ClientApi.CHAT.path("", false))
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
            .build());
  }
}
