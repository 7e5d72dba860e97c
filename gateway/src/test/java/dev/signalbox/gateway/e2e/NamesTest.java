package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which provider and model a name leads to, and with whose key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NamesTest {
  private static final String NAMES =
      """
      [models.team]
      targets = ["p-chat/m-one", "p-anthropic/m-two"]
      [routing]
      default = "p-gemini/m-default"
      prefixes = { "mini-" = "p-anthropic" }
      [[routing.rewrites]]
      model_exact = "told"
      provider = "p-chat"
      model = "m-real"
      rewrite_response_model = true
      [[routing.rewrites]]
      model_exact = "told-elsewhere"
      provider = "p-anthropic"
      model = "m-real"
      rewrite_response_model = true
      [[routing.rewrites]]
      model_prefix = "quiet-"
      provider = "p-chat"
      model = "m-real"
      [[apps]]
      name = "desk"
      path = "/desk"
      protocols = ["openai"]
      default = "p-chat/m-desk"
      [key_map.token-1]
      label = "one"
      project = "blue"
      provider_keys = { p-chat = "own-key" }
      [key_map.token-2]
      label = "two"
      """;

  private final RunningGateway gateway =
      new RunningGateway(ClientApi.providers("") + NAMES, SimulatorOptions.standard());

  /** Without a default, so that names can be unknown. */
  private final RunningGateway choosy =
      new RunningGateway(
          ClientApi.providers("models = [\"sim-large\"]"), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    choosy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "team, /v1/chat/completions, m-one, p-chat/m-one",
    "p-chat/any/thing, /v1/chat/completions, any/thing, p-chat/any/thing",
    "told, /v1/chat/completions, m-real, p-chat/m-real",
    "quiet-one, /v1/chat/completions, m-real, p-chat/m-real",
    "mini-me, /v1/messages, mini-me, p-anthropic/mini-me"
  })
  void aNameLeadsToItsModel(String name, String path, String model, String served) {
    HttpResponse<byte[]> response = chat("/v1/chat/completions", name, false);

    Received received = gateway.simulator().received().getLast();
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    assertThat(response.headers().firstValue("x-signalbox-model")).contains(served);
    assertThat(received.uri()).isEqualTo(path);
    assertThat(StrictJson.parse(received.body().getBytes()).path("model").textValue())
        .isEqualTo(model);
  }

  @Test
  void anyOtherNameLeadsToTheDefault() {
    chat("/v1/chat/completions", "whatever", false);

    assertThat(gateway.simulator().received().getLast().uri()).contains("/models/m-default:");
  }

  @Test
  void aMountHasADefaultAndProtocolsOfItsOwn() {
    HttpResponse<byte[]> response = chat("/desk/v1/chat/completions", "whatever", false);
    HttpResponse<byte[]> other =
        gateway.send(
            gateway
                .request("/desk/v1/messages")
                .header("x-api-key", "token-2")
                .POST(BodyPublishers.ofString(ClientApi.ANTHROPIC.body("whatever", false)))
                .build());

    assertThat(response.headers().firstValue("x-signalbox-model")).contains("p-chat/m-desk");
    assertThat(other.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "told, told, false", "told, told, true",
    "told-elsewhere, told-elsewhere, false", "told-elsewhere, told-elsewhere, true",
    "quiet-one, m-real, false", "quiet-one, m-real, true"
  })
  void theAnswerCarriesTheNameThatWasAskedForOnlyWhereThatIsConfigured(
      String asked, String told, boolean stream) {
    String answer = text(chat("/v1/chat/completions", asked, stream));
    String hidden = told.equals(asked) ? "\"m-real\"" : "\"" + asked + "\"";

    assertThat(answer).contains("\"" + told + "\"").doesNotContain(hidden);
    if (!stream) {
      JsonNode tree = StrictJson.parse(answer.getBytes(StandardCharsets.UTF_8));
      assertThat(tree.path("model").textValue()).isEqualTo(told);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownNameIsToldWithItsNearest(ClientApi api) {
    HttpResponse<byte[]> response =
        choosy.post(api.path("sim-larg", false), api.body("sim-larg", false));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(api.errorMessage(response.body())).contains("`sim-larg`", "`sim-large`");
    assertThat(choosy.simulator().arrived()).isZero();
  }

  @Test
  void aCallersOwnKeyGoesToItsProviderOnly() {
    HttpResponse<byte[]> own = as("token-1");
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer own-key");
    as("token-2");
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer provider-key");
    var record = gateway.record(own.headers().firstValue("x-request-id").orElseThrow());
    assertThat(record.from().key()).isEqualTo("one");
    assertThat(record.from().project()).isEqualTo("blue");
  }

  private HttpResponse<byte[]> as(String token) {
    return gateway.send(
        gateway
            .request("/v1/chat/completions")
            .header("authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body("team", false)))
            .build());
  }

  private HttpResponse<byte[]> chat(String path, String model, boolean stream) {
    return gateway.send(
        gateway
            .request(path)
            .header("x-api-key", "token-2")
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, stream)))
            .build());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
