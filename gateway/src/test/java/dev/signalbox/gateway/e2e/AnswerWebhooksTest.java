package dev.signalbox.gateway.e2e;

import static dev.signalbox.gateway.e2e.GuardedGateway.id;
import static dev.signalbox.gateway.e2e.GuardedGateway.stream;
import static dev.signalbox.gateway.e2e.GuardedGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Others who are asked whether answers may go out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnswerWebhooksTest {
  private static final String DENY = "{\"decision\":\"deny\",\"reason\":\"not this\"}";
  private static final String REFUSED = "the webhook `office` refuses this answer: not this";

  private final Hook hook = new Hook();
  private final RunningGateway closed = with("closed");
  private final RunningGateway open = with("open");

  private RunningGateway with(String onFailure) {
    return new RunningGateway(
        ClientApi.providers("")
            + """
            [[sanitization.webhooks]]
            name = "office"
            stage = "after"
            url = "%s"
            timeout_ms = 300
            on_failure = "%s"
            """
                .formatted(hook.url(), onFailure),
        SimulatorOptions.standard());
  }

  @BeforeEach
  void forget() {
    hook.answer(_ -> Hook.ALLOW);
  }

  @AfterAll
  void stop() {
    closed.close();
    open.close();
    hook.close();
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutAWholeAnswerAndGivesItWhenAllowed(ClientApi client) throws InterruptedException {
    HttpResponse<byte[]> answer = ask(closed, client, false);

    JsonNode question = hook.asked().take().question();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(question.path("stage").asText()).isEqualTo("after");
    assertThat(question.path("request_id").asText()).isEqualTo(id(answer));
    assertThat(question.path("status").asInt()).isEqualTo(200);
    assertThat(question.path("body")).isEqualTo(StrictJson.parse(answer.body()));
    assertThat(hook.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWholeAnswerThatIsDenied(ClientApi client) {
    hook.answer(_ -> DENY);

    HttpResponse<byte[]> answer = ask(closed, client, false);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(client.errorMessage(answer.body())).isEqualTo(REFUSED);
    assertThat(closed.record(id(answer)).ending().outcome()).isEqualTo("webhook_denied");
  }

  @ParameterizedTest
  @EnumSource
  void givesWhatAWebhookMadeOfAWholeAnswer(ClientApi client) {
    hook.answer(_ -> "{\"decision\":\"mutate\",\"body\":{\"changed\":[1]}}");

    HttpResponse<byte[]> answer = ask(closed, client, false);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("{\"changed\":[1]}");
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutTheTextsOfAStreamAndGivesItWhenAllowed(ClientApi client) {
    HttpResponse<byte[]> answer = ask(closed, client, true);

    JsonNode question = List.copyOf(hook.asked()).getLast().question();
    String texts = question.path("texts").findValuesAsText("text").toString();
    assertThat(text(answer)).contains(client.endOfStream());
    assertThat(question.path("stream").asBoolean()).isTrue();
    assertThat(texts).hasSizeGreaterThan(20);
    assertThat(text(answer)).contains(longestWord(texts));
  }

  @ParameterizedTest
  @EnumSource
  void endsAStreamThatIsDeniedWithTheErrorOfItsProtocolAndCancelsTheProvider(ClientApi client) {
    hook.answer(_ -> DENY);
    closed.script().then(new Step.StallAfterEvents(6));
    int number = closed.simulator().arrived();

    HttpResponse<byte[]> answer = ask(closed, client, true);

    Received received = RunningGateway.await(closed.simulator().arrival(number));
    assertThat(text(answer)).contains(REFUSED).doesNotContain(client.endOfStream());
    assertThat(RunningGateway.await(received.outcome())).isEqualTo(Received.Outcome.ABORTED);
    assertThat(closed.record(id(answer)).ending().outcome()).isEqualTo("webhook_denied");
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutTranslatedStreamsInTheProtocolOfTheClient(ClientApi client) {
    hook.answer(_ -> DENY);
    ClientApi provider = other(client);

    HttpResponse<byte[]> answer =
        closed.post(client.path(provider.model(), true), client.body(provider.model(), true));

    assertThat(text(answer)).contains(REFUSED).doesNotContain(client.endOfStream());
  }

  @Test
  void asksAboutALongStreamInPiecesAndGivesNothingThatWasNotAgreedTo() {
    hook.answer(question -> question.toString().contains("later") ? DENY : Hook.ALLOW);
    closed.script().then(stream("early ".repeat(300), "later ".repeat(300)));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, true);

    assertThat(text(answer)).contains("early", REFUSED).doesNotContain("later", "[DONE]");
    assertThat(List.copyOf(hook.asked()).getLast().question().path("texts").toString())
        .contains("early", "later");
  }

  @Test
  void asksAboutAStreamThatStandsStill() {
    hook.answer(question -> question.toString().contains("half of it") ? DENY : Hook.ALLOW);
    closed.script().then(stream("half of it", "never comes"), new Step.StallAfterEvents(5));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, true);

    assertThat(text(answer)).contains(REFUSED).doesNotContain("half of it");
  }

  @ParameterizedTest
  @EnumSource
  void changesTheTextsOfAStreamAsAWebhookWantsThem(ClientApi client) {
    hook.answer(question -> mutate(question, "simulated", "genuine"));

    HttpResponse<byte[]> same = ask(closed, client, true);
    HttpResponse<byte[]> translated =
        closed.post(
            client.path(other(client).model(), true), client.body(other(client).model(), true));

    for (HttpResponse<byte[]> answer : List.of(same, translated)) {
      assertThat(text(answer)).contains(client.endOfStream()).doesNotContain("simulated");
      assertThat(GuardedGateway.joined(client, text(answer))).contains("[genuine]");
      assertThat(closed.record(id(answer)).ending().outcome()).isEqualTo("ok");
    }
  }

  @Test
  void changesALongStreamInPiecesAndLeavesWhatHasGoneOut() {
    hook.answer(question -> mutate(question, "later", "sooner"));
    closed.script().then(stream("early ".repeat(300), "later ".repeat(300)));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, true);

    assertThat(GuardedGateway.joined(ClientApi.CHAT, text(answer)))
        .isEqualTo("early ".repeat(300) + "sooner ".repeat(300));
    assertThat(hook.asked()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"decision\":\"mutate\",\"body\":{}}", "{\"decision\":\"mutate\",\"texts\":[]}"})
  void endsAStreamThatIsChangedInAnotherWayAlsoWhereItIsOpen(String decision) {
    hook.answer(_ -> decision);

    HttpResponse<byte[]> answer = ask(open, ClientApi.CHAT, true);

    assertThat(text(answer))
        .contains("the webhook `office` refuses this answer: it ")
        .doesNotContain("[DONE]");
    assertThat(open.record(id(answer)).ending().outcome()).isEqualTo("webhook_denied");
  }

  private static String mutate(JsonNode question, String from, String to) {
    return question.has("texts")
        ? "{\"decision\":\"mutate\",\"texts\":"
            + question.path("texts").toString().replace(from, to)
            + "}"
        : Hook.ALLOW;
  }

  @ParameterizedTest
  @ValueSource(strings = {Hook.NOTHING, Hook.FAIL, "no json", "{\"decision\":\"maybe\"}"})
  void refusesAnswersWithoutADecisionUnlessItIsConfiguredToBeOpen(String failure) {
    hook.answer(_ -> failure);

    HttpResponse<byte[]> refused = ask(closed, ClientApi.ANTHROPIC, false);
    HttpResponse<byte[]> ended = ask(closed, ClientApi.ANTHROPIC, true);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(ClientApi.ANTHROPIC.errorMessage(refused.body())).contains("`office`");
    assertThat(text(ended)).contains("`office`").doesNotContain("message_stop");
    assertThat(ask(open, ClientApi.ANTHROPIC, false).statusCode()).isEqualTo(200);
    assertThat(text(ask(open, ClientApi.ANTHROPIC, true))).contains("message_stop");
  }

  @Test
  void asksAboutWhatPassesThrough() {
    hook.answer(
        question -> question.at("/body/choices/0/text").asText().equals("no") ? DENY : Hook.ALLOW);
    closed
        .script()
        .then(
            new Step.Replay(
                200,
                "application/json",
                Buffer.buffer("{\"choices\":[{\"text\":\"no\"}]}"),
                List.of(7)));

    HttpResponse<byte[]> answer =
        closed.post("/v1/completions", "{\"model\":\"p-chat/sim-mini\",\"prompt\":\"x\"}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(answer.body())).isEqualTo(REFUSED);
  }

  @Test
  void asksNobodyAboutErrors() {
    closed.script().then(Step.Status.of(400));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(hook.asked()).isEmpty();
  }

  private static ClientApi other(ClientApi client) {
    return client == ClientApi.CHAT ? ClientApi.ANTHROPIC : ClientApi.CHAT;
  }

  private static HttpResponse<byte[]> ask(
      RunningGateway gateway, ClientApi client, boolean streamed) {
    return gateway.post(
        client.path(client.model(), streamed), client.body(client.model(), streamed));
  }

  private static String longestWord(String text) {
    return Pattern.compile("[a-z]+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }
}
