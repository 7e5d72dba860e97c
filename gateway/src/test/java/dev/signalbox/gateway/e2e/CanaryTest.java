package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I7, X07, X08 and X09: a secret of its own in every place that takes one, traffic that goes well
 * and that fails in every way, and then none of the secrets anywhere in what comes out.
 */
final class CanaryTest {
  private static final Pattern VIEW = Pattern.compile("(?m)^create view (\\w+)");
  private static final String MASTER = "signalbox.key";

  @TempDir private Path dir;

  private final Canaries canaries = new Canaries();
  private final EchoingProvider upstream = new EchoingProvider();

  /** Where a secret was seen, with an excerpt of what was searched. */
  private final Map<String, String> leaks = new LinkedHashMap<>();

  @Test
  @DisplayName("X07 X08 X09 no secret comes out anywhere, and there are no back doors")
  void noSecretComesOutAnywhere() throws IOException {
    String config = config();
    try (upstream;
        LogLines log = LogLines.withRequests()) {
      try (RunningGateway gateway = new RunningGateway(config, SimulatorOptions.standard(), dir)) {
        CanaryTraffic traffic = new CanaryTraffic(gateway, canaries, upstream, this::search);
        traffic.furnish();
        searchLive(gateway, config, traffic);
        searchControl(gateway, traffic.admin());
        hasNoBackDoors(gateway, traffic.admin());
      }
      List<String> lines = log.lines();
      lines.forEach(line -> search("log", bytes(line)));
      assertThat(lines).anyMatch(line -> line.startsWith("dev.signalbox.requests "));
      searchFiles();
    }

    assertThat(leaks).isEmpty();
  }

  @Test
  @DisplayName("X07 neither the configuration nor what is wrong with it tells a secret")
  void neitherTheConfigurationNorWhatIsWrongWithItTellsASecret() {
    String secret = canaries.make("secret of the configuration");
    ConfigLoader loader = new ConfigLoader(Map.of());
    String whole =
        "[server]\n"
            + config().replace("UPSTREAM", upstream.origin())
            + "[database]\nurl = \"postgres://user:%s@127.0.0.1:1/x\"\n"
                .formatted(canaries.plain("password of the database"));

    search("configuration", bytes(loader.parse("test.toml", whole).config().toString()));
    for (String wrong :
        List.of(
            "[server]\napi_keyy = \"SECRET\"",
            "[server]\napi_key = [\"SECRET\", 7]",
            "[server]\napi_key = \"SECRET",
            "[server]\napi_key = { x = \"SECRET\" }",
            "[server]\nsigning_key = [\"SECRET\"]",
            "[database]\nurl = \"mysql://user:SECRET@host/x\"",
            "[access]\nadmin_password = [\"SECRET\"]",
            "[[providers]]\nid = \"x\"\nprovider_type = \"local\"\nheaders = { \"a b\" = \"SECRET\" }",
            "[[providers]]\nid = \"x\"\nprovider_type = \"local\"\nendpoint = \"http://u:SECRET@h\"",
            "[key_map.\"SECRET\"]\nlabl = \"x\"")) {
      Throwable error =
          catchThrowable(() -> loader.parse("test.toml", wrong.replace("SECRET", secret)));
      assertThat(error).as(wrong).isInstanceOf(ConfigException.class);
      search(wrong, bytes(String.valueOf(error.getMessage())));
    }

    assertThat(leaks).isEmpty();
  }

  @Test
  void theSearchItselfFindsASecretAsItIsAndInsideAnythingEncoded() {
    String secret = canaries.make("secret");

    for (String before : List.of("", "a", "ab")) {
      String text = before + secret + " and more";
      assertThat(canaries.in(bytes(text))).containsExactly("secret");
      assertThat(canaries.in(Base64.getEncoder().encode(bytes(text))))
          .as("base64 of " + text)
          .containsExactly("secret");
    }
    assertThat(canaries.in(bytes(secret.substring(0, 8) + "…"))).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void search(String where, byte[] bytes) {
    for (String name : canaries.in(bytes)) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      leaks.putIfAbsent(name + " in " + where, text.substring(0, Math.min(text.length(), 600)));
    }
  }

