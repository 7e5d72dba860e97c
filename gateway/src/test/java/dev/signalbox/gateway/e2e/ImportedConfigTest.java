package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.migrate.Sample;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was imported is served: the simulator stands where the providers of each file are, and a
 * client asks as it asked the old gateway, with its key and a model name of there.
 */
final class ImportedConfigTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)\\}");

  @TempDir private Path folder;

  /** Who asks whom for what: sample, path, key, the model's name there, and at the provider. */
  private static final String ASKED =
      """
      LITELLM  /v1/chat/completions        sk-shop-master-0001 house/llama                meta-llama/Llama-3.1-8B-Instruct
      LITELLM  /v1/chat/completions        sk-shop-master-0001 support                    gpt-4o-mini
      LITELLM  /v1/chat/completions        sk-shop-master-0001 gpt-3.5-turbo              gpt-4o-mini
      LITELLM  /v1/messages                sk-shop-master-0001 claude-sonnet              claude-sonnet-4
      LITELLM  /v1/chat/completions        sk-shop-master-0001 groq/llama-3.3-70b         llama-3.3-70b
      LITELLM  /v1/chat/completions        sk-shop-master-0001 gemini-2.0-flash           gemini-2.0-flash
      ROSETTA  /v1/messages                office-key-0001     gpt-4o                     gpt-4o
      ROSETTA  /v1/chat/completions        office-key-0001     claude-sonnet-4-20250514   claude-sonnet-4-20250514
      POLYGLOT /openai/v1/chat/completions -                   claude-haiku-4.5           gpt-5-mini
      POLYGLOT /openai/v1/chat/completions -                   anthropic/claude-haiku-4-5 claude-haiku-4-5
      POLYGLOT /openai/v1/chat/completions -                   nobody-knows-this          gpt-4o-mini
      POLYGLOT /teams-claude/v1/messages   -                   claude-of-tomorrow         claude-of-tomorrow
      POLYGLOT /plain/v1/chat/completions  -                   house-model                house-model
      TABLES   /v1/chat/completions        sk-gateway-001      gpt-4                      gpt-4o
      TABLES   /v1/chat/completions        sk-gateway-001      claude-3-5-sonnet          claude-3-5-sonnet-20241022
      TABLES   /v1/chat/completions        sk-gateway-001      gemini-1.5-pro             gemini-1.5-pro-latest
      LISTS    /v1/messages                my-team-key         claude-sonnet-4-20250514   claude-sonnet-4-20250514
      """;

  private static final String NO_KEY = "-";

  @ParameterizedTest
  @EnumSource
  void answersAsTheOldGatewayDid(Sample sample) {
    List<String[]> asked =
        ASKED
            .lines()
            .map(line -> line.split(" +", -1))
            .filter(line -> line[0].equals(sample.name()))
            .toList();
    assertThat(asked).isNotEmpty();
    try (RunningGateway gateway = served(sample)) {
      for (String[] line : asked) {
        HttpResponse<byte[]> answer = ask(gateway, line[1], line[2], line[3]);

        assertThat(answer.statusCode()).as("%s: %s", line[3], body(answer)).isEqualTo(200);
        Received received = gateway.simulator().received().getLast();
        assertThat(received.uri() + received.body()).contains(line[4]);
      }
    }
  }

  @Test
  void refusesWhoeverHasNoKeyOrADisabledOne() {
    try (RunningGateway gateway = served(Sample.TABLES)) {
      assertThat(ask(gateway, "/v1/chat/completions", NO_KEY, "gpt-4").statusCode()).isEqualTo(401);
      assertThat(ask(gateway, "/v1/chat/completions", "sk-gateway-old", "gpt-4").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void saysTheNameThatWasAskedForWhereTheOldGatewayDid() {
    try (RunningGateway gateway = served(Sample.POLYGLOT)) {
      HttpResponse<byte[]> answer =
          ask(gateway, "/openai/v1/chat/completions", NO_KEY, "claude-haiku-4.5");

      JsonNode json = StrictJson.tryParse(body(answer)).orElseThrow();
      assertThat(json.path("model").asText()).isEqualTo("claude-haiku-4.5");
    }
  }

  @Test
  void sharesTheRequestsOfANameByItsWeights() {
    try (RunningGateway gateway = served(Sample.LITELLM)) {
      for (int i = 0; i < 40; i++) {
        HttpResponse<byte[]> answer =
            ask(gateway, "/v1/chat/completions", "sk-shop-master-0001", "gpt-4");
        assertThat(answer.statusCode()).as(body(answer)).isEqualTo(200);
      }

      List<String> addresses = gateway.simulator().received().stream().map(Received::uri).toList();

      long east = addresses.stream().filter(uri -> uri.contains("/gpt-4o-east/")).count();
      long france = addresses.stream().filter(uri -> uri.contains("/gpt-4o-france/")).count();
      assertThat(east + france).isEqualTo(40);
      assertThat(east).isPositive();
      assertThat(france).isPositive();
    }
  }

  /** A gateway with what is made of {@code sample}, all of its providers at the simulator. */
  private RunningGateway served(Sample sample) {
    String toml =
        sample
            .imported()
            .text()
            .replaceAll("(?m)^(endpoint|proxy) = .*\\n", "")
            .replaceAll("(?m)^(provider_type = .*)$", "$1\nendpoint = \"UPSTREAM\"")
            .replace("host = \"0.0.0.0\"", "host = \"127.0.0.1\"");
    Map<String, String> environment = new HashMap<>();
    VARIABLE
        .matcher(toml)
        .results()
        .forEach(found -> environment.put(found.group(1), "a-value-of-" + found.group(1)));
    try (VertexServer google = new VertexServer()) {
      environment.replace("GOOGLE_APPLICATION_CREDENTIALS", google.account());
    }
    return RunningGateway.ofFile(toml, environment, folder);
  }

  private static HttpResponse<byte[]> ask(
      RunningGateway gateway, String path, String key, String model) {
    HttpRequest.Builder request =
        gateway
            .request(path)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"model": "%s", "max_tokens": 50,
                     "messages": [{"role": "user", "content": "hi"}]}"""
                        .formatted(model)));
    if (!key.equals(NO_KEY)) {
      request.header("authorization", "Bearer " + key);
    }
    return gateway.send(request.build());
  }

  private static String body(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
