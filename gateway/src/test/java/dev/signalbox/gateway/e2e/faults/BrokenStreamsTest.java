package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams that break after their first piece: the client is told in the stream, nobody else asked.
 */
final class BrokenStreamsTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final Act BEGUN = Act.text(Wire.STREAM + Wire.piece("hello"));

  @ParameterizedTest(name = "S02 K11 FIN after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aFinAfterTheFirstPiece(ClientApi client) {
    try (Faulty faulty = Faulty.raw(ASKED, BEGUN, new Act.Pause(50), new Act.Close())) {
      assertTold(client, faulty, "upstream_closed", 50);
    }
  }

  @ParameterizedTest(name = "S02 RST after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aResetAfterTheFirstPiece(ClientApi client) {
    try (Faulty faulty = Faulty.raw(ASKED, BEGUN, new Act.Pause(50), new Act.Reset())) {
      assertTold(client, faulty, "upstream_closed", 50);
    }
  }

  @ParameterizedTest(name = "S02 S10 an end without its mark, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void anEndWithoutItsMark(ClientApi client) {
    try (Faulty faulty =
        Faulty.raw(ASKED, BEGUN, new Act.Pause(50), Act.text(Wire.END), new Act.AwaitClose())) {
      assertTold(client, faulty, "upstream_truncated", 50);
    }
  }

  @ParameterizedTest(name = "S03 C08 silence after the first piece, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void silenceAfterTheFirstPiece(ClientApi client) {
    try (Faulty faulty = Faulty.raw(ASKED, BEGUN, new Act.AwaitClose())) {
      assertTold(client, faulty, "stream_idle", 400);
    }
  }

  @ParameterizedTest(name = "S04 pieces without end, {0}")
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void piecesWithoutEnd(ClientApi client) {
    List<Act> acts = new ArrayList<>(List.of(ASKED, BEGUN));
    for (int i = 0; i < 40; i++) {
      acts.add(new Act.Pause(100));
      acts.add(Act.text(Wire.piece("more")));
    }
    try (Faulty faulty = Faulty.raw(acts.toArray(Act[]::new))) {
      assertTold(client, faulty, "upstream_total", 1_500);
    }
  }

  private static void assertTold(ClientApi client, Faulty faulty, String outcome, long millis) {
    String options =
        """
        connect_timeout_ms = 300
        first_byte_timeout_ms = 1000
        idle_timeout_ms = 400
        total_timeout_ms = 1500
        """;
    try (Bench bench = new Bench(faulty, options);
        RawClient raw = new RawClient(bench.gateway().port())) {
      String answer =
          raw.send(
                  RawClient.post(client.path(Bench.BOTH, true), client.body(Bench.BOTH, true))
                      .replaceFirst("\r\n", "\r\nconnection: close\r\nx-request-id: broken\r\n"))
              .readAll();

      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("hello", "error");
      assertThat(answer).doesNotContain(client.endOfStream());
      RequestRecord record = bench.gateway().record("broken");
      assertThat(record.attempts()).hasSize(1);
      AttemptRecord attempt = record.attempts().getFirst();
      assertThat(attempt.outcome()).isEqualTo(outcome);
      assertThat(attempt.phase()).isEqualTo("body");
      assertThat(attempt.bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(attempt.firstTokenMillis()).isNotNegative();
      assertThat(record.timing().millis()).isBetween(millis - 10, millis + 1_000);
      assertThat(bench.gateway().simulator().arrived()).isZero();
      assertThat(bench.counted(outcome)).isEqualTo(1);
      assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
    }
  }
}