  private String config() {
    StringBuilder text =
        new StringBuilder(
            """
            api_key = "%s"
            signing_key = "%s"
            [access]
            admin_password = "%s"
            [access.oidc]
            issuer = "%s/login"
            client_id = "signalbox"
            client_secret = "%s"
            redirect_url = "https://gateway.example/v1/login/oidc/callback"
            role = "viewer"
            [metrics]
            token = "%s"
            include_api_key_hash = true
            [analytics]
            capture = "all"
            [routing.retry]
            backoff_ms = 1
            max_backoff_ms = 1
            [sanitization]
            enabled = true
            scan_credentials = true
            actions = { credentials = "redact" }
            stand_in_key = "%s"
            [[sanitization.webhooks]]
            name = "hook"
            url = "%s/s500/hook"
            on_failure = "open"
            bearer = "%s"
            """
                .formatted(
                    canaries.make("server.api_key"),
                    canaries.make("signing_key"),
                    canaries.make("admin password"),
                    upstream.origin(),
                    canaries.make("client_secret"),
                    canaries.make("metrics.token"),
                    canaries.make("stand_in_key"),
                    upstream.origin(),
                    canaries.make("webhook bearer")));
    for (ClientApi api : ClientApi.values()) {
      String type = api.model().substring(2, api.model().indexOf('/'));
      EchoingProvider.WAYS.forEach(
          way ->
              text.append(
                  provider(CanaryTraffic.id(api, way), type, upstream.origin() + "/" + way)));
      text.append(provider(CanaryTraffic.id(api, "fine"), type, "UPSTREAM"));
      text.append(
          provider(
              CanaryTraffic.id(api, "tls"),
              type,
              upstream.origin().replace("http:", "https:") + "/s400"));
      text.append(provider(CanaryTraffic.id(api, "gone"), type, "http://127.0.0.1:1"));
      text.append(provider(CanaryTraffic.id(api, "nowhere"), type, "http://nowhere.invalid"));
    }
    return text.append(keyMap()).toString();
  }

  private String provider(String id, String type, String endpoint) {
    return """
        [[providers]]
        id = "%s"
        provider_type = "%s"
        endpoint = "%s"
        api_key = ["%s", "%s"]
        headers = { "x-extra-token" = "%s" }
        breaker = { min_calls = 10000 }
        """
        .formatted(
            id,
            switch (type) {
              case "chat" -> "openai_chat";
              case "responses" -> "openai_responses";
              case "gemini" -> "google";
              default -> type;
            },
            endpoint,
            canaries.make("api_key of " + id),
            canaries.make("second api_key of " + id),
            canaries.make("header of " + id));
  }

  private String keyMap() {
    return """
        [key_map."%s"]
        label = "mapped"
        anthropic_key = "%s"
        openai_key = "%s"
        google_key = "%s"
        provider_keys = { "%s" = "%s" }
        """
        .formatted(
            canaries.make("key_map token"),
            canaries.make("anthropic_key"),
            canaries.make("openai_key"),
            canaries.make("google_key"),
            CanaryTraffic.id(ClientApi.CHAT, "s400"),
            canaries.make("provider_keys"));
  }

  private void brokenReload(RunningGateway gateway, String config) {
    String broken = config + "api_key = \"" + canaries.make("key in a broken file") + "\"\n";
    assertThat(RunningGateway.await(gateway.reload(broken).map("").otherwise("refused")))
        .isEqualTo("refused");
  }

  /** What a page is told while requests come and a file is refused. */
  private void searchLive(RunningGateway gateway, String config, CanaryTraffic traffic) {
    try (LivePage page = LivePage.of(traffic.admin())) {
      traffic.send();
      brokenReload(gateway, config);
      page.first("record", _ -> true);
      page.first("config", told -> told.has("last_error"));
      search("/v1/live", bytes(page.told()));
    }
  }

