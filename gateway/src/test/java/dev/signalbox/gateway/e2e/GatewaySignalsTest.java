package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.pipeline.GatewaySignal;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the gateway says against answers by itself: for clients of every API, with every API
 * upstream, whole and streamed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewaySignalsTest {
  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [[providers]]
              id = "spare"
              provider_type = "openai_chat"
              api_key = "provider-key"
              endpoint = "UPSTREAM"
              [models.both]
              targets = ["spare/sim-mini", "p-chat/sim-mini"]
              """,
          SimulatorOptions.standard());

  @BeforeEach
  void forget() {
    gateway.script().clear();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** What a client sends to a model, streamed or not. */
  @FunctionalInterface
  private interface Asking {
    JsonNode body(ClientApi client, String model, boolean stream);
  }

  /** The names of the signals of all eight ways to be answered, each once. */
  private List<String> told(ClientApi client, Asking asking, Reply reply) {
    List<String> told = new ArrayList<>();
    for (ClientApi provider : ClientApi.values()) {
      for (boolean stream : new boolean[] {false, true}) {
        gateway.script().then(ScriptedAnswers.of(provider, reply, stream));
        String names = String.join("+", told(client, provider.model(), asking, stream));
        told.add(provider + (stream ? " streamed: " : ": ") + names);
      }
    }
    return told;
  }

  private List<String> told(ClientApi client, String model, Asking asking, boolean stream) {
    return signals(post(client, model, asking.body(client, model, stream), stream)).stream()
        .map(GatewaySignal::name)
        .toList();
  }

  private List<String> namesOf(JsonNode body) {
    String model = body.path("model").asText();
    return signals(post(ClientApi.CHAT, model, body, false)).stream()
        .map(GatewaySignal::name)
        .toList();
  }

  private HttpResponse<byte[]> post(ClientApi client, String model, JsonNode body, boolean stream) {
    HttpResponse<byte[]> response =
        gateway.post(client.path(model, stream), StrictJson.toText(body));
    assertThat(response.statusCode())
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return response;
  }

  /** They are told at once after the record. */
  private List<GatewaySignal> signals(HttpResponse<byte[]> response) {
    String id = response.headers().firstValue("x-request-id").orElseThrow();
    gateway.record(id);
    gateway.post("/v1/chat/completions", ClientApi.CHAT.body("p-chat/sim-mini", false));
    return gateway.signalsOf(id).stream().map(RunningGateway.Told::signal).toList();
  }

  private static List<String> everywhere(String name) {
    List<String> all = new ArrayList<>();
    for (ClientApi provider : ClientApi.values()) {
      all.add(provider + ": " + name);
      all.add(provider + " streamed: " + name);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfATextThatBreaksItsSchema(ClientApi client) {
    assertThat(told(client, ShapedRequests::schema, ScriptedAnswers.text("{\"n\": \"seven\"}")))
        .isEqualTo(everywhere("schema_violation"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfATextThatIsNoJson(ClientApi client) {
    assertThat(told(client, ShapedRequests::schema, ScriptedAnswers.text("seven, I think")))
        .isEqualTo(everywhere("schema_violation"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void saysNothingOfATextThatHasItsShape(ClientApi client) {
    assertThat(told(client, ShapedRequests::schema, ScriptedAnswers.text(" {\"n\": 7}\n")))
        .isEqualTo(everywhere(""));
  }

  @ParameterizedTest
  @EnumSource(value = ClientApi.class, mode = EnumSource.Mode.EXCLUDE, names = "ANTHROPIC")
  void tellsOfBrokenJsonWhereAnyWasAskedFor(ClientApi client) {
    List<String> told =
        told(client, ShapedRequests::anyJson, ScriptedAnswers.text("```json\n{}\n```"));

    assertThat(told)
        .filteredOn(each -> !each.startsWith("ANTHROPIC"))
        .allMatch(each -> each.endsWith(": schema_violation"));
    assertThat(told)
        .as("a provider that was not told is not blamed")
        .filteredOn(each -> each.startsWith("ANTHROPIC"))
        .allMatch(each -> each.endsWith(": "));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfAForcedToolThatIsNotCalled(ClientApi client) {
    assertThat(
            told(
                client,
                (api, model, stream) -> ShapedRequests.tool(api, model, stream, true),
                ScriptedAnswers.text("I would rather not count")))
        .isEqualTo(everywhere("tool_not_called"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfArgumentsThatBreakTheSchemaOfTheTool(ClientApi client) {
    assertThat(
            told(
                client,
                (api, model, stream) -> ShapedRequests.tool(api, model, stream, false),
                ScriptedAnswers.call("{\"m\": 7}")))
        .isEqualTo(everywhere("tool_arguments"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void saysNothingOfAGoodCallOrOfNone(ClientApi client) {
    Asking free = (api, model, stream) -> ShapedRequests.tool(api, model, stream, false);
    Asking forced = (api, model, stream) -> ShapedRequests.tool(api, model, stream, true);

    assertThat(told(client, free, ScriptedAnswers.text("hello"))).isEqualTo(everywhere(""));
    assertThat(told(client, forced, ScriptedAnswers.call("{\"n\": 7}"))).isEqualTo(everywhere(""));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfAnAnswerThatWasCutThoughItHadRoom(ClientApi client) {
    assertThat(told(client, ShapedRequests::plain, ScriptedAnswers.cut("and then")))
        .isEqualTo(everywhere("cut_by_length"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void saysOnlyThatItWasCutOfAnAnswerThatIsNoJsonForThat(ClientApi client) {
    assertThat(told(client, ShapedRequests::schema, ScriptedAnswers.cut("{\"n\":")))
        .isEqualTo(everywhere("cut_by_length"));
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsOfRefusals(ClientApi client) {
    Reply refusal = ScriptedAnswers.reply(StopReason.REFUSAL, new Part.Refusal("no"));

    assertThat(told(client, ShapedRequests::plain, refusal)).isEqualTo(everywhere("refusal"));
    assertThat(told(client, ShapedRequests::schema, refusal)).isEqualTo(everywhere("refusal"));
  }

  @Test
  @DisplayName("a short limit of the client's own is not held against the model")
  void aShortLimitOfTheClientsOwnIsNotHeldAgainstTheModel() {
    gateway.script().then(ScriptedAnswers.of(ClientApi.CHAT, ScriptedAnswers.cut("a"), false));
    var body = ClientApi.CHAT.tree("p-chat/sim-mini", false).put("max_tokens", 100);

    assertThat(namesOf(body)).isEmpty();
  }

  /** Whom was asked first. */
  private static Target firstOf(RequestRecord record) {
    return new Target(
        record.attempts().getFirst().provider(), record.attempts().getFirst().model());
  }

  @Test
  @DisplayName("a deployment that failed before another answered is told of, with its request")
  void tellsOfADeploymentThatFailedBeforeAnotherAnswered() {
    gateway.script().then(Step.Status.of(500));

    HttpResponse<byte[]> response =
        post(ClientApi.CHAT, "both", ClientApi.CHAT.tree("both", false), false);
    RequestRecord record =
        gateway.record(response.headers().firstValue("x-request-id").orElseThrow());

    assertThat(signals(response))
        .containsExactly(GatewaySignal.against(firstOf(record), "failover", 0.3));
    assertThat(gateway.signalsOf(record.id()).getFirst().occasion())
        .satisfies(
            occasion -> {
              assertThat(occasion.number()).isEqualTo(record.number());
              assertThat(occasion.decision()).isEqualTo(record.asked().decision());
              assertThat(occasion.at()).isEqualTo(record.at());
            });
  }

  @Test
  @DisplayName("rate limits and bad keys say nothing of answers")
  void rateLimitsSayNothingOfAnswers() {
    gateway.script().then(Step.Status.of(429, "retry-after", "1"));

    assertThat(namesOf(ClientApi.CHAT.tree("both", false))).isEmpty();
  }

  @Test
  @DisplayName("a client that leaves while its answer streams is a weak sign")
  void aClientThatLeavesWhileItsAnswerStreamsIsAWeakSign() {
    gateway.script().then(new Step.StallAfterEvents(4));
    String id;
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          RawClient.post("/v1/chat/completions", ClientApi.CHAT.body("p-chat/sim-mini", true)));
      String head = client.readUntil("\"content\"");
      id = head.replaceAll("(?s).*x-request-id: (\\S+).*", "$1");
    }

    assertThat(
            Eventually.get("signals", () -> gateway.signalsOf(id), signals -> !signals.isEmpty()))
        .extracting(RunningGateway.Told::signal)
        .containsExactly(GatewaySignal.against(new Target("p-chat", "sim-mini"), "abort", 0.1));
  }
}
