package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Makes everything that has a secret, and uses it well and badly. */
final class CanaryTraffic {
  private static final String LAST = "req_canary-last";

  private final RunningGateway gateway;
  private final Canaries canaries;
  private final EchoingProvider upstream;
  private final BiConsumer<String, byte[]> search;
  private final List<String> callers = new ArrayList<>();
  private String made = "";
  private String prompt = "";

  /**
   * Traffic for {@code gateway}.
   *
   * @param search given every answer, with where it came from
   */
  CanaryTraffic(
      RunningGateway gateway,
      Canaries canaries,
      EchoingProvider upstream,
      BiConsumer<String, byte[]> search) {
    this.gateway = gateway;
    this.canaries = canaries;
    this.upstream = upstream;
    this.search = search;
  }

  /** The provider of {@code api} that fails in this way. */
  static String id(ClientApi api, String way) {
    return api.name().toLowerCase(Locale.ROOT) + "-" + way;
  }

  Control admin() {
    return new Control(gateway, canaries.of("server.api_key"));
  }

  /** Makes providers, keys, users and gateways at run time. */
  void furnish() {
    callers.add(canaries.of("server.api_key"));
    callers.add(canaries.of("key_map token"));
    control("/v1/providers", registered("made", "s400"));
    control("/v1/providers", registered("made-page", "later"));
    control("/v1/providers/made/test", "{}");
    control("/v1/providers", "{\"id\": \"bad\", \"api_key\": [\"%s\", 7]}".formatted(fresh("bad")));
    ObjectNode key = StrictJson.object().put("label", "stored");
    ObjectNode own = key.putObject("provider_keys");
    for (String kind : List.of("openai", "anthropic", "google", "made")) {
      own.put(kind, canaries.make("own " + kind));
    }
    for (ClientApi api : ClientApi.values()) {
      EchoingProvider.WAYS.forEach(way -> own.put(id(api, way), canaries.make("own " + api + way)));
    }
    JsonNode stored = admin().post("/v1/keys", StrictJson.toText(key)).json();
    callers.add(canaries.keep("stored key", stored.path("key").asText()));
    made =
        admin()
            .post(
                "/v1/gateways",
                """
                {"id": "g1", "name": "ours", "upstream_url": "%s/s400/v1", "api_key": "%s",
                 "model": "m", "allow_private": true}
                """
                    .formatted(upstream.origin(), fresh("upstream key")))
            .at("/token")
            .asText();
    canaries.keep("gateway token", made);
    people();
  }

  private String registered(String id, String way) {
    return """
        {"id": "%s", "provider_type": "openai_chat", "endpoint": "%s/%s", "api_key": "%s",
         "headers": {"x-extra-token": "%s"}, "allow_private": true}
        """
        .formatted(id, upstream.origin(), way, fresh("key of " + id), fresh("header of " + id));
  }

  private void people() {
    String password = fresh("password");
    control(
        "/v1/users",
        "{\"name\": \"ann\", \"role\": \"admin\", \"password\": \"%s\"}".formatted(password));
    login("ann", password, "session");
    login("admin", canaries.of("admin password"), "admin's session");
    answer("login", body("/v1/login", credentials("ann", fresh("wrong password"))));
    answer("login", body("/v1/login", credentials(fresh("password as name"), "x")));
    answer("login", body("/v1/login", "{\"password\": \"" + fresh("broken login") + "\""));
    HttpResponse<byte[]> away = gateway.send(gateway.request("/v1/login/oidc").build());
    assertThat(away.statusCode()).isEqualTo(302);
    String cookie = away.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    String state =
        away.headers().firstValue("location").orElseThrow().replaceAll(".*state=([^&]*).*", "$1");
    answer(
        "callback",
        gateway
            .request("/v1/login/oidc/callback?code=%s&state=%s".formatted(plain("code"), state))
            .header("cookie", cookie));
  }

  private void login(String name, String password, String kept) {
    HttpResponse<byte[]> in = gateway.send(body("/v1/login", credentials(name, password)).build());
    assertThat(in.statusCode()).isEqualTo(200);
    String cookie = in.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    canaries.keep(kept, cookie.substring(cookie.indexOf('=') + 1));
    search.accept("login of " + name, in.body());
    answer("me", gateway.request("/v1/me").header("cookie", cookie));
    answer("users", gateway.request("/v1/users").header("cookie", cookie));
  }

  private static String credentials(String name, String password) {
    return StrictJson.toText(StrictJson.object().put("username", name).put("password", password));
  }

