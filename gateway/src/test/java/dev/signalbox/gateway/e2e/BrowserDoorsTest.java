package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * X10, X11, X14 and X15 at the doors: people use them from the pages of the portal, and pages of
 * others do not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserDoorsTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String MODEL = "oa/gpt-6-luna";
  private static final String FRIEND = "http://localhost:3000";
  private static final String OPEN =
      Control.CONFIG
          .substring(0, Control.CONFIG.indexOf("[key_map"))
          .replace("api_key = \"operator-key\"", "");
  private static final String ACCESS =
      """
      [access]
      admin_password = "%s"
      [ask]
      model = "oa/gpt-6-luna"
      """
          .formatted(PASSWORD);

  private final RunningGateway closed =
      new RunningGateway(OPEN + ACCESS, SimulatorOptions.standard());
  private final RunningGateway open = new RunningGateway(OPEN, SimulatorOptions.standard());
  private final RunningGateway friendly =
      new RunningGateway(
          "allowed_origins = [\"" + FRIEND + "\"]\n" + OPEN, SimulatorOptions.standard());
  private final Browser admin = Browser.of(closed, "admin", PASSWORD);

  @AfterAll
  void stop() {
    closed.close();
    open.close();
    friendly.close();
  }

  @ParameterizedTest
  @EnumSource
  void aPersonIsServedAndTheRecordSaysWho(ClientApi api) {
    for (boolean stream : List.of(false, true)) {
      HttpResponse<byte[]> answer = admin.post(api.path(MODEL, stream), api.body(MODEL, stream));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(
              closed.record(answer.headers().firstValue("x-request-id").orElseThrow()).from().key())
          .isEqualTo("user:admin");
    }
  }

  @Test
  void aPersonIsServedBelowAnAppAndByAPageOfOurs() {
    HttpResponse<byte[]> answer =
        closed.send(
            admin
                .posting("/desk/v1/chat/completions", ClientApi.CHAT.body(MODEL, false))
                .header("origin", "http://127.0.0.1:" + closed.port())
                .header("sec-fetch-site", "same-origin")
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aQuestionThatAModelIsAskedIsThePersonsToo() {
    admin.post("/v1/ask", "{\"question\": \"which project grumbles the loudest\"}");

    JsonNode records =
        Eventually.get(
            "the record of the question",
            () -> admin.json("/v1/records?source=portal-ask").path("data"),
            data -> !data.isEmpty());
    assertThat(records.findValuesAsText("key_label")).containsOnly("user:admin");
  }

  @Test
  void aPersonMayReadTheListOfModels() {
    assertThat(admin.get("/v1/models")).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheTokenOfTheSessionNobodyIsServed(ClientApi api) {
    HttpRequest.Builder request =
        admin.request(api.path(MODEL, false)).POST(BodyPublishers.ofString(api.body(MODEL, false)));

    HttpResponse<byte[]> none = closed.send(request.copy().build());
    HttpResponse<byte[]> wrong = closed.send(request.copy().header("x-csrf-token", "0").build());

    assertThat(none.statusCode()).isEqualTo(403);
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(api.errorMessage(none.body())).contains("x-csrf-token");
  }

  @ParameterizedTest
  @EnumSource
  void aPersonWhoMayOnlyLookIsRefused(ClientApi api) {
    admin.post(
        "/v1/users",
        "{\"name\": \"viewer-%s\", \"role\": \"viewer\", \"password\": \"0123456789\"}"
            .formatted(api.name().toLowerCase(Locale.ROOT)));
    Browser viewer =
        Browser.of(closed, "viewer-" + api.name().toLowerCase(Locale.ROOT), "0123456789");

    HttpResponse<byte[]> answer = viewer.post(api.path(MODEL, false), api.body(MODEL, false));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(api.errorMessage(answer.body()))
        .isEqualTo("people need the role `operator` here, and this login has `viewer`");
  }

  @Test
  void anOperatorIsServedUntilItIsTakenOut() {
    admin.post(
        "/v1/users", "{\"name\": \"olga\", \"role\": \"operator\", \"password\": \"0123456789\"}");
    Browser olga = Browser.of(closed, "olga", "0123456789");
    int before = olga.post("/v1/chat/completions", chat()).statusCode();
    closed.send(
        admin.request("/v1/users/olga").header("x-csrf-token", admin.token()).DELETE().build());
    HttpResponse<byte[]> after = olga.post("/v1/chat/completions", chat());

    assertThat(before).isEqualTo(200);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(ClientApi.CHAT.errorMessage(after.body())).contains("a valid gateway key is needed");
  }

  @Test
  void aWrongKeyIsNotMadeGoodByASession() {
    HttpRequest.Builder request = admin.posting("/v1/chat/completions", chat());

    assertThat(
            closed
                .send(request.copy().header("authorization", "Bearer nothing").build())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aSessionOpensNoVirtualGateway() {
    assertThat(admin.post("/gateway/nothing/v1/chat/completions", chat()).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "origin, https://evil.example",
    "origin, null",
    "origin, http://127.0.0.1:1",
    "sec-fetch-site, cross-site",
    "sec-fetch-site, same-site"
  })
  void aPageOfAnotherIsServedNowhere(String header, String value) {
    for (RunningGateway gateway : List.of(open, friendly)) {
      for (ClientApi api : ClientApi.values()) {
        HttpResponse<byte[]> answer =
            gateway.send(
                gateway
                    .request(api.path(MODEL, false))
                    .setHeader("content-type", "text/plain")
                    .header(header, value)
                    .POST(BodyPublishers.ofString(api.body(MODEL, false)))
                    .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(api.errorMessage(answer.body()))
            .isEqualTo("pages of other sites may ask for nothing here");
      }
    }
    HttpRequest session =
        admin.posting("/v1/chat/completions", chat()).header(header, value).build();
    assertThat(closed.send(session).statusCode()).isEqualTo(403);
  }

  @Test
  void aKeyInTheAddressMakesAPageOfAnotherNoFriendOfAnOpenGateway() {
    assertThat(
            status(
                open,
                "/v1/chat/completions?key=anything",
                request -> request.header("origin", "https://evil.example")))
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void anOpenGatewayServesProgramsAndItsOwnPages(String site) {
    assertThat(status(open, "/v1/chat/completions", request -> request)).isEqualTo(200);
    assertThat(
            status(
                open,
                "/v1/chat/completions",
                request ->
                    request
                        .header("sec-fetch-site", site)
                        .header("origin", "http://127.0.0.1:" + open.port())))
        .isEqualTo(200);
  }

  @Test
  void whoHasAKeyMayBeAnyPage() {
    try (RunningGateway keyed = new RunningGateway(Control.CONFIG, SimulatorOptions.standard())) {
      assertThat(
              status(
                  keyed,
                  "/v1/chat/completions",
                  request ->
                      request
                          .header("authorization", "Bearer " + Control.OPERATOR)
                          .header("origin", "https://chat.example.com")))
          .isEqualTo(200);
    }
  }

  @Test
  void aPageOfAFriendIsServedAndMayReadTheAnswer() {
    HttpResponse<byte[]> answer =
        friendly.send(
            friendly
                .request("/v1/chat/completions")
                .header("origin", FRIEND)
                .header("sec-fetch-site", "same-site")
                .POST(BodyPublishers.ofString(chat()))
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(FRIEND);
    assertThat(answer.headers().firstValue("vary")).contains("origin");
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
  }

  @Test
  void theBrowserOfAFriendIsToldWhatItsPageMaySend() {
    HttpResponse<byte[]> answer = preflight(friendly, "/v1/chat/completions", FRIEND);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(FRIEND);
    assertThat(answer.headers().firstValue("access-control-allow-headers"))
        .contains("authorization,content-type,x-project");
    assertThat(answer.headers().firstValue("access-control-allow-methods"))
        .contains("GET, POST, DELETE");
  }

  @Test
  void noOtherBrowserIsToldAnything() {
    Stream.of(
            preflight(friendly, "/v1/chat/completions", "https://evil.example"),
            preflight(friendly, "/v1/records", FRIEND),
            preflight(open, "/v1/chat/completions", FRIEND))
        .forEach(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(405);
              assertThat(answer.headers().map().keySet())
                  .noneMatch(name -> name.startsWith("access-control"));
            });
  }

  @Test
  void aFriendOfTheDoorsChangesNothingElse() {
    assertThat(
            friendly
                .send(
                    friendly
                        .request("/v1/keys")
                        .header("origin", FRIEND)
                        .POST(BodyPublishers.ofString("{\"label\": \"theirs\"}"))
                        .build())
                .statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<byte[]> preflight(
      RunningGateway gateway, String path, String origin) {
    return gateway.send(
        gateway
            .request(path)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,x-project")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private static int status(
      RunningGateway gateway, String path, UnaryOperator<HttpRequest.Builder> more) {
    HttpRequest.Builder request = gateway.request(path).POST(BodyPublishers.ofString(chat()));
    return gateway.send(more.apply(request).build()).statusCode();
  }

  private static String chat() {
    return ClientApi.CHAT.body(MODEL, false);
  }
}
