package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths that go to the provider of their model as they are; counts and model lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PassThroughTest {
  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [[providers]]
              id = "live"
              provider_type = "local"
              endpoint = "UPSTREAM"
              [[providers]]
              id = "dead"
              provider_type = "local"
              endpoint = "http://127.0.0.1:1"
              [models.mine]
              targets = ["p-chat/sim-mini"]
              """,
          SimulatorOptions.standard().withModels(List.of("sim-listed")));

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          completions        | {"model":"mine","prompt":"once"}
          moderations        | {"model":"mine","input":"kind words"}
          images/generations | {"model":"mine","prompt":"a cat"}
          rerank             | {"model":"mine","query":"a","documents":["a","b"]}
          audio/speech       | {"model":"mine","input":"hello","voice":"alloy"}
          """)
  void aJsonRequestPassesWithItsModelRenamedAndIsRecorded(String path, String body) {
    HttpResponse<byte[]> response = gateway.post("/v1/" + path, body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isNotEmpty();
    var received = gateway.simulator().received().getLast();
    assertThat(received.uri()).isEqualTo("/v1/" + path);
    assertThat(received.body().toString()).isEqualTo(body.replace("mine", "sim-mini"));
    var record = gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
    assertThat(record.from().endpoint()).isEqualTo(path);
    assertThat(record.served()).isEqualTo("p-chat/sim-mini");
  }

  @Test
  void soundComesAsTheProviderSentIt() {
    byte[] sound = new byte[100_000];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (byte) (i * 31);
    }
    gateway.script().then(new Step.Replay(200, "audio/wav", Buffer.buffer(sound), List.of(1_000)));

    HttpResponse<byte[]> response =
        gateway.post("/v1/audio/speech", "{\"model\":\"mine\",\"input\":\"hello\"}");

    assertThat(response.body()).isEqualTo(sound);
    assertThat(response.headers().firstValue("content-type")).contains("audio/wav");
  }

  @Test
  void anUploadPassesWithItsModelRenamed() {
    String form = form("mine", "sound".repeat(20_000));

    HttpResponse<byte[]> response =
        gateway.send(
            gateway
                .request("/v1/audio/transcriptions")
                .setHeader("content-type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofString(form))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("100000 bytes named a.wav");
    assertThat(gateway.simulator().received().getLast().body().toString())
        .isEqualTo(form("sim-mini", "sound".repeat(20_000)));
  }

  private static String form(String model, String file) {
    return """
    --edge
    Content-Disposition: form-data; name="file"; filename="a.wav"
    Content-Type: audio/wav

    %s
    --edge
    Content-Disposition: form-data; name="model"

    %s
    --edge--
    """
        .formatted(file, model)
        .replace("\n", "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"p-anthropic, exact", "p-gemini, exact", "p-chat, estimate"})
  void aCountSaysWhetherItIsOne(String provider, String kind) {
    String model = provider + "/sim-mini";

    HttpResponse<byte[]> response =
        gateway.post("/v1/messages/count_tokens", ClientApi.ANTHROPIC.body(model, false));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-signalbox-count")).contains(kind);
    assertThat(StrictJson.parse(response.body()).path("input_tokens").asInt()).isPositive();
  }

  @Test
  void modelsAreListedInEachShapeAlthoughAServerIsDead() {
    Duration longest = Duration.ofSeconds(1);
    get("/v1/models", ""); // what is not asked for yet is asked for now
    long started = System.nanoTime();

    JsonNode openAi = get("/v1/models", "");
    Duration taken = Duration.ofNanos(System.nanoTime() - started);
    JsonNode anthropic = get("/v1/models?limit=1000", "2023-06-01");
    JsonNode gemini = get("/v1beta/models?pageSize=1000", "");

    assertThat(taken).isLessThan(longest);
    assertThat(openAi.path("object").textValue()).isEqualTo("list");
    assertThat(ids(openAi.path("data"), "id")).contains("mine", "sim-listed");
    assertThat(anthropic.path("has_more").isBoolean()).isTrue();
    assertThat(ids(anthropic.path("data"), "id")).contains("mine", "sim-listed");
    assertThat(ids(gemini.path("models"), "name")).contains("models/mine", "models/sim-listed");
  }

  @Test
  void oneModelIsFoundOrNotFound() {
    assertThat(get("/v1/models/mine", "").path("object").textValue()).isEqualTo("model");
    HttpResponse<byte[]> none = gateway.send(gateway.request("/v1/models/none").GET().build());
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(ClientApi.CHAT.errorMessage(none.body())).contains("`none`");
  }

  private JsonNode get(String path, String anthropicVersion) {
    var request = gateway.request(path);
    if (!anthropicVersion.isEmpty()) {
      request.header("anthropic-version", anthropicVersion);
    }
    HttpResponse<byte[]> response = gateway.send(request.GET().build());
    assertThat(response.statusCode()).isEqualTo(200);
    return StrictJson.parse(response.body());
  }

  private static List<String> ids(JsonNode list, String field) {
    List<String> ids = new ArrayList<>();
    list.forEach(each -> ids.add(each.path(field).asText()));
    return ids;
  }
}
