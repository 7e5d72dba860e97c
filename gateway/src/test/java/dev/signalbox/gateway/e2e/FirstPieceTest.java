package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing goes to the client before a real piece of the answer has come: what begins and then fails
 * is tried elsewhere, with the same and with another protocol upstream.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FirstPieceTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

  private final RawUpstream first = RawUpstream.of();
  private final RunningGateway gateway =
      new RunningGateway(
          "max_response_bytes = 65536\n" + TwoProviders.config(first), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    first.close();
  }

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
    answers(HEAD + beginning + end, new Act.Close());
    try (RawClient raw = new RawClient(gateway.port())) {
      String both = raw.send(request(client, TwoProviders.both(provider))).readAll();
      HttpResponse<byte[]> alone = ask(client, TwoProviders.first(provider));

      assertThat(both)
          .startsWith("HTTP/1.1 200 ")
          .contains(
              "x-signalbox-model: " + TwoProviders.second(provider),
              "x-signalbox-attempts: 2",
              client.endOfStream())
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
    answers(HEAD + StreamPieces.beginnings(provider).getLast() + piece, new Act.AwaitClose());
    int before = first.connections();
    try (RawClient raw = new RawClient(gateway.port())) {
      String head = raw.send(request(client, TwoProviders.both(provider))).readUntil("\r\n\r\n");

      assertThat(head)
          .startsWith("HTTP/1.1 200 ")
          .contains("x-signalbox-model: " + TwoProviders.first(provider));
      assertThat(first.connections() - before).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasHeldBackPassesByteForByte(ClientApi api) {
    String begun = StreamPieces.beginnings(api).getLast() + StreamPieces.pieces(api).getFirst();
    String all = begun + StreamPieces.end(api);
    answers(HEAD + all, new Act.Close());

    assertThat(text(ask(api, TwoProviders.first(api)))).isEqualTo(all);
  }

  @ParameterizedTest
  @EnumSource
  void aBeginningWithoutAnEndOfItsOwnIsHeldWithinBounds(ClientApi api) {
    String noise = ": nothing to say yet\n\n".repeat(3_000);
    answers(HEAD + noise.repeat(2), new Act.AwaitClose());
    try (RawClient raw = new RawClient(gateway.port())) {
      assertThat(raw.send(request(api, TwoProviders.first(api))).readUntil("\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  private void answers(String bytes, Act last) {
    first.plays(new Act.ReadRequest(), Act.text(bytes), last);
  }

  private static ClientApi other(ClientApi provider) {
    return switch (provider) {
      case CHAT -> ClientApi.ANTHROPIC;
      case RESPONSES -> ClientApi.GEMINI;
      case ANTHROPIC -> ClientApi.CHAT;
      case GEMINI -> ClientApi.RESPONSES;
    };
  }

  private HttpResponse<byte[]> ask(ClientApi client, String model) {
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
