package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Somebody's browser after a login. */
record Browser(RunningGateway gateway, String cookie, String token) {
  /** One in which {@code name} has logged in. */
  static Browser of(RunningGateway gateway, String name, String password) {
    HttpResponse<byte[]> answer = login(gateway, name, password);
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return new Browser(
        gateway,
        cookie.substring(0, cookie.indexOf(';')),
        StrictJson.parse(answer.body()).path("csrf_token").asText());
  }

  static HttpResponse<byte[]> login(RunningGateway gateway, String name, String password) {
    return gateway.post(
        "/v1/login",
        StrictJson.toText(StrictJson.object().put("username", name).put("password", password)));
  }

  /** A request with the cookie alone. */
  HttpRequest.Builder request(String path) {
    return gateway.request(path).header("cookie", cookie);
  }

  int get(String path) {
    return gateway.send(request(path).build()).statusCode();
  }

  JsonNode json(String path) {
    return StrictJson.parse(gateway.send(request(path).build()).body());
  }

  /** What a page of the portal sends. */
  HttpRequest.Builder posting(String path, String body) {
    return request(path).header("x-csrf-token", token).POST(BodyPublishers.ofString(body));
  }

  HttpResponse<byte[]> post(String path, String body) {
    return gateway.send(posting(path, body).build());
  }
}
