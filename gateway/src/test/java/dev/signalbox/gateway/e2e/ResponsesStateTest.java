package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Responses API's memory over a provider that has none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResponsesStateTest {
  private static final String OVER_CHAT = "p-chat/sim-mini";

  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + "[key_map.key-a]\nlabel = \"a\"\n[key_map.key-b]\nlabel = \"b\"\n",
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aContinuedAnswerReplaysTheUsersTurnsAndTheModels(boolean stream) {
    String first = idOf(create(body("my name is Ann").put("stream", stream)));
    String second = idOf(create(body("what is my name").put("previous_response_id", first)));

    create(body("are you sure").put("previous_response_id", second).put("instructions", "be kind"));

    List<String> turns = new ArrayList<>();
    received()
        .path("messages")
        .forEach(turn -> turns.add(turn.path("role").textValue() + ":" + turn.path("content")));
    assertThat(turns).hasSize(6);
    assertThat(turns.getFirst()).contains("be kind");
    assertThat(turns.get(1)).startsWith("user:").contains("my name is Ann");
    assertThat(turns.get(2)).startsWith("assistant:");
    assertThat(turns.get(3)).startsWith("user:").contains("what is my name");
    assertThat(turns.get(4)).startsWith("assistant:");
    assertThat(turns.get(5)).startsWith("user:").contains("are you sure");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itemsMadeForAnotherProviderAreWrittenAnewForOneOfTheSameApi(boolean byClient) {
    JsonNode first = StrictJson.parse(create(body("my name is Ann")).body());
    ObjectNode next = body("what is my name").put("model", ClientApi.RESPONSES.model());
    if (byClient) {
      ArrayNode input = next.putArray("input");
      first.path("output").forEach(input::add);
      input.addObject().put("role", "user").put("content", "what is my name");
    } else {
      next.put("previous_response_id", first.path("id").textValue());
    }
    next.put("service_tier", "flex");

    create(next);

    JsonNode sent = received();
    assertThat(first.at("/output/0/id").asText()).contains("_sb_");
    assertThat(sent.toString()).doesNotContain("_sb_").doesNotContain("previous_response_id");
    assertThat(sent.path("model").asText()).isEqualTo("sim-mini");
    assertThat(sent.path("service_tier").asText()).isEqualTo("flex");
    assertThat(sent.path("input").findValuesAsText("content"))
        .contains(first.at("/output/0/content/0/text").asText(), "what is my name");
  }

  @Test
  void itemsOfTheProviderItselfPassUntouched() {
    String text =
        "{\"model\": \"%s\",  \"input\": [{\"type\": \"message\", \"id\": \"msg_1\","
                .formatted(ClientApi.RESPONSES.model())
            + "\"role\": \"assistant\", \"status\": \"completed\", \"content\": []}]}";

    gateway.send(request("/v1/responses", "key-a").POST(BodyPublishers.ofString(text)).build());

    assertThat(gateway.simulator().received().getLast().body().toString())
        .isEqualTo(text.replace(ClientApi.RESPONSES.model(), "sim-mini"));
  }

  @Test
  void anUnknownAnswerCannotBeContinued() {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> response =
        post("/v1/responses", body("go on").put("previous_response_id", "resp_unknown"), "key-a");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ClientApi.RESPONSES.errorMessage(response.body())).contains("not kept here");
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @Test
  void anAnswerIsReadListedAndForgotten() {
    JsonNode answer = StrictJson.parse(create(body("remember this")).body());
    String path = "/v1/responses/" + answer.path("id").textValue();

    JsonNode items = StrictJson.parse(get(path + "/input_items", "key-a").body());
    HttpResponse<byte[]> cancelled = post(path + "/cancel", StrictJson.object(), "key-a");

    assertThat(StrictJson.parse(get(path, "key-a").body())).isEqualTo(answer);
    assertThat(items.path("data")).hasSize(1);
    assertThat(items.toString()).contains("remember this");
    assertThat(cancelled.statusCode()).isEqualTo(400);
    assertThat(get(path, "key-b").statusCode()).isEqualTo(404);
    assertThat(delete(path, "key-b").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> deleted = delete(path, "key-a");
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(StrictJson.parse(deleted.body()).path("deleted").booleanValue()).isTrue();
    assertThat(get(path, "key-a").statusCode()).isEqualTo(404);
  }

  @Test
  void anAnswerOfAnotherCallerCannotBeContinued() {
    String id = idOf(create(body("a secret")));

    HttpResponse<byte[]> response =
        post("/v1/responses", body("tell me").put("previous_response_id", id), "key-b");

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void anAnswerThatIsNotToBeStoredIsNot() {
    HttpResponse<byte[]> answer = create(body("forget this").put("store", false));

    assertThat(get("/v1/responses/" + idOf(answer), "key-a").statusCode()).isEqualTo(404);
  }

  private static ObjectNode body(String text) {
    return StrictJson.object().put("model", OVER_CHAT).put("input", text);
  }

  private HttpResponse<byte[]> create(ObjectNode body) {
    HttpResponse<byte[]> response = post("/v1/responses", body, "key-a");
    assertThat(response.statusCode())
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
    return response;
  }

  /** The answer's id, of a whole answer or a stream. */
  private static String idOf(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    int at = text.indexOf("\"resp_") + 1;
    return text.substring(at, text.indexOf('"', at));
  }

  private JsonNode received() {
    return StrictJson.parse(gateway.simulator().received().getLast().body().getBytes());
  }

  private HttpResponse<byte[]> get(String path, String key) {
    return gateway.send(request(path, key).GET().build());
  }

  private HttpResponse<byte[]> delete(String path, String key) {
    return gateway.send(request(path, key).DELETE().build());
  }

  private HttpResponse<byte[]> post(String path, ObjectNode body, String key) {
    return gateway.send(
        request(path, key).POST(BodyPublishers.ofString(StrictJson.toText(body))).build());
  }

  private HttpRequest.Builder request(String path, String key) {
    return gateway.request(path).header("authorization", "Bearer " + key);
  }
}
