package dev.signalbox.gateway.e2e;

import static dev.signalbox.gateway.e2e.Browser.login;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X10 and X11: People who log in, and pages that try to act for them. */
final class LoginTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String CONFIG = "[access]\nadmin_password = \"" + PASSWORD + "\"\n";

  private static RunningGateway gateway() {
    return new RunningGateway(CONFIG, SimulatorOptions.standard());
  }

  @Test
  void theAdministratorOfTheConfigurationLogsInAndMakesOthers() {
    try (RunningGateway gateway = gateway()) {
      Browser admin = Browser.of(gateway, "admin", PASSWORD);

      admin.post(
          "/v1/users", "{\"name\": \"ann\", \"role\": \"viewer\", \"password\": \"0123456789\"}");
      Browser ann = Browser.of(gateway, "ann", "0123456789");

      assertThat(admin.json("/v1/me").path("role").asText()).isEqualTo("admin");
      assertThat(ann.json("/v1/me").path("label").asText()).isEqualTo("user:ann");
      assertThat(ann.get("/v1/records")).isEqualTo(200);
      assertThat(ann.get("/v1/users")).isEqualTo(403);
      assertThat(gateway.post("/v1/chat/completions", "{}").statusCode()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("X11 the cookie is for this host, over TLS, and no script")
  void theCookieIsForThisHostOverTlsAndNoScript() {
    try (RunningGateway gateway = gateway()) {
      assertThat(login(gateway, "admin", PASSWORD).headers().firstValue("set-cookie").orElseThrow())
          .matches("__Host-sb=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
    }
  }

  @Test
  @DisplayName("X10 a wrong name and a wrong password are told alike, and slowed down")
  void aWrongNameAndAWrongPasswordAreToldAlikeAndSlowedDown() {
    try (RunningGateway gateway = gateway()) {
      HttpResponse<byte[]> name = login(gateway, "nobody", PASSWORD);
      HttpResponse<byte[]> password = login(gateway, "admin", "wrong password");
      for (int i = 0; i < 4; i++) {
        login(gateway, "admin", "wrong password");
      }
      HttpResponse<byte[]> locked = login(gateway, "admin", PASSWORD);

      assertThat(name.statusCode()).isEqualTo(401);
      assertThat(name.body()).isEqualTo(password.body());
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("retry-after")).isPresent();
      assertThat(new Control(gateway, "").counted("invalid_login")).isEqualTo(6);
      assertThat(new Control(gateway, "").counted("login_locked")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("X10 logging in begins another session")
  void loggingOutEndsTheSessionAndLoggingInBeginsAnother() {
    try (RunningGateway gateway = gateway()) {
      Browser first = Browser.of(gateway, "admin", PASSWORD);
      HttpResponse<byte[]> again =
          gateway.send(
              first
                  .request("/v1/login")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD)))
                  .build());
      int former = first.get("/v1/me");
      Browser second = Browser.of(gateway, "admin", PASSWORD);
      second.post("/v1/logout", "{}");

      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(former).isEqualTo(401);
      assertThat(second.get("/v1/me")).isEqualTo(401);
    }
  }

  @Test
  void aPersonWhoIsTakenOutIsOutAtOnce() {
    try (RunningGateway gateway = gateway()) {
      Browser admin = Browser.of(gateway, "admin", PASSWORD);
      admin.post(
          "/v1/users", "{\"name\": \"ann\", \"role\": \"admin\", \"password\": \"0123456789\"}");
      Browser ann = Browser.of(gateway, "ann", "0123456789");

      int removed =
          gateway
              .send(
                  admin
                      .request("/v1/users/ann")
                      .header("x-csrf-token", admin.token())
                      .DELETE()
                      .build())
              .statusCode();

      assertThat(removed).isEqualTo(200);
      assertThat(ann.get("/v1/me")).isEqualTo(401);
      assertThat(login(gateway, "ann", "0123456789").statusCode()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("X11 pages of others change nothing")
  void pagesOfOthersChangeNothing() {
    try (RunningGateway gateway = gateway()) {
      Browser admin = Browser.of(gateway, "admin", PASSWORD);
      String body = "{\"label\": \"theirs\"}";
      HttpRequest.Builder post = admin.request("/v1/keys").POST(BodyPublishers.ofString(body));
      String ours = "http://127.0.0.1:" + gateway.port();

      List<Integer> refused =
          List.of(
              gateway.send(post.copy().build()).statusCode(),
              gateway.send(post.copy().header("x-csrf-token", "0").build()).statusCode(),
              gateway
                  .send(
                      post.copy()
                          .header("x-csrf-token", admin.token())
                          .header("origin", "https://evil.example")
                          .build())
                  .statusCode(),
              gateway
                  .send(
                      post.copy()
                          .header("x-csrf-token", admin.token())
                          .header("origin", "null")
                          .build())
                  .statusCode(),
              gateway
                  .send(
                      post.copy()
                          .header("x-csrf-token", admin.token())
                          .header("sec-fetch-site", "same-site")
                          .build())
                  .statusCode());
      int form =
          gateway
              .send(
                  post.copy()
                      .header("x-csrf-token", admin.token())
                      .setHeader("content-type", "text/plain")
                      .build())
              .statusCode();
      int own =
          gateway
              .send(
                  post.copy()
                      .header("x-csrf-token", admin.token())
                      .header("origin", ours)
                      .header("sec-fetch-site", "same-origin")
                      .build())
              .statusCode();

      assertThat(refused).containsOnly(403);
      assertThat(form).isEqualTo(415);
      assertThat(own).isEqualTo(200);
      assertThat(new Control(gateway, "").counted("csrf_token")).isEqualTo(2);
      assertThat(new Control(gateway, "").counted("cross_site")).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("X11 a page of another logs nobody in")
  void aPageOfAnotherLogsNobodyInAndUsesNoOpenGateway() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard());
        RunningGateway closed = gateway()) {
      assertThat(
              closed
                  .send(
                      closed
                          .request("/v1/login")
                          .header("origin", "https://evil.example")
                          .POST(BodyPublishers.ofString("{}"))
                          .build())
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              open.send(
                      open.request("/v1/keys")
                          .header("origin", "https://evil.example")
                          .POST(BodyPublishers.ofString("{\"label\": \"theirs\"}"))
                          .build())
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  @DisplayName("X16 there is no password to begin with")
  void thereIsNoPasswordToBeginWith() {
    try (RunningGateway gateway =
        new RunningGateway("[access]\nrequired = true\n", SimulatorOptions.standard())) {
      for (String password : List.of("admin", "123456", "password", "signalbox", "changeme")) {
        assertThat(login(gateway, "admin", password).statusCode()).as(password).isIn(401, 429);
        assertThat(login(gateway, "root", password).statusCode()).as(password).isIn(401, 429);
      }
      assertThat(gateway.send(gateway.request("/v1/me").build()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theFirstKeyClosesAnOpenGatewayForGood() {
    try (RunningGateway gateway = new RunningGateway("", SimulatorOptions.standard())) {
      assertThat(gateway.send(gateway.request("/v1/me").build()).statusCode()).isEqualTo(200);

      JsonNode made =
          StrictJson.parse(
              gateway.post("/v1/keys", "{\"label\": \"first\", \"role\": \"admin\"}").body());
      int unknown = gateway.send(gateway.request("/v1/me").build()).statusCode();
      Control admin = new Control(gateway, made.path("key").asText());
      int known = admin.get("/v1/me").status();
      admin.delete("/v1/keys/" + made.path("id").asText());

      assertThat(unknown).isEqualTo(401);
      assertThat(known).isEqualTo(200);
      assertThat(gateway.send(gateway.request("/v1/me").build()).statusCode()).isEqualTo(401);
    }
  }
}
