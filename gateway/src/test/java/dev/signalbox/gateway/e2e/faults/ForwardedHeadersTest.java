package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.Received;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H15: of headers only those pass that are named, from the client on and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForwardedHeadersTest {
  /** What may be told to a provider; the API of the client may add some. */
  private static final List<String> OURS =
      List.of(
          "host", "content-type", "content-length", "accept", "accept-encoding", "authorization");

  private static final String CLIENTS =
      """
      cookie: session=secret-of-client
      x-goog-api-key: secret-of-client
      api-key: secret-of-client
      proxy-authorization: Basic secret-of-client
      x-forwarded-for: 10.1.2.3
      x-forwarded-host: evil.example
      x-real-ip: 10.1.2.3
      forwarded: for=10.1.2.3
      via: 1.1 somebody
      referer: https://secret-of-client.example
      origin: http://localhost
      user-agent: secret-of-client
      x-evil: 1
      keep-alive: timeout=5
      te: trailers
      trailer: x-evil
      upgrade: websocket
      x-http-method-override: DELETE
      x-original-url: /v1/keys
      """
          .replace("\n", "\r\n")
          .replace("origin: http://localhost\r\n", "");

  private static final String PROVIDERS =
      """
      set-cookie: session=secret-of-provider
      x-api-key: secret-of-provider
      server: nginx
      x-powered-by: something
      location: https://evil.example
      access-control-allow-origin: *
      content-security-policy: none
      strict-transport-security: max-age=1
      alt-svc: h3=":443"
      www-authenticate: Basic
      keep-alive: timeout=5
      x-evil: 1
      x-ratelimit-limit-requests: 60
      retry-after: 3
      openai-processing-ms: 12
      x-request-id: id-of-provider
      """
          .replace("\n", "\r\n");

  private final Faulty faulty =
      Faulty.answering(
          Wire.answer("200 OK", "content-type: application/json\r\n" + PROVIDERS, Wire.CHAT));
  private final Bench bench = new Bench(faulty, "");

  @AfterAll
  void stop() {
    bench.close();
    faulty.close();
  }

  @ParameterizedTest(name = "H15 to the provider, {0}")
  @EnumSource(names = {"CHAT", "RESPONSES", "ANTHROPIC"})
  void onlyWhatIsNamedGoesOn(ClientApi api) {
    for (String connection : List.of("close", "close, authorization", "close, x-api-key, host")) {
      try (RawClient client = new RawClient(bench.gateway().port())) {
        client.send(
            RawClient.post(api.path("good/m", false), api.body("good/m", false))
                .replaceFirst("\r\n", "\r\nconnection: " + connection + "\r\n" + CLIENTS));

        assertThat(client.answer().status()).isEqualTo(200);
      }
      Received received = bench.gateway().simulator().received().getLast();
      assertThat(received.headers().names())
          .extracting(name -> name.toLowerCase(Locale.ROOT))
          .isSubsetOf(OURS);
      assertThat(received.headers().get("authorization")).isEqualTo("Bearer good-key");
      assertThat(received.headers().toString()).doesNotContain("secret-of-client", "10.1.2.3");
    }
  }

  @ParameterizedTest(name = "H15 {0} goes on to its own API")
  @CsvSource({"openai-beta, assistants=v2", "OpenResponses-Version, 1"})
  void whatBelongsToTheApiGoesOn(String name, String value) {
    try (RawClient client = new RawClient(bench.gateway().port())) {
      client.send(
          RawClient.post(ClientApi.CHAT.path("good/m", false), ClientApi.CHAT.body("good/m", false))
              .replaceFirst("\r\n", "\r\n" + name + ": " + value + "\r\n"));

      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(bench.gateway().simulator().received().getLast().headers().get(name))
        .isEqualTo(value);
  }

  @ParameterizedTest(name = "H15 back from the provider at {0}")
  @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/v1/completions"})
  void onlyWhatIsNamedComesBack(String path) {
    ClientApi api = path.endsWith("messages") ? ClientApi.ANTHROPIC : ClientApi.CHAT;
    try (RawClient client = new RawClient(bench.gateway().port())) {
      RawClient.Answer answer =
          client.send(RawClient.post(path, api.body(Bench.ALONE, false))).answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head())
          .doesNotContain("secret-of-provider")
          .contains("x-signalbox-upstream-request-id: id-of-provider");
      assertThat(namesIn(answer.head()))
          .contains("retry-after", "openai-processing-ms", "x-ratelimit-limit-requests")
          .allMatch(
              name ->
                  name.startsWith("x-signalbox-")
                      || List.of(
                              "content-type",
                              "content-length",
                              "transfer-encoding",
                              "x-request-id",
                              "request-id",
                              "server-timing",
                              "retry-after",
                              "openai-processing-ms",
                              "x-ratelimit-limit-requests")
                          .contains(name),
              "one of those that pass");
    }
  }

  private static List<String> namesIn(String head) {
    return Arrays.stream(head.split("\r\n", -1))
        .filter(line -> line.contains(": "))
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toList());
  }
}
