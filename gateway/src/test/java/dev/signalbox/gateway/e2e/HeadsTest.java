package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.portal.asset.PortalAssets;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H07 to H12 and H14: what the head of a request says, and how a path is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeadsTest {
  private static final Duration SOON = Duration.ofMillis(2_250);
  private static final String KEY = "x-api-key: client-key\r\n";

  private final RunningGateway gateway =
      new RunningGateway(
          "api_key = \"client-key\"\nmax_body_bytes = 65536\n" + ClientApi.providers(""),
          SimulatorOptions.standard());

  /** Keys of somebody who may ask for Messages of one model, and for nothing else. */
  private String narrow = "";

  @BeforeAll
  void makeKey() {
    narrow =
        new Control(gateway, "client-key")
            .post("/v1/keys", "{\"label\": \"narrow\", \"doors\": [\"messages\"]}")
            .at("/key")
            .asText();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "H07 {0}")
  @ValueSource(
      strings = {
        "/v1/messages/../chat/completions",
        "/v1/messages/%2e%2e/chat/completions",
        "//v1/chat/completions",
        "/v1//chat/completions",
        "/v1/./chat/completions",
        "/v1/%63hat/completions",
        "/v1/chat%2fcompletions",
        "/v1/chat/completions/",
        "/v1/chat/completions;a=/v1/messages",
        "/v1/chat/completions?/v1/messages",
        "/V1/chat/completions",
        "/v1/messages/..%2fchat/completions",
        "/v1/messages\\..\\chat\\completions",
        "http://localhost/v1/chat/completions",
        "/v1/keys",
        "//v1/keys",
        "/v1/messages/../keys",
        "/v1/messages/%2e%2e/keys",
        "/v1/%6beys",
        "/v1/me/..;/keys",
        "/static/../v1/keys",
        "/%2e%2e/v1/keys",
        "/v1/keys%00",
        "http://localhost/v1/keys"
      })
  void noSpellingOfAPathIsAWayAroundItsDoor(String path) {
    int before = gateway.simulator().arrived();
    for (String method : List.of("GET", "POST")) {
      String body = method.equals("GET") ? "" : ClientApi.CHAT.body("p-chat/sim-mini", false);
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            "%s %s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(method, path, narrow, body.length(), body));

        assertThat(client.answer().status()).as(method).isIn(400, 403, 404, 405);
      }
    }
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @Test
  @DisplayName("H07 what is allowed is allowed however it is written")
  void theAllowedDoorIsOpen() {
    String body = ClientApi.ANTHROPIC.body("p-anthropic/sim-mini", false);
    for (String path : List.of("/v1/messages", "//v1/x/../messages")) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            RawClient.post(path, body)
                .replaceFirst("\r\n", "\r\nauthorization: Bearer " + narrow + "\r\n"));

        assertThat(client.answer().status()).as(path).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest(name = "H08 {0}")
  @ValueSource(
      strings = {
        "%zz",
        "%00",
        "%",
        "..%2f..%2f..%2fetc%2fpasswd",
        "..%5c..%5cwindows",
        "%2e%2e/%2e%2e/etc/passwd",
        "....//....//etc/passwd",
        "%c0%ae%c0%ae/etc/passwd",
        "app.js%00.css",
        "app.js/../../../secrets",
        "vendor/..%2f..%2fapplication.properties"
      })
  void noSpellingOfAPathLeadsToOtherFiles(String place) {
    for (String path :
        List.of(PortalAssets.ofProgram().base() + place, "/portal/-/" + place, "/" + place)) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send("GET %s HTTP/1.1\r\nhost: localhost\r\n\r\n".formatted(path));

        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).as(path).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("root:", "<html");
      }
    }
  }

  @ParameterizedTest(name = "H10 {0} {1}")
  @CsvSource({
    "get, /v1/models, GET",
    "TRACE, /v1/models, GET",
    "PUT, /v1/models, GET",
    "post, /v1/chat/completions, POST",
    "TRACE, /v1/chat/completions, POST",
    "CONNECT, /v1/chat/completions, POST",
    "OPTIONS, /v1/messages, POST",
    "FOO, /v1/responses, POST",
    "TRACE, /health, GET",
    "FOO, /v1/keys, 'GET, POST'"
  })
  void anotherMethodIsToldWhichAreAllowed(String method, String path, String allowed) {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("%s %s HTTP/1.1\r\nhost: localhost\r\n%s\r\n".formatted(method, path, KEY));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.head()).contains("\r\nallow: " + allowed.toLowerCase(Locale.ROOT) + "\r\n");
    }
  }

  @Test
  @DisplayName("H10 a tunnel is not dug")
  void aTunnelIsNotDug() {
    for (String target : List.of("localhost", "example.org:443")) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send("CONNECT %s HTTP/1.1\r\nhost: localhost\r\n%s\r\n".formatted(target, KEY));

        assertThat(client.answer().status()).as(target).isIn(400, 404, 405);
      }
    }
  }

  @ParameterizedTest(name = "H11 a body that nobody asked for, {0}")
  @ValueSource(strings = {"/", "/health", "/v1/models", "/portal/-/x", "/v1/nothing"})
  void aBodyThatNobodyReadsIsNotTheNextRequest(String path) {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET %s HTTP/1.1\r\nhost: localhost\r\n%scontent-length: 64\r\n\r\n"
              .formatted(path, KEY));
      client.answer();
      client.send("GET /evil HTTP/1.1\r\n".repeat(4).substring(0, 64));
      client.send("GET /health/live HTTP/1.1\r\nhost: localhost\r\nx-request-id: next\r\n\r\n");

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).contains("x-request-id: next");
    }
  }

  @ParameterizedTest(name = "H11 I01 {0}")
  @EnumSource
  void aBodyThatIsTooLargeIsRefusedBeforeItComes(ClientApi api) {
    long counted = counted("client_body_too_large");
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head(api, "large-" + api, 1L << 30) + "{\"model\":");

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(api.errorMessage(answer.body().getBytes(StandardCharsets.UTF_8)))
          .contains("65536 bytes");
      assertThat(client.endsWithin(SOON)).as("the connection is closed").isTrue();
    }
    assertThat(gateway.record("large-" + api).ending().outcome()).isEqualTo("too_large");
    assertThat(counted("client_body_too_large")).isEqualTo(counted + 1);
  }

  @Test
  @DisplayName("H11 I01 a body that is a little too large ends the connection too")
  void aBodyThatIsALittleTooLarge() {
    int before = gateway.simulator().arrived();
    String body = ClientApi.CHAT.body("p-chat/sim-mini", false);
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head(ClientApi.CHAT, "little", 70_000) + body + " ".repeat(70_000));
      client.send(RawClient.post("/v1/chat/completions", body));

      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.endsWithin(SOON)).as("nothing more is answered").isTrue();
      assertThat(gateway.simulator().arrived()).isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "H12 {0}")
  @EnumSource
  void nobodyIsAskedForABodyThatIsNotWanted(ClientApi api) {
    String path = api.path("m", false);
    try (RawClient stranger = new RawClient(gateway.port());
        RawClient odd = new RawClient(gateway.port());
        RawClient large = new RawClient(gateway.port())) {
      stranger.send(expecting(path, "x-api-key: other\r\n", "application/json", 100));
      odd.send(expecting(path, KEY + "x-project: a b\r\n", "application/json", 100));
      large.send(expecting(path, KEY, "application/json", 1 << 20));

      assertThat(stranger.answer().status()).isEqualTo(401);
      assertThat(odd.answer().status()).isEqualTo(400);
      assertThat(large.answer().status()).isEqualTo(413);
      for (RawClient each : List.of(stranger, odd, large)) {
        assertThat(each.endsWithin(SOON)).as("the connection is closed").isTrue();
      }
    }
  }

  @ParameterizedTest(name = "H12 {0}")
  @EnumSource
  void whoeverIsLetInIsAskedForTheBody(ClientApi api) {
    String body = api.body(api.model(), false);
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(expecting(api.path(api.model(), false), KEY, "application/json", body.length()));

      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.send(body).answer().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("H12 so is whoever uploads something")
  void whoeverUploadsIsAskedForTheBody() {
    String form =
        "--e\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\np-chat/sim-mini\r\n--e\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nabc\r\n--e--";
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          expecting(
              "/v1/audio/transcriptions", KEY, "multipart/form-data; boundary=e", form.length()));

      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.send(form).answer().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("I03 an upload that names two models reaches nobody")
  void anUploadOfTwoModels() {
    String field = "--e\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n%s\r\n";
    String form = field.formatted("p-chat/sim-mini") + field.formatted("other") + "--e--";
    int before = gateway.simulator().arrived();
    var answer =
        gateway.send(
            gateway
                .request("/v1/audio/transcriptions")
                .setHeader("content-type", "multipart/form-data; boundary=e")
                .header("x-api-key", "client-key")
                .POST(BodyPublishers.ofString(form))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ClientApi.CHAT.errorMessage(answer.body())).contains("twice");
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @ParameterizedTest(name = "H14 I13 {0}")
  @ValueSource(
      strings = {
        "p-gemini%2Fsim%0d%0ax-evil:%201",
        "p-gemini%2Fsim%00",
        "p-gemini%2F%E5%98%8A%E5%98%8Dx-evil",
        "%0d%0ax-evil:%201"
      })
  void aNameThatWeRepeatIsNoHeader(String model) {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          RawClient.post(
                  "/v1beta/models/" + model + ":generateContent", ClientApi.GEMINI.body("", false))
              .replaceFirst("\r\n", "\r\n" + KEY));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isIn(200, 400, 404, 502);
      assertThat(answer.head()).doesNotContain("\nx-evil").doesNotContain("\0");
    }
  }

  private long counted(String fault) {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body())
        .at("/faults/" + fault)
        .asLong();
  }

  private static String head(ClientApi api, String id, long length) {
    return "POST %s HTTP/1.1\r\nhost: localhost\r\n%sx-request-id: %s\r\ncontent-length: %d\r\n\r\n"
        .formatted(api.path(api.model(), false), KEY, id, length);
  }

  private static String expecting(String path, String headers, String type, int length) {
    return """
    POST %s HTTP/1.1\r
    host: localhost\r
    expect: 100-continue\r
    content-type: %s\r
    content-length: %d\r
    %s\r
    """
        .formatted(path, type, length, headers);
  }
}
