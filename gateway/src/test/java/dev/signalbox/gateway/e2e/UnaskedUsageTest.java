package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** U16: the usage of Chat streams is known although the client does not ask for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnaskedUsageTest {
  private final RunningGateway gateway =
      new RunningGateway(
          provider("knows", "dialect = \"openai\"\nmodels = [\"m\", \"n\"]")
              + provider("strict", "dialect = \"mistral\"")
              + provider("unknown", "")
              + provider("off", "dialect = \"openai\"\nstream_usage = false")
              + provider("on", "stream_usage = true")
              + """
              [[routing.rewrites]]
              model_exact = "mine"
              provider = "knows"
              model = "m"
              rewrite_response_model = true
              """,
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static String provider(String id, String more) {
    return """
        [[providers]]
        id = "%s"
        provider_type = "openai_chat"
        api_key = "k"
        endpoint = "UPSTREAM"
        %s
        """
        .formatted(id, more);
  }

  @ParameterizedTest
  @CsvSource({"knows/m, true", "strict/m, false", "unknown/m, false", "off/m, false", "on/m, true"})
  void isAskedOfProvidersThatAreKnownToTellIt(String model, boolean asked) {
    HttpResponse<byte[]> response = stream(ClientApi.CHAT.tree(model, true));

    assertThat(sent().at("/stream_options/include_usage").booleanValue())
        .as("usage is asked for")
        .isEqualTo(asked);
    assertThat(text(response)).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    assertThat(record(response).usage().isPresent()).as("usage is recorded").isEqualTo(asked);
  }

  @Test
  void theClientReadsTheSameAsFromAProviderThatWasNotAsked() {
    Supplier<List<String>> plain = () -> pieces(stream(ClientApi.CHAT.tree("off/m", true)));
    Supplier<List<String>> stripped = () -> pieces(stream(ClientApi.CHAT.tree("knows/m", true)));

    assertThat(stripped.get()).isEqualTo(plain.get());
  }

  @Test
  void whoAsksHimselfReadsIt() {
    ObjectNode body = ClientApi.CHAT.tree("knows/m", true);
    body.putObject("stream_options").put("include_usage", true);

    HttpResponse<byte[]> response = stream(body);

    assertThat(text(response)).contains("\"usage\":{");
    assertThat(record(response).usage()).as("recorded usage").isPresent();
  }

  @Test
  void itStaysHiddenWhereTheModelIsRenamed() {
    HttpResponse<byte[]> response = stream(ClientApi.CHAT.tree("mine", true));

    assertThat(text(response)).contains("\"mine\"").doesNotContain("usage");
    assertThat(record(response).usage()).as("recorded usage").isPresent();
  }

  @Test
  void aWholeAnswerIsNotAskedForIt() {
    gateway.post("/v1/chat/completions", ClientApi.CHAT.body("knows/m", false));

    assertThat(sent().has("stream_options")).isFalse();
  }

  private HttpResponse<byte[]> stream(ObjectNode body) {
    return gateway.post("/v1/chat/completions", StrictJson.toText(body));
  }

  private ObjectNode sent() {
    return StrictJson.parseObject(gateway.simulator().received().getLast().body().getBytes());
  }

  private RequestRecord record(HttpResponse<byte[]> response) {
    return gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
  }

  private static List<String> pieces(HttpResponse<byte[]> response) {
    return text(response)
        .lines()
        .map(line -> line.replaceAll("\"(id|created)\":(\"[^\"]*\"|\\d+)", ""))
        .toList();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
