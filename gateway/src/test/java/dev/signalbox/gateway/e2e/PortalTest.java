package dev.signalbox.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.portal.asset.PortalAssets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal beside the doors: who gets which of them, and with what headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PortalTest {
  private static final String APPS =
      """
      [[apps]]
      name = "playground"
      path = "/playground"
      [[apps]]
      name = "catalogue"
      path = "/catalogue"
      """;

  private final PortalAssets assets = PortalAssets.ofProgram();
  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG + APPS, SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/requests",
        "/requests/req_1?tab=routing",
        "/catalogue",
        "/catalogue/openai/gpt-oss-120b",
        "/profiles/fast",
        "/playground",
        "/docs",
        "/login"
      })
  void everyPageIsTheApplicationThoughNobodyLoggedIn(String path) {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(answer, "cache-control")).isEqualTo("no-cache");
    assertThat(text(answer)).contains("<base href=\"" + assets.base() + "\"");
  }

  @Test
  @DisplayName("X12 X13 a page may run its own scripts and nothing else, in no frame")
  void aPageMayRunItsOwnScriptsAndNothingElse() {
    HttpResponse<byte[]> answer = get("/");

    assertThat(header(answer, "content-security-policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self' 'sha256-"
                + assets.page("index.html").importMap().orElseThrow()
                + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                + " base-uri 'self'; form-action 'self'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "referrer-policy")).isEqualTo("same-origin");
    assertThat(header(answer, "cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(header(answer, "permissions-policy")).contains("camera=()");
  }

  @Test
  void theDocumentationOfTheApiHasAPolicyOfItsOwnThatLetsNothingElseIn() {
    HttpResponse<byte[]> answer = get("/docs/api");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).contains("swagger-ui-bundle.js").contains(assets.base());
    assertThat(header(answer, "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';")
        .doesNotContain("http")
        .doesNotContain("unsafe-eval");
  }

  @Test
  void filesMayBeKeptForAYear() {
    HttpResponse<byte[]> answer = get(assets.base() + "vendor/lit/index.js");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(answer.body()).isEqualTo(assets.find("vendor/lit/index.js").orElseThrow().plain());
  }

  @ParameterizedTest
  @CsvSource({"gzip", "'br, GZIP;q=0.5'", "'deflate, gzip'"})
  void packsWhereTheClientTakesThat(String accepted) throws IOException {
    String path = assets.base() + "vendor/lit-html/lit-html.js";
    HttpResponse<byte[]> answer =
        gateway.send(gateway.request(path).header("accept-encoding", accepted).build());

    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(header(answer, "vary")).isEqualTo("accept-encoding");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
        .isEqualTo(get(path).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "br"})
  void doesNotPackWhereTheClientTakesItNot(String accepted) {
    HttpResponse<byte[]> answer =
        gateway.send(
            gateway
                .request(assets.base() + "vendor/lit-html/lit-html.js")
                .header("accept-encoding", accepted)
                .build());

    assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void whoHasThePageIsNotSentItAgain(String known) {
    String tag = header(get("/"), "etag");

    HttpResponse<byte[]> answer =
        gateway.send(
            gateway.request("/requests").header("if-none-match", known.formatted(tag)).build());

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "etag")).isEqualTo(tag);
    assertThat(header(answer, "content-security-policy")).startsWith("default-src 'none'");
  }

  @Test
  void whoHasAnotherBuildIsSentThePage() {
    HttpResponse<byte[]> answer =
        gateway.send(gateway.request("/").header("if-none-match", "\"other\"").build());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void tellsTheHeadAlone() {
    HttpResponse<byte[]> answer =
        gateway.send(gateway.request("/").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-length"))
        .isEqualTo(Integer.toString(get("/").body().length));
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aFileOfAnotherBuildIsNowhereAndThatIsNotKept() {
    for (String path :
        List.of(
            "/portal/-/0123456789abcdef01234567/vendor/lit/index.js",
            assets.base() + "nothing.js",
            assets.base(),
            "/portal/-/")) {
      HttpResponse<byte[]> answer = get(path);

      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../config.toml",
        "..%2f..%2f..%2fconfig.toml",
        "%2e%2e/%2e%2e/dev/signalbox/portal/asset/PortalAssets.class",
        "vendor/../../logback.xml",
        "..%5c..%5clogback.xml"
      })
  void thereIsNoWayOutOfThePortal(String path) {
    try (RawClient client = new RawClient(gateway.port())) {
      String answer =
          client
              .send(
                  "GET %s%s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                      .formatted(assets.base(), path))
              .readAll();

      assertThat(answer).containsPattern("^HTTP/1.1 40[14] ");
    }
  }

  @Test
  void anAppAtThePathOfAPageKeepsItsDoors() {
    Control operator = new Control(gateway, Control.OPERATOR);

    assertThat(operator.get("/playground/v1/models").at("/object").asText()).isEqualTo("list");
    assertThat(operator.get("/catalogue/v1/models").at("/object").asText()).isEqualTo("list");
    assertThat(
            operator
                .post("/catalogue/v1/chat/completions", ClientApi.CHAT.body("oa/gpt-6-luna", false))
                .status())
        .isEqualTo(200);
    assertThat(gateway.post("/playground", "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void whatIsNoPageIsRefusedInTheShapeOfItsApiAsEver() {
    Control operator = new Control(gateway, Control.OPERATOR);

    assertThat(operator.get("/nowhere").status()).isEqualTo(404);
    assertThat(operator.get("/nowhere").at("/error/type").asText())
        .isEqualTo("invalid_request_error");
    assertThat(operator.get("/v1/messages/nowhere").at("/type").asText()).isEqualTo("error");
    assertThat(operator.get("/requests/req_1/more").status()).isEqualTo(404);
    assertThat(operator.post("/requests", "{}").status()).isEqualTo(404);
  }

  @Test
  void isNotThereWhereItIsNotWanted() {
    try (RunningGateway without =
        new RunningGateway("[portal]\nenabled = false\n", SimulatorOptions.standard())) {
      for (String path : List.of("/", "/requests", "/docs/api", assets.base() + "index.html")) {
        HttpResponse<byte[]> answer = without.send(without.request(path).build());

        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(header(answer, "content-type")).isEqualTo("application/json");
      }
      assertThat(without.send(without.request("/v1/catalog").build()).statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<byte[]> get(String path) {
    return gateway.send(gateway.request(path).build());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
