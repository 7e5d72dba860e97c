package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams that break after their first piece: the client is told in the stream, nobody else asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenStreamsTest {
  private static final int IDLE = 500;
  private static final int FIRST = 900;
  private static final int TOTAL = 1_500;
  private static final String OPTIONS =
      """
      connect_timeout_ms = 300
      first_byte_timeout_ms = %d
      idle_timeout_ms = %d
      total_timeout_ms = %d
      breaker = { min_calls = 10000 }
      """
          .formatted(FIRST, IDLE, TOTAL);

  private static final Act ASKED = new Act.ReadRequest();
  private static final Act BEGUN = Act.text(Wire.STREAM + Wire.piece("hello"));

  private final RawUpstream upstream = RawUpstream.of();
  private final Bench bench = new Bench(Faulty.of(upstream), OPTIONS);

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @ParameterizedTest(name = "S02 K11 FIN after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aFinAfterTheFirstPiece(ClientApi client) {
    upstream.plays(ASKED, BEGUN, new Act.Pause(50), new Act.Close());

    assertTold(client, "upstream_closed", 50);
  }

  @ParameterizedTest(name = "S02 RST after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aResetAfterTheFirstPiece(ClientApi client) {
    upstream.plays(ASKED, BEGUN, new Act.Pause(50), new Act.Reset());

    assertTold(client, "upstream_closed", 50);
  }

  @ParameterizedTest(name = "S02 S10 an end without its mark, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void anEndWithoutItsMark(ClientApi client) {
    upstream.plays(ASKED, BEGUN, new Act.Pause(50), Act.text(Wire.END), new Act.AwaitClose());

    assertTold(client, "upstream_truncated", 50);
  }

  @ParameterizedTest(name = "U12 no length, and a FIN without the mark, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aFinIsNoEnd(ClientApi client) {
    String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    String piece = Wire.unchunked(Wire.piece("hello"));
    upstream.plays(ASKED, Act.text(head + piece), new Act.Pause(50), new Act.Close());

    assertTold(client, "upstream_truncated", 50);
  }

  @ParameterizedTest(name = "U11 less than its length after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void lessThanItsLength(ClientApi client) {
    String head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n";
    String piece = Wire.unchunked(Wire.piece("hello"));
    upstream.plays(ASKED, Act.text(head + piece), new Act.Pause(50), new Act.Close());

    assertTold(client, "upstream_closed", 50);
  }

  @ParameterizedTest(name = "S03 C08 silence after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void silenceAfterTheFirstPiece(ClientApi client) {
    upstream.plays(ASKED, BEGUN, new Act.AwaitClose());

    assertTold(client, "stream_idle", IDLE);
  }

  @ParameterizedTest(name = "S04 bytes that drip without ever being an event, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void bytesThatDripAreNoProgress(ClientApi client) {
    upstream.plays(dripping(Wire.chunk("x"), 50));

    assertTold(client, "stream_idle", IDLE);
  }

  @ParameterizedTest(name = "S04 pieces without end, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void piecesWithoutEnd(ClientApi client) {
    upstream.plays(dripping(Wire.piece("more"), 40));

    assertTold(client, "upstream_total", TOTAL);
  }

  @ParameterizedTest(name = "S05 comments without end after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void commentsKeepAStreamAliveForItsTime(ClientApi client) {
    upstream.plays(dripping(Wire.chunk(": still there\n\n"), 40));

    assertTold(client, "upstream_total", TOTAL);
  }

  @ParameterizedTest(name = "S07 an event that never ends, after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void anEventThatNeverEnds(ClientApi client) {
    Act flood = new Act.Flood(Wire.bytes(Wire.chunk("x".repeat(10_000))));
    upstream.plays(ASKED, BEGUN, new Act.Pause(50), Act.text(Wire.chunk("data: ")), flood);
    int number = upstream.connections();

    assertTold(client, "upstream_protocol", 50);

    assertThat(upstream.closed(number)).as("how its connection was closed").isNotNull();
  }

  @Test
  @DisplayName("S03 C07 the wait for the first piece is not that between two pieces")
  void theFirstPieceHasATimeOfItsOwn() {
    upstream.plays(ASKED, Act.text(Wire.STREAM), new Act.AwaitClose());

    HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, true);

    RequestRecord record = bench.record(response);
    assertThat(record.attempts())
        .extracting(AttemptRecord::outcome)
        .containsExactly("upstream_first_token_timeout", "answered");
    assertThat(record.attempts().getFirst().millis()).isGreaterThanOrEqualTo(FIRST);
  }

  private static Act[] dripping(String drop, long millis) {
    List<Act> acts = new ArrayList<>(List.of(ASKED, BEGUN));
    for (int i = 0; i < 60; i++) {
      acts.add(new Act.Pause(millis));
      acts.add(Act.text(drop));
    }
    return acts.toArray(Act[]::new);
  }

  private void assertTold(ClientApi client, String outcome, long millis) {
    RequestRecord record =
        InTime.of(millis, () -> told(client, outcome), each -> each.timing().millis());

    assertThat(record.timing().millis()).isGreaterThanOrEqualTo(millis - 10);
  }

  private RequestRecord told(ClientApi client, String outcome) {
    long counted = bench.counted(outcome);
    int arrived = bench.gateway().simulator().arrived();
    String answer = streamed(client);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("hello", "error")
        .doesNotContain(client.endOfStream())
        .doesNotEndWith("\r\n0\r\n\r\n");
    RequestRecord record = bench.gateway().record(Wire.header(answer, "x-request-id"));
    assertThat(record.attempts()).hasSize(1);
    AttemptRecord attempt = record.attempts().getFirst();
    assertThat(attempt.outcome()).isEqualTo(outcome);
    assertThat(attempt.phase()).isEqualTo("body");
    assertThat(attempt.bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
    assertThat(attempt.firstTokenMillis()).isNotNegative();
    assertThat(bench.gateway().simulator().arrived()).isEqualTo(arrived);
    assertThat(bench.counted(outcome) - counted).isEqualTo(1);
    assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
    return record;
  }

  private String streamed(ClientApi client) {
    try (RawClient raw = new RawClient(bench.gateway().port())) {
      return raw.send(
              RawClient.post(client.path(Bench.BOTH, true), client.body(Bench.BOTH, true))
                  .replaceFirst("\r\n", "\r\nconnection: close\r\n"))
          .readAll();
    }
  }
}