  /** Asks everybody for everything in every way. */
  void send() {
    prompt = canaries.keep("credential in a prompt", GuardedGateway.KEY);
    for (String caller : callers) {
      for (ClientApi api : ClientApi.values()) {
        for (ClientApi provider : ClientApi.values()) {
          ask(caller, api, provider);
        }
      }
      ask(caller, ClientApi.CHAT, "made/m", false);
      ask(caller, ClientApi.CHAT, "made-page/m", true);
      ask(caller, ClientApi.CHAT, "unknown-model", false);
      ask(caller, ClientApi.ANTHROPIC, "nobody/unknown-model", true);
      plainCalls(caller);
    }
    answer("gateway", as(made, body("/gateway/g1/v1/chat/completions", chat("m"))));
    answer("gateway", as(callers.getLast(), body("/gateway/g1/v1/messages", chat("m"))));
    wrongTokens();
    answer(
        "last",
        as(callers.getFirst(), body("/v1/chat/completions", chat("chat-fine/m")))
            .header("x-request-id", LAST));
    awaitStored();
  }

  private void ask(String caller, ClientApi api, ClientApi provider) {
    List<String> ways = new ArrayList<>(EchoingProvider.WAYS);
    ways.addAll(List.of("fine", "tls", "gone"));
    for (String way : ways) {
      for (boolean stream : List.of(false, true)) {
        ask(caller, api, id(provider, way) + "/m-" + api + stream, stream);
      }
    }
  }

  private void ask(String caller, ClientApi api, String model, boolean stream) {
    String text = api.body(model, stream).replaceFirst("say (something|it)", "use " + prompt);
    answer(
        "%s %s %s".formatted(api, model, stream),
        as(
            caller,
            body(
                api.path(
                    URLEncoder.encode(model, StandardCharsets.UTF_8).replace("%2F", "/"), stream),
                text)));
  }

  /** The paths that are no generation. */
  private void plainCalls(String caller) {
    for (String way : EchoingProvider.WAYS) {
      String model = id(ClientApi.CHAT, way) + "/m";
      answer(
          "embeddings " + way,
          as(
              caller,
              body("/v1/embeddings", "{\"model\": \"%s\", \"input\": \"x\"}".formatted(model))));
      answer(
          "completions " + way,
          as(
              caller,
              body("/v1/completions", "{\"model\": \"%s\", \"prompt\": \"x\"}".formatted(model))));
      answer(
          "count " + way,
          as(
              caller,
              body(
                  "/v1/messages/count_tokens",
                  ClientApi.ANTHROPIC.body(id(ClientApi.ANTHROPIC, way) + "/m", false))));
    }
    answer("models", as(caller, gateway.request("/v1/models")));
    answer("route", as(caller, body("/v1/route", chat("chat-fine/m"))));
  }

  private void wrongTokens() {
    String wrong = plain("wrong token");
    String inUrl = URLEncoder.encode(callers.get(1), StandardCharsets.UTF_8);
    for (ClientApi api : ClientApi.values()) {
      String path = api.path("chat-fine/m", false);
      String text = api.body("chat-fine/m", false);
      answer("wrong", as(wrong, body(path, text)));
      answer("wrong", body(path, text).header("x-api-key", wrong));
      answer("wrong", body(path, text).header("x-goog-api-key", wrong));
      answer("wrong", body(path + "?key=" + wrong, text));
      answer("in url", body(path + "?key=" + inUrl, text));
      answer("in url", gateway.request(api.unknownPath() + "?key=" + inUrl));
    }
    answer("wrong", gateway.request("/v1/keys?key=" + wrong));
    answer("wrong", as(wrong, gateway.request("/v1/records")));
    answer(
        "body", as(callers.getFirst(), body("/v1/keys", "{\"label\": \"" + plain("broken body"))));
  }

  /** Records are written just after their answers ended; the last one last. */
  private void awaitStored() {
    admin().record(LAST);
  }

  private void control(String path, String body) {
    answer(path, as(callers.getFirst(), body(path, body)));
  }

  private String fresh(String name) {
    return canaries.make(name);
  }

  private String plain(String name) {
    return canaries.plain(name);
  }

  private static String chat(String model) {
    return ClientApi.CHAT.body(model, false);
  }

  private HttpRequest.Builder body(String path, String body) {
    return gateway.request(path).POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
    return request.header("authorization", "Bearer " + key);
  }

  private void answer(String where, HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = gateway.send(request.build());
    search.accept(
        where + " headers", answer.headers().map().toString().getBytes(StandardCharsets.UTF_8));
    search.accept(where, answer.body());
  }
}
