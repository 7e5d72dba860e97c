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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
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
  private static final String ALLOW = "{\"decision\":\"allow\"}";
  private static final String DENY = "{\"decision\":\"deny\",\"reason\":\"not this\"}";
  private static final String REFUSED = "the webhook `office` refuses this answer: not this";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();
  private final HttpServer hook = RunningGateway.await(listening());
  private final RunningGateway closed = with("closed");
  private final RunningGateway open = with("open");

  /** What the webhook says to a question: {@code fail} is a 500, {@code nothing} no answer. */
  private volatile Function<JsonNode, String> answers = _ -> ALLOW;

  private Future<HttpServer> listening() {
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          JsonNode question = StrictJson.parse(body.getBytes());
                          asked.add(question);
                          String answer = answers.apply(question);
                          if (answer.equals("fail")) {
                            request.response().setStatusCode(500).end();
                          } else if (!answer.equals("nothing")) {
                            request.response().end(answer);
                          }
                        }))
        .listen(0, "127.0.0.1");
  }

  private RunningGateway with(String onFailure) {
    return new RunningGateway(
        ClientApi.providers("")
            + """
            [[sanitization.webhooks]]
            name = "office"
            stage = "after"
            url = "http://127.0.0.1:%d/ask"
            timeout_ms = 300
            on_failure = "%s"
            """
                .formatted(hook.actualPort(), onFailure),
        SimulatorOptions.standard());
  }

  @BeforeEach
  void forget() {
    asked.clear();
    answers = _ -> ALLOW;
  }

  @AfterAll
  void stop() {
    closed.close();
    open.close();
    RunningGateway.await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutAWholeAnswerAndGivesItWhenAllowed(ClientApi client) throws InterruptedException {
    HttpResponse<byte[]> answer = ask(closed, client, false);

    JsonNode question = asked.take();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(question.path("stage").asText()).isEqualTo("after");
    assertThat(question.path("request_id").asText()).isEqualTo(id(answer));
    assertThat(question.path("status").asInt()).isEqualTo(200);
    assertThat(question.path("body")).isEqualTo(StrictJson.parse(answer.body()));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWholeAnswerThatIsDenied(ClientApi client) {
    answers = _ -> DENY;

    HttpResponse<byte[]> answer = ask(closed, client, false);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(client.errorMessage(answer.body())).isEqualTo(REFUSED);
    assertThat(closed.record(id(answer)).ending().outcome()).isEqualTo("webhook_denied");
  }

  @ParameterizedTest
  @EnumSource
  void givesWhatAWebhookMadeOfAWholeAnswer(ClientApi client) {
    answers = _ -> "{\"decision\":\"mutate\",\"body\":{\"changed\":[1]}}";

    HttpResponse<byte[]> answer = ask(closed, client, false);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("{\"changed\":[1]}");
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutTheTextsOfAStreamAndGivesItWhenAllowed(ClientApi client) {
    HttpResponse<byte[]> answer = ask(closed, client, true);

    JsonNode question = List.copyOf(asked).getLast();
    String texts = question.path("texts").findValuesAsText("text").toString();
    assertThat(text(answer)).contains(client.endOfStream());
    assertThat(question.path("stream").asBoolean()).isTrue();
    assertThat(texts).hasSizeGreaterThan(20);
    assertThat(text(answer)).contains(longestWord(texts));
  }

  @ParameterizedTest
  @EnumSource
  void endsAStreamThatIsDeniedWithTheErrorOfItsProtocolAndCancelsTheProvider(ClientApi client) {
    answers = _ -> DENY;
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
    answers = _ -> DENY;
    ClientApi provider = client == ClientApi.CHAT ? ClientApi.ANTHROPIC : ClientApi.CHAT;

    HttpResponse<byte[]> answer =
        closed.post(client.path(provider.model(), true), client.body(provider.model(), true));

    assertThat(text(answer)).contains(REFUSED).doesNotContain(client.endOfStream());
  }

  @Test
  void asksAboutALongStreamInPiecesAndGivesNothingThatWasNotAgreedTo() {
    answers = question -> question.toString().contains("later") ? DENY : ALLOW;
    closed.script().then(stream("early ".repeat(300), "later ".repeat(300)));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, true);

    assertThat(text(answer)).contains("early", REFUSED).doesNotContain("later", "[DONE]");
    assertThat(List.copyOf(asked).getLast().path("texts").toString()).contains("early", "later");
  }

  @Test
  void asksAboutAStreamThatStandsStill() {
    answers = question -> question.toString().contains("half of it") ? DENY : ALLOW;
    closed.script().then(stream("half of it", "never comes"), new Step.StallAfterEvents(5));

    HttpResponse<byte[]> answer = ask(closed, ClientApi.CHAT, true);

    assertThat(text(answer)).contains(REFUSED).doesNotContain("half of it");
  }

  @Test
  void endsAStreamThatAWebhookWantsToChangeAlsoWhereItIsOpen() {
    answers = _ -> "{\"decision\":\"mutate\",\"body\":{}}";

    HttpResponse<byte[]> answer = ask(open, ClientApi.CHAT, true);

    assertThat(text(answer))
        .contains("it wants to change what can only be allowed or denied")
        .doesNotContain("[DONE]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "fail", "no json", "{\"decision\":\"maybe\"}"})
  void refusesAnswersWithoutADecisionUnlessItIsConfiguredToBeOpen(String failure) {
    answers = _ -> failure;

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
    answers = question -> question.at("/body/choices/0/text").asText().equals("no") ? DENY : ALLOW;
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
    assertThat(asked).isEmpty();
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
