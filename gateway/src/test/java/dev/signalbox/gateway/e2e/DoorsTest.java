package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * X06, X14 and X15: What is turned away before any provider is asked, in the shape of the client's
 * own API.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DoorsTest {
  private static final int MAX_BODY = 2_048;
  private static final int DEEP = 100_000;

  private final RunningGateway gateway =
      new RunningGateway(
          "api_key = \"client-key\"\nmax_body_bytes = 2048\n" + ClientApi.providers(""),
          SimulatorOptions.standard());

  /** As the other, with room for large bodies. */
  private final RunningGateway roomy =
      new RunningGateway(ClientApi.providers(""), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    roomy.close();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongMethodIsToldWhichOneIsAllowed(ClientApi api) {
    HttpResponse<byte[]> response =
        gateway.send(authorised(api.path(api.model(), false)).DELETE().build());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("POST");
    assertThat(api.errorMessage(response.body())).contains("`POST`");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownPathIsNotFoundInTheShapeOfTheApiItLooksLike(ClientApi api) {
    HttpResponse<byte[]> response =
        gateway.send(
            gateway
                .request(api.unknownPath())
                .header("authorization", "Bearer client-key")
                .GET()
                .build());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(api.errorMessage(response.body())).contains("nothing at this path");
  }

  @ParameterizedTest(name = "X06 {0}")
  @EnumSource
  void aMissingAndAWrongKeyAreRefusedAlike(ClientApi api) {
    HttpRequest.Builder request =
        gateway
            .request(api.path(api.model(), false))
            .POST(BodyPublishers.ofString(api.body(api.model(), false)));
    int before = gateway.simulator().arrived();
    long counted = new Control(gateway, "").counted("invalid_api_key");

    HttpResponse<byte[]> missing = gateway.send(request.build());
    HttpResponse<byte[]> wrong =
        gateway.send(request.header("authorization", "Bearer other-key").build());

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(api.errorMessage(wrong.body()))
        .isEqualTo(api.errorMessage(missing.body()))
        .contains("gateway key")
        .doesNotContain("other-key");
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
    assertThat(new Control(gateway, "").counted("invalid_api_key")).isEqualTo(counted + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "x-api-key", "x-goog-api-key", "?key="})
  void theKeyIsTakenFromEveryPlaceWhereClientsPutIt(String place) {
    String path = ClientApi.CHAT.path("", false);
    HttpRequest.Builder request =
        switch (place) {
          case "?key=" -> gateway.request(path + "?key=client-key");
          case "authorization" -> gateway.request(path).header(place, "Bearer client-key");
          default -> gateway.request(path).header(place, "client-key");
        };

    HttpResponse<byte[]> response =
        gateway.send(request.POST(BodyPublishers.ofString(body(ClientApi.CHAT))).build());

    assertThat(response.statusCode()).isEqualTo(200);
    var received = gateway.simulator().received().getLast();
    assertThat(received.uri() + received.headers())
        .contains("provider-key")
        .doesNotContain("client-key");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsAnnouncedOrNot(ClientApi api) {
    byte[] body = (body(api) + " ".repeat(MAX_BODY)).getBytes(StandardCharsets.UTF_8);
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> announced =
        gateway.send(
            authorised(api.path(api.model(), false))
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    HttpResponse<byte[]> chunked =
        gateway.send(
            authorised(api.path(api.model(), false))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(api.errorMessage(announced.body())).contains("2048 bytes");
    assertThat(api.errorMessage(chunked.body())).contains("2048 bytes");
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotStrictJsonIsRefusedAndReachesNoProvider(ClientApi api) {
    int before = roomy.simulator().arrived();

    badBodies(api)
        .forEach(
            (name, bytes) -> {
              HttpResponse<byte[]> response =
                  roomy.send(
                      roomy
                          .request(api.path(api.model(), false))
                          .POST(BodyPublishers.ofByteArray(bytes))
                          .build());
              assertThat(response.statusCode()).as(name).isEqualTo(400);
              assertThat(api.errorMessage(response.body())).as(name).isNotEmpty();
            });

    assertThat(roomy.simulator().arrived()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aLabelWithOtherCharactersIsRefused(ClientApi api) {
    HttpResponse<byte[]> response =
        gateway.send(
            authorised(api.path(api.model(), false))
                .header("x-project", "a b")
                .POST(BodyPublishers.ofString(body(api)))
                .build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(api.errorMessage(response.body())).contains("`x-project`");
  }

  @ParameterizedTest(name = "X15 {0}")
  @ValueSource(strings = {"/v1/chat/completions", "/v1/models", "/v1/keys", "/health"})
  void noAnswerLetsPagesOfOthersReadIt(String path) {
    for (String method : List.of("OPTIONS", "GET")) {
      HttpResponse<byte[]> answer =
          gateway.send(
              gateway
                  .request(path)
                  .header("origin", "https://evil.example")
                  .header("access-control-request-method", "POST")
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build());

      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @Test
  @DisplayName("X14 a request for another host is refused")
  void aRequestForAnotherHostIsRefused() {
    long counted = counted("client_foreign_host");
    try (RawClient client = new RawClient(gateway.port())) {
      String answer =
          client
              .send("GET /v1/models HTTP/1.1\r\nhost: evil.example\r\n\r\n")
              .readUntil("allowed_hosts");

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("host name");
    }
    assertThat(counted("client_foreign_host") - counted).isEqualTo(1);
  }

  private long counted(String fault) {
    return StrictJson.parse(gateway.send(authorised("/health").GET().build()).body())
        .at("/faults")
        .path(fault)
        .asLong();
  }

  @Test
  void anAddressInTheBodyIsAFieldLikeAnyOther() {
    ObjectNode body =
        ClientApi.CHAT
            .tree("sim-mini", false)
            .put("api_base", "http://127.0.0.1:1/")
            .put("base_url", "http://127.0.0.1:1/");
    ObjectNode sent = body.deepCopy().put("model", ClientApi.CHAT.model());

    HttpResponse<byte[]> response =
        gateway.send(
            authorised("/v1/chat/completions")
                .POST(BodyPublishers.ofString(StrictJson.toText(sent)))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(StrictJson.parse(gateway.simulator().received().getLast().body().getBytes()))
        .isEqualTo(body);
  }

  private HttpRequest.Builder authorised(String path) {
    return gateway.request(path).header("x-api-key", "client-key");
  }

  private static String body(ClientApi api) {
    return api.body(api.model(), false);
  }

  private static Map<String, byte[]> badBodies(ClientApi api) {
    String good = body(api);
    String rest = good.substring(1);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("empty", utf8(""));
    bad.put("no object", utf8("[]"));
    bad.put("duplicate key", utf8("{\"user\":\"a\",\"user\":\"b\"," + rest));
    bad.put("deep", utf8("{\"user\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "," + rest));
    bad.put("deep without end", utf8("{\"user\":" + "[".repeat(DEEP)));
    bad.put(
        "invalid UTF-8",
        joined(utf8("{\"user\":\""), new byte[] {(byte) 0xff}, utf8("\"," + rest)));
    bad.put("UTF-16", good.getBytes(StandardCharsets.UTF_16LE));
    bad.put("byte order mark", utf8("\ufeff" + good));
    bad.put("trailing text", utf8(good + "x"));
    bad.put("trailing object", utf8(good + "{}"));
    bad.put("NaN", utf8("{\"temperature\":NaN," + rest));
    bad.put("cut off", utf8(good.substring(0, good.length() - 1)));
    return bad;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
