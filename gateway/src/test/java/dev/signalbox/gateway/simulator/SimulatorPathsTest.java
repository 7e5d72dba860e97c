package dev.signalbox.gateway.simulator;

import static dev.signalbox.gateway.simulator.RunningSimulator.events;
import static dev.signalbox.gateway.simulator.RunningSimulator.json;
import static dev.signalbox.gateway.simulator.RunningSimulator.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatorPathsTest {
  private final RunningSimulator running =
      new RunningSimulator(SimulatorOptions.standard().withModels(List.of("sim-mini", "sim-max")));

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersTheSameBytesToTheSameRequest(Protocol protocol) {
    for (boolean stream : List.of(true, false)) {
      HttpResponse<byte[]> first = running.generate(protocol, "sim-mini", stream);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(text(first)).contains("simulated");
      assertThat(running.generate(protocol, "sim-mini", stream).body()).isEqualTo(first.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/openai/deployments/my-model/chat/completions?api-version=2024-10-21",
    "/openai/v1/chat/completions"
  })
  void answersAtAzureAddresses(String path) {
    JsonNode answer =
        running.askJson(path, "{'messages':[{'role':'user','content':'Hi'}],'model':'my-model'}");

    assertThat(answer.path("model").asText()).isEqualTo("my-model");
    assertThat(answer.path("choices").path(0).path("message").path("content").asText())
        .startsWith("[simulated]");
  }

  @Test
  void takesTheModelOfAnAzureDeploymentFromThePath() {
    JsonNode answer =
        running.askJson(
            "/openai/deployments/gpt%20x/chat/completions?api-version=1",
            "{'messages':[{'role':'user','content':'Hi'}]}");

    assertThat(answer.path("model").asText()).isEqualTo("gpt x");
  }

  @Test
  void streamsAJsonArrayWhereGeminiClientsDoNotAskForEvents() {
    HttpResponse<byte[]> answer =
        running.ask(
            "/v1beta/models/sim-mini:streamGenerateContent",
            "{'contents':[{'parts':[{'text':'Hi'}]}]}");

    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(json(answer).isArray()).isTrue();
    assertThat(json(answer).size()).isGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/messages/count_tokens | {'model':'m','messages':[{'role':'user','content':'12345678'}]}"
            + " | input_tokens",
        "/v1beta/models/m:countTokens | {'contents':[{'parts':[{'text':'12345678'}]}]} | totalTokens",
        "/v1beta/models/m:countTokens |"
            + " {'generateContentRequest':{'contents':[{'parts':[{'text':'12345678'}]}]}} |"
            + " totalTokens",
        "/v1/responses/input_tokens | {'model':'m','input':'12345678'} | input_tokens"
      })
  void countsTokens(String path, String body, String field) {
    assertThat(running.askJson(path, body).path(field).asInt()).isEqualTo(2);
  }

  @Test
  void listsTheModelsInTheShapeOfEachApi() throws IOException {
    JsonNode openAi = json(running.send(running.at("/v1/models")));
    JsonNode anthropic =
        json(running.send(running.at("/v1/models").header("anthropic-version", "2023-06-01")));
    JsonNode gemini = json(running.send(running.at("/v1beta/models")));

    assertThat(openAi.path("object").asText()).isEqualTo("list");
    assertThat(openAi.at("/data/1/id").asText()).isEqualTo("sim-max");
    assertThat(anthropic.at("/data/0/type").asText()).isEqualTo("model");
    assertThat(anthropic.path("last_id").asText()).isEqualTo("sim-max");
    assertThat(gemini.at("/models/0/name").asText()).isEqualTo("models/sim-mini");
  }

  @Test
  void tellsOfOneModelAndRefusesAnUnknownOne() throws IOException {
    assertThat(json(running.send(running.at("/v1/models/sim-max"))).path("id").asText())
        .isEqualTo("sim-max");
    assertThat(json(running.send(running.at("/v1beta/models/sim-max"))).path("name").asText())
        .isEqualTo("models/sim-max");
    HttpResponse<byte[]> unknown = running.send(running.at("/v1/models/nope"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).path("error").path("code").asText()).isEqualTo("model_not_found");
  }

  @Test
  void embedsTextsAsUnitVectors() {
    JsonNode answer =
        running.askJson(
            "/v1/embeddings", "{'model':'e','input':['a cat','a cat'],'dimensions':64}");

    JsonNode vector = answer.at("/data/0/embedding");
    assertThat(vector.size()).isEqualTo(64);
    assertThat(vector.valueStream().mapToDouble(each -> each.asDouble() * each.asDouble()).sum())
        .isCloseTo(1, within(1e-5));
    assertThat(answer.at("/data/1/embedding")).isEqualTo(vector);
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void embedsTheSameInBase64() {
    String question = "{'model':'e','input':'a cat','dimensions':8,'encoding_format':'%s'}";
    JsonNode floats =
        running.askJson("/v1/embeddings", question.formatted("float")).at("/data/0/embedding");
    String base64 =
        running
            .askJson("/v1/embeddings", question.formatted("base64"))
            .at("/data/0/embedding")
            .asText();

    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode each : floats) {
      assertThat(bytes.getFloat()).isEqualTo(each.floatValue());
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void refusesEmbeddingsOfAnImpossibleSize() {
    HttpResponse<byte[]> answer =
        running.ask("/v1/embeddings", "{'model':'e','input':'a','dimensions':0}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/param").asText()).isEqualTo("dimensions");
  }

  @Test
  void embedsContentsInGeminisShape() {
    JsonNode one =
        running.askJson(
            "/v1beta/models/e:embedContent",
            "{'content':{'parts':[{'text':'a cat'}]},'outputDimensionality':16}");
    JsonNode several =
        running.askJson(
            "/v1beta/models/e:batchEmbedContents",
            "{'requests':[{'content':{'parts':[{'text':'a cat'}]},'outputDimensionality':16},"
                + "{'content':{'parts':[{'text':'dogs'}]}}]}");

    assertThat(one.at("/embedding/values").size()).isEqualTo(16);
    assertThat(several.at("/embeddings/0/values")).isEqualTo(one.at("/embedding/values"));
    assertThat(several.at("/embeddings/1/values").size()).isEqualTo(256);
  }

  @Test
  void completesPromptsWholeAndStreamed() {
    JsonNode whole =
        running.askJson("/v1/completions", "{'model':'m','prompt':'Once','max_tokens':9}");
    List<String> chunks =
        events(
                running
                    .ask(
                        "/v1/completions",
                        "{'model':'m','prompt':'Once','max_tokens':9,'stream':true,"
                            + "'stream_options':{'include_usage':true}}")
                    .body())
            .stream()
            .map(event -> event.data())
            .toList();

    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(whole.at("/usage/completion_tokens").asInt()).isEqualTo(9);
    assertThat(chunks).hasSize(9 + 3).last().isEqualTo("[DONE]");
    assertThat(chunks.get(10)).contains("\"choices\":[]", "\"total_tokens\"");
  }

  @Test
  void moderatesTexts() {
    JsonNode answer =
        running.askJson("/v1/moderations", "{'input':['a story of violence','a kitten']}");

    assertThat(answer.at("/results/0/flagged").asBoolean()).isTrue();
    assertThat(answer.at("/results/0/categories/violence").asBoolean()).isTrue();
    assertThat(answer.at("/results/1/flagged").asBoolean()).isFalse();
  }

  @Test
  void ranksTheLikestDocumentFirst() {
    JsonNode answer =
        running.askJson(
            "/v1/rerank",
            "{'model':'r','query':'red cats','documents':['blue whales swim',{'text':'red cats run'},"
                + "'stones'],'top_n':2}");

    assertThat(answer.path("results").size()).isEqualTo(2);
    assertThat(answer.at("/results/0/index").asInt()).isEqualTo(1);
  }

  @Test
  void drawsImagesThatCanBeRead() throws IOException {
    JsonNode answer = running.askJson("/v1/images/generations", "{'prompt':'a cat','n':2}");

    byte[] png = Base64.getDecoder().decode(answer.at("/data/1/b64_json").asText());
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(8);
    assertThat(answer.path("data").size()).isEqualTo(2);
  }

  @Test
  void speaksSoundThatCanBeRead() throws IOException, UnsupportedAudioFileException {
    HttpResponse<byte[]> answer =
        running.ask("/v1/audio/speech", "{'model':'t','voice':'v','input':'two words'}");

    assertThat(answer.headers().firstValue("content-type")).contains("audio/wav");
    assertThat(
            AudioSystem.getAudioInputStream(new ByteArrayInputStream(answer.body()))
                .getFrameLength())
        .isEqualTo(800);
  }

  @ParameterizedTest
  @CsvSource({"json, application/json", "text, text/plain; charset=utf-8"})
  void transcribesAnUploadByItsSizeAndName(String format, String contentType) throws IOException {
    String form =
        "--cut\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\n"
            + format
            + "\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n"
            + "Content-Type: audio/mpeg\r\n\r\n12345\r\n--cut--\r\n";

    HttpResponse<byte[]> answer =
        running.send(
            running
                .at("/v1/audio/transcriptions")
                .header("content-type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofString(form)));

    assertThat(text(answer)).contains("[simulated] A recording of 5 bytes named a.mp3.");
    assertThat(answer.headers().firstValue("content-type")).contains(contentType);
  }

  @Test
  void refusesATranscriptionWithoutAFile() {
    assertThat(running.ask("/v1/audio/transcriptions", "{}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/chat/completions, 405",
    "POST, /v1/models, 405",
    "POST, /v1/nothing, 404",
    "POST, /v1beta/models/m:nothing, 404",
    "GET, /, 404",
    "POST, /openai/deployments/x, 404"
  })
  void refusesPathsThatItDoesNotHave(String method, String path, int status) throws IOException {
    HttpResponse<byte[]> answer =
        running.send(running.at(path).method(method, HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).has("error")).isTrue();
  }

  @Test
  void refusesBrokenJsonInTheShapeOfTheApi() {
    JsonNode answer = running.askJson("/v1/messages", "{'model':");

    assertThat(answer.path("type").asText()).isEqualTo("error");
    assertThat(answer.at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void refusesMessagesWithoutAVersion() throws IOException {
    HttpResponse<byte[]> answer =
        running.send(
            running
                .at("/v1/messages")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        RunningSimulator.body(Protocol.ANTHROPIC, "m", false))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("anthropic-version");
  }

  @Test
  void keepsWhatItReceived() throws Exception {
    running.send(running.post("/v1/chat/completions?x=1", "{'a':1}").header("X-Test", "yes"));

    Received received = running.simulator().received().getFirst();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.uri()).isEqualTo("/v1/chat/completions?x=1");
    assertThat(received.headers().get("x-test")).isEqualTo("yes");
    assertThat(received.body().toString()).isEqualTo("{\"a\":1}");
    assertThat(running.simulator().arrival(0).timeout(10, TimeUnit.SECONDS).await())
        .isEqualTo(received);
    assertThat(received.outcome().timeout(10, TimeUnit.SECONDS).await())
        .isEqualTo(Received.Outcome.SENT);
  }

  @Test
  void forgetsOldRequestsBeyondTheNumberKept() {
    try (RunningSimulator small =
        new RunningSimulator(SimulatorOptions.standard().withKeptRequests(2))) {
      for (int i = 0; i < 3; i++) {
        small.ask("/v1/moderations?" + i, "{'input':'x'}");
      }

      assertThat(small.simulator().received())
          .extracting(Received::uri)
          .containsExactly("/v1/moderations?1", "/v1/moderations?2");
      assertThat(small.simulator().arrived()).isEqualTo(3);
      assertThat(small.simulator().arrival(0).failed()).isTrue();
    }
  }
}
