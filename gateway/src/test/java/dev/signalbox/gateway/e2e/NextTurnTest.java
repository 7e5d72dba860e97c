package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client sends the next turn of a conversation as soon as it has the answer to the one before,
 * which the gateway is still holding against a schema then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NextTurnTest {
  /** Takes some hundred milliseconds to be looked through. */
  private static final int NUMBERS = 1_500;

  private static final String DONE = "data: [DONE]\n\n";
  private static final String USAGE =
      "data: {\"id\":\"answer1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
          + "\"total_tokens\":10}}\n\n";

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void findsWhoAnsweredTheOneBefore(boolean stream) {
    gateway.script().then(answer(stream));
    String session = "conversation-" + stream;

    String served =
        turn(session, shaped(stream)).headers().firstValue("x-signalbox-model").orElseThrow();
    String next =
        turn(session, StrictJson.parseObject(bytes(ClientApi.CHAT.body("oa/gpt-6-luna", false))))
            .headers()
            .firstValue("x-signalbox-decision")
            .orElseThrow();

    Control.Answer decision = operator.get("/v1/decisions/" + next);
    assertThat(decision.at("/question/session_last").asText()).isEqualTo(served);
    assertThat(decision.at("/question/session_cached_tokens").asLong())
        .as("tokens of the prompt by the provider's count")
        .isEqualTo(7);
  }

  private static Step.Replay answer(boolean stream) {
    Step.Replay plain = ScriptedAnswers.of(ClientApi.CHAT, ScriptedAnswers.text(list()), stream);
    return stream
        ? new Step.Replay(
            200,
            "text/event-stream",
            Buffer.buffer(plain.bytes().toString().replace(DONE, USAGE + DONE)),
            List.of(1_000))
        : plain;
  }

  private HttpResponse<byte[]> turn(String session, ObjectNode body) {
    HttpResponse<byte[]> response =
        gateway.send(
            operator
                .request("/v1/chat/completions")
                .header("x-session", session)
                .POST(BodyPublishers.ofString(StrictJson.toText(body)))
                .build());
    assertThat(response.statusCode())
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return response;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String list() {
    return IntStream.range(0, NUMBERS)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Each number is the last of sixty things that it may be. */
  private static ObjectNode shaped(boolean stream) {
    ObjectNode body = ClientApi.CHAT.tree("oa/gpt-6-sol", stream);
    ObjectNode schema =
        body.putObject("response_format")
            .put("type", "json_schema")
            .putObject("json_schema")
            .put("name", "list")
            .putObject("schema")
            .put("type", "array");
    ArrayNode choices = schema.putObject("items").putArray("anyOf");
    for (int i = 0; i < 59; i++) {
      choices.addObject().put("type", "string").put("maxLength", i);
    }
    choices.addObject().put("type", "integer");
    return body;
  }
}