  /** X09: nothing tells of the process but what is meant to. */
  private static void hasNoBackDoors(RunningGateway gateway, Control admin) {
    for (String path :
        List.of(
            "/debug",
            "/debug/vars",
            "/actuator",
            "/actuator/env",
            "/actuator/heapdump",
            "/env",
            "/heapdump",
            "/threaddump",
            "/config.toml",
            "/v1/env",
            "/console",
            "/jmx",
            "/.env",
            "/data/signalbox.key")) {
      assertThat(gateway.send(admin.request(path).build()).statusCode()).as(path).isEqualTo(404);
    }
  }

  /** Every path that may be read, as JSON and as CSV, and every view. */
  private void searchControl(RunningGateway gateway, Control admin) throws IOException {
    List<String> paths = new ArrayList<>(List.of("/health", "/health/live", "/health/ready"));
    for (JsonNode route : admin.get("/v1/routes").at("/data")) {
      String path = route.path("path").asText();
      if (path.equals("/v1/live")) {
        continue; // it has no end, and was looked at while it told
      }
      if (route.path("method").asText().equals("GET")) {
        paths.addAll(filled(admin, path));
      } else {
        HttpRequest.Builder request =
            admin
                .request(path.replaceAll("\\{[a-z]+\\}", "none"))
                .method(route.path("method").asText(), BodyPublishers.ofString("{\"x\": 1}"));
        searchAnswer(path, gateway.send(request.build()));
      }
    }
    for (String path : paths) {
      for (String accept : List.of("application/json", "text/csv")) {
        searchAnswer(path, gateway.send(admin.request(path).header("accept", accept).build()));
      }
    }
    for (String view : views()) {
      HttpResponse<byte[]> answer =
          gateway.send(
              admin
                  .request("/v1/sql")
                  .POST(BodyPublishers.ofString("{\"sql\": \"select * from " + view + "\"}"))
                  .build());
      assertThat(answer.statusCode())
          .as(view + new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      searchAnswer("view " + view, answer);
    }
    assertThat(paths).hasSizeGreaterThan(100);
  }

  /** {@code path} with what stands for an id replaced by everything that there is. */
  private static List<String> filled(Control admin, String path) {
    int id = path.indexOf("/{");
    if (id < 0) {
      return List.of(path);
    }
    String list = path.substring(0, id);
    String rest = path.substring(path.indexOf('}') + 1).replaceAll("\\{[a-z]+\\}", "none");
    List<String> filled = new ArrayList<>();
    Control.Answer longest = admin.get(list + "?limit=200");
    Control.Answer all = longest.status() == 200 ? longest : admin.get(list);
    for (JsonNode each : all.at("/data")) {
      String name =
          Stream.of("id", "project", "name")
              .filter(each::has)
              .map(field -> each.path(field).asText())
              .findFirst()
              .orElse("none");
      filled.add(list + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + rest);
    }
    filled.add(list + "/none" + rest);
    return filled;
  }

  private void searchAnswer(String path, HttpResponse<byte[]> answer) {
    search(path + " headers", bytes(answer.headers().map().toString()));
    search(path, answer.body());
  }

  private static List<String> views() throws IOException {
    try (var sql = CanaryTest.class.getResourceAsStream("/db/views/sqlite/R__views.sql")) {
      Matcher view =
          VIEW.matcher(
              new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
      List<String> views = view.results().map(found -> found.group(1)).toList();
      assertThat(views).isNotEmpty();
      return views;
    }
  }

  /** The databases hold provider keys sealed, and of keys and passwords nothing but hashes. */
  private void searchFiles() throws IOException {
    Path data = dir.resolve("data");
    canaries.keep("master key", Files.readString(data.resolve(MASTER)).strip());
    int files = 0;
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(MASTER)) {
          search(file.getFileName().toString(), Files.readAllBytes(file));
          files++;
        }
      }
    }
    assertThat(files).isGreaterThanOrEqualTo(3);
  }
}
