package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Received;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The headers and credentials of the HTTP interface, seen from the client and from the provider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeadersIT {
  private static final String KEY = "client-secret";

  private static final String CONFIG =
      """
      [server]
      api_key = "client-secret"

      [[providers]]
      id = "chat"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      api_key = "provider-key"
      models = ["m-chat"]

      [[providers]]
      id = "responses"
      provider_type = "openai_responses"
      endpoint = "UPSTREAM"
      api_key = "provider-key"
      models = ["m-responses"]

      [[providers]]
      id = "claude"
      provider_type = "anthropic"
      endpoint = "UPSTREAM"
      api_key = "provider-key"
      models = ["m-claude"]

      [[providers]]
      id = "gemini"
      provider_type = "google"
      endpoint = "UPSTREAM"
      api_key = "provider-key"
      models = ["m-gemini"]

      [models]
      "second-try".targets = ["chat/m-chat:fault=503", "claude/m-claude"]

      [profiles.our-profile]

      [[apps]]
      name = "app"
      path = "/app"
      """;

  /** Each with another value, so that one that leaks can be told. */
  private static final Map<String, String> OURS =
      Map.of(
          "x-project", "our-project",
          "x-source", "our-source",
          "x-profile", "our-profile",
          "x-task", "our-task",
          "x-session", "our-session",
          "x-tags", "our-tag,our-other-tag",
          "x-request-id", "our-request",
          "x-signalbox-strict", "0",
          "x-signalbox-no-failover", "0");

  private final ObservedGateway observed = new ObservedGateway(CONFIG, List.of());

  @AfterAll
  void stop() {
    observed.close();
  }

  static Stream<Door> doors() {
    return Door.all("m-chat").stream();
  }

  static Stream<Door> generationDoors() {
    return Stream.of("m-chat", "m-responses", "m-claude", "m-gemini")
        .flatMap(model -> Door.generation(model).stream());
  }

  @ParameterizedTest
  @MethodSource("doors")
  void everyDoorTakesEveryFormOfCredentialAndRefusesToServeWithoutOne(Door door) {
    Http.Ask ask = door.at(observed.at(""));
    String query = door.path().contains("?") ? "&key=" : "?key=";
    Http.Ask inQuery =
        new Http.Ask(ask.method(), ask.address() + query + KEY, ask.headers(), ask.body());

    for (Http.Ask good :
        List.of(
            ask.with("authorization", "Bearer " + KEY),
            ask.with("x-api-key", KEY),
            ask.with("x-goog-api-key", KEY),
            inQuery)) {
      assertThat(Http.send(good).status()).as("%s", good).isEqualTo(200);
    }
    assertThat(Http.send(ask).status()).isEqualTo(401);
    assertThat(Http.send(ask.with("x-api-key", "other")).status()).isEqualTo(401);
    assertThat(observed.received()).noneMatch(received -> said(received).contains(KEY));
  }

  @ParameterizedTest
  @MethodSource("generationDoors")
  void neitherOurHeadersNorTheClientsCredentialsReachAProvider(Door door) {
    Http.Ask ask = keyed(door.at(observed.at(""))).with("x-goog-api-key", KEY).with("cookie", KEY);
    for (Map.Entry<String, String> header : OURS.entrySet()) {
      ask = ask.with(header.getKey(), header.getValue());
    }

    Http.send(ask).good();

    Received received = observed.last();
    assertThat(received.headers().names())
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .doesNotContainAnyElementsOf(OURS.keySet())
        .noneMatch(name -> name.startsWith("x-signalbox"));
    assertThat(said(received)).doesNotContain("our-").doesNotContain(KEY).contains("provider-key");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void everyDoorKeepsTheClientsRequestIdAndMakesOneWhenThereIsNone(Door door) {
    Http.Ask ask = keyed(door.at(observed.at("")));

    Http.Reply kept = Http.send(ask.with("x-request-id", "mine/2026:11-25@a_b.c")).good();
    Http.Reply made = Http.send(ask).good();
    Http.Reply other = Http.send(ask).good();

    assertThat(kept.header("x-request-id")).contains("mine/2026:11-25@a_b.c");
    assertThat(made.header("x-request-id").orElseThrow()).matches("req_[A-Za-z0-9]{24}");
    assertThat(other.header("x-request-id")).isNotEqualTo(made.header("x-request-id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "<b>", "a,b", "\"quoted\""})
  void anIdThatIsNoneIsReplaced(String id) {
    Http.Ask ask = keyed(Door.generation("m-chat").getFirst().at(observed.at("")));

    assertThat(Http.send(ask.with("x-request-id", id)).good().header("x-request-id").orElseThrow())
        .startsWith("req_");
    assertThat(
            Http.send(ask.with("x-request-id", "a".repeat(129)))
                .header("x-request-id")
                .orElseThrow())
        .startsWith("req_");
  }

  @Test
  void aRefusalHasAnIdToo() {
    Http.Ask ask = Door.generation("m-nothing").getFirst().at(observed.at(""));

    assertThat(Http.send(keyed(ask).with("x-request-id", "lost")).header("x-request-id"))
        .contains("lost");
    assertThat(Http.send(ask).header("x-request-id").orElseThrow()).startsWith("req_");
  }

  @ParameterizedTest
  @CsvSource({
    "m-chat, chat/m-chat", "m-responses, responses/m-responses",
    "m-claude, claude/m-claude", "m-gemini, gemini/m-gemini"
  })
  void everyAnswerTellsWhoServedItAfterHowManyAttemptsAndInWhatTime(String model, String served) {
    for (Door door : Door.generation(model)) {
      Http.Reply reply = Http.send(keyed(door.at(observed.at("")))).good();

      assertThat(reply.header("x-signalbox-model")).contains(served);
      assertThat(reply.header("x-signalbox-attempts")).contains("1");
      assertThat(reply.header("server-timing").orElseThrow())
          .matches("(\\w+;dur=\\d+\\.\\d{3}(, )?)+")
          .containsSubsequence("access;dur=", "decode;dur=", "route;dur=", "prepare;dur=");
    }
  }

  @Test
  void aSecondAttemptIsCountedAndNamesTheModelThatAnswered() {
    for (Door door : Door.generation("second-try")) {
      Http.Reply reply = Http.send(keyed(door.at(observed.at("")))).good();

      assertThat(reply.header("x-signalbox-attempts")).contains("2");
      assertThat(reply.header("x-signalbox-model")).contains("claude/m-claude");
    }
  }

  @Test
  void withoutFailoverTheFirstProviderIsTheLast() {
    Http.Ask ask = keyed(Door.generation("second-try").getFirst().at(observed.at("")));

    Http.Reply reply = Http.send(ask.with("x-signalbox-no-failover", "1"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("x-signalbox-attempts")).contains("1");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages, m-chat, '\"max_tokens\":99,\"top_k\":3,', top_k:dropped",
    "/v1/messages, m-chat, '\"max_tokens\":99,\"stream\":true,\"top_k\":3,', top_k:dropped",
    "/v1/chat/completions, m-claude, '\"temperature\":1.5,\"seed\":3,', "
        + "'seed:dropped temperature:adapted'",
    "/v1/chat/completions, m-gemini, '\"logit_bias\":{\"5\":1},', logit_bias:dropped"
  })
  void whatIsLostIsToldInAHeaderAndInTheRecord(
      String path, String model, String fields, String losses) {
    String body =
        "{\"model\":\"%s\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(model, fields);

    Http.Reply reply = Http.send(keyed(Http.Ask.post(observed.at(path), body))).good();

    String[] expected = losses.split(" ");
    assertThat(reply.header("x-signalbox-loss").orElseThrow().split(","))
        .containsExactlyInAnyOrder(expected);
    assertThat(storedOf(reply).path("losses"))
        .extracting(loss -> loss.path("field").asText() + ":" + loss.path("kind").asText())
        .containsExactlyInAnyOrder(expected);
  }

  @Test
  void whereNothingIsLostNothingIsTold() {
    Door.generation("m-chat")
        .forEach(
            door ->
                assertThat(Http.send(keyed(door.at(observed.at("")))).header("x-signalbox-loss"))
                    .as(door.path())
                    .isEmpty());
  }

  @ParameterizedTest
  @MethodSource("generationDoors")
  void projectAndSourceLandInTheRecord(Door door) {
    Http.Reply reply =
        Http.send(
                keyed(door.at(observed.at("/app")))
                    .with("x-project", "shop.eu")
                    .with("x-source", "tool/1.0"))
            .good();

    JsonNode record = recordOf(reply);
    assertThat(record.path("project").asText()).isEqualTo("shop.eu");
    assertThat(record.path("source").asText()).isEqualTo("tool/1.0");
    assertThat(record.path("served").asText()).isEqualTo(reply.header("x-signalbox-model").get());
    assertThat(record.path("status").asInt()).isEqualTo(200);
    assertThat(record.path("attempts").asInt()).isEqualTo(1);
  }

  private JsonNode recordOf(Http.Reply reply) {
    return storedOf(reply).path("record");
  }

  /** All that is told of a request. */
  private JsonNode storedOf(Http.Reply reply) {
    return Records.of(observed.gateway(), reply.header("x-request-id").orElseThrow(), KEY);
  }

  private static Http.Ask keyed(Http.Ask ask) {
    return ask.with("authorization", "Bearer " + KEY);
  }

  /** All of a request but its body. */
  private static String said(Received received) {
    return received.uri() + "\n" + received.headers();
  }
}
