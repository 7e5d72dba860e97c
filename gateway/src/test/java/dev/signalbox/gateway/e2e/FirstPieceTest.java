package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing goes to the client before a real piece of the answer has come: what begins and then fails
 * is tried elsewhere, with the same and with another protocol upstream.
 */
final class FirstPieceTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

  private static final String CONFIG =
      """
      keep_alive_seconds = KEEP
      [[providers]]
      id = "first"
      provider_type = "TYPE"
      api_key = "provider-key"
      endpoint = "FIRST"
      idle_timeout_ms = 3000
      models = ["m1"]
      [[providers]]
      id = "second"
      provider_type = "TYPE"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["m2"]
      [models.both]
      targets = ["first/m1", "second/m2"]
      """;

  static Stream<Arguments> beginningsThatFail() {
    return Stream.of(ClientApi.values())
        .flatMap(
            provider ->
                StreamPieces.beginnings(provider).stream()
                    .flatMap(
                        beginning ->
                            Stream.of("", StreamPieces.error(provider))
                                .flatMap(
                                    end ->
                                        Stream.of(provider, other(provider))
                                            .map(
                                                client ->
                                                    Arguments.of(
                                                        client, provider, beginning, end)))));
  }

  @ParameterizedTest
  @MethodSource("beginningsThatFail")
  void aBeginningThatIsNoAnswerYetIsTriedElsewhereWhenItFails(
      ClientApi client, ClientApi provider, String beginning, String end) {
    try (RawUpstream first = RawUpstream.answering(HEAD + beginning + end, new Act.Close());
        RunningGateway gateway = gateway(provider, first, 15);
        RawClient raw = new RawClient(gateway.port())) {
      String both = raw.send(request(client, "both")).readAll();
      HttpResponse<byte[]> alone = ask(gateway, client, "first/m1");

      assertThat(both)
          .startsWith("HTTP/1.1 200 ")
          .contains("x-signalbox-model: second/m2", "x-signalbox-attempts: 2", client.endOfStream())
          .doesNotContain("from-first");
      assertThat(alone.statusCode()).as(text(alone)).isGreaterThanOrEqualTo(500);
      assertThat(client.errorMessage(alone.body())).isNotEmpty();
    }
  }

  static Stream<Arguments> pieces() {
    return Stream.of(ClientApi.values())
        .flatMap(
            provider ->
                StreamPieces.pieces(provider).stream()
                    .flatMap(
                        piece ->
                            Stream.of(provider, other(provider))
                                .map(client -> Arguments.of(client, provider, piece))));
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void aPieceOfAnAnswerIsPassedOnAtOnceAndNeverTriedElsewhere(
      ClientApi client, ClientApi provider, String piece) {
    String begun = StreamPieces.beginnings(provider).getLast() + piece;
    try (RawUpstream first = RawUpstream.answering(HEAD + begun, new Act.AwaitClose());
        RunningGateway gateway = gateway(provider, first, 15);
        RawClient raw = new RawClient(gateway.port())) {
      String head = raw.send(request(client, "both")).readUntil("\r\n\r\n");

      assertThat(head).startsWith("HTTP/1.1 200 ").contains("x-signalbox-model: first/m1");
      assertThat(first.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasHeldBackPassesByteForByte(ClientApi api) {
    String begun = StreamPieces.beginnings(api).getLast() + StreamPieces.pieces(api).getFirst();
    String all = begun + StreamPieces.end(api);
    try (RawUpstream first = RawUpstream.answering(HEAD + all, new Act.Close());
        RunningGateway gateway = gateway(api, first, 15)) {
      assertThat(text(ask(gateway, api, "first/m1"))).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @MethodSource("clientsThatWait")
  void aClientThatWaitsForAThinkingModelIsKeptAlive(ClientApi client, ClientApi provider) {
    String rest = StreamPieces.pieces(provider).getFirst() + StreamPieces.end(provider);

    assertThat(afterWaiting(client, provider, rest))
        .startsWith("HTTP/1.1 200 ")
        .contains(": keep-alive\n\n", client.textMark(), client.endOfStream());
  }

  @ParameterizedTest
  @MethodSource("clientsThatWait")
  void aFailureAfterTheClientWasKeptAliveIsToldInItsStream(ClientApi client, ClientApi provider) {
    assertThat(afterWaiting(client, provider, StreamPieces.error(provider)))
        .startsWith("HTTP/1.1 200 ")
        .contains(": keep-alive\n\n", "error")
        .doesNotContain(client.endOfStream());
  }

  /** What a client is sent when {@code rest} comes after longer than it waits for a first piece. */
  private static String afterWaiting(ClientApi client, ClientApi provider, String rest) {
    String beginning = StreamPieces.beginnings(provider).getLast();
    try (RawUpstream first =
            RawUpstream.answering(
                HEAD + beginning, new Act.Pause(2_200), Act.text(rest), new Act.Close());
        RunningGateway gateway = gateway(provider, first, 1);
        RawClient raw = new RawClient(gateway.port())) {
      return raw.send(request(client, "both")).readAll();
    }
  }

  static List<Arguments> clientsThatWait() {
    return List.of(
        Arguments.of(ClientApi.CHAT, ClientApi.CHAT),
        Arguments.of(ClientApi.CHAT, ClientApi.ANTHROPIC),
        Arguments.of(ClientApi.GEMINI, ClientApi.RESPONSES));
  }

  @ParameterizedTest
  @EnumSource
  void aBeginningWithoutAnEndOfItsOwnIsHeldWithinBounds(ClientApi api) {
    String noise = ": nothing to say yet\n\n".repeat(3_000);
    try (RawUpstream first = RawUpstream.answering(HEAD + noise.repeat(2), new Act.AwaitClose());
        RunningGateway gateway =
            new RunningGateway(
                "max_response_bytes = 65536\n" + config(api, first, 15),
                SimulatorOptions.standard());
        RawClient raw = new RawClient(gateway.port())) {
      assertThat(raw.send(request(api, "first/m1")).readUntil("\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  private static ClientApi other(ClientApi provider) {
    return switch (provider) {
      case CHAT -> ClientApi.ANTHROPIC;
      case RESPONSES -> ClientApi.GEMINI;
      case ANTHROPIC -> ClientApi.CHAT;
      case GEMINI -> ClientApi.RESPONSES;
    };
  }

  private static RunningGateway gateway(ClientApi provider, RawUpstream first, int keepAlive) {
    return new RunningGateway(config(provider, first, keepAlive), SimulatorOptions.standard());
  }

  private static String config(ClientApi provider, RawUpstream first, int keepAlive) {
    String type =
        switch (provider) {
          case CHAT -> "openai_chat";
          case RESPONSES -> "openai_responses";
          case ANTHROPIC -> "anthropic";
          case GEMINI -> "google";
        };
    return CONFIG
        .replace("KEEP", String.valueOf(keepAlive))
        .replace("TYPE", type)
        .replace("FIRST", first.origin());
  }

  private static HttpResponse<byte[]> ask(RunningGateway gateway, ClientApi client, String model) {
    return gateway.post(client.path(model, true), client.body(model, true));
  }

  private static String request(ClientApi client, String model) {
    return RawClient.post(client.path(model, true), client.body(model, true))
        .replaceFirst("\r\n", "\r\nconnection: close\r\n");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
