package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D01 to D05: the client leaves in each phase; whatever goes on ends, nothing is called after. */
final class ClientLeavesTest {
  private static final String PATIENT =
      "connect_timeout_ms = 9000\nfirst_byte_timeout_ms = 20000\n";
  private static final int LEAVERS = 5;
  private static final Act ASKED = new Act.ReadRequest();

  @Test
  @DisplayName("D04 queued for a connection")
  void queued() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.AwaitClose());
        Bench bench = new Bench(faulty, PATIENT + "max_connections = 1\n");
        RawClient first = new RawClient(bench.gateway().port())) {
      first.send(request("first"));
      Eventually.holds(() -> faulty.connections().getAsInt() == 1, "the first call");

      leave(bench, () -> inFlight(bench) == 2);

      RequestRecord record = left(bench);
      assertThat(record.attempts()).extracting(AttemptRecord::phase).containsExactly("connect");
      assertThat(record.attempts().getFirst().bill().charge()).isEqualTo(Bill.Charge.NONE);
      assertThat(inFlight(bench)).isEqualTo(1);
      assertThat(faulty.connections().getAsInt()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("D04 while the connection is made")
  void connecting() {
    try (Faulty faulty = Faulty.blackHole();
        Bench bench = new Bench(faulty, PATIENT)) {
      leave(bench, () -> inFlight(bench) == 1);

      assertThat(left(bench).attempts())
          .extracting(AttemptRecord::phase)
          .containsExactly("connect");
      assertNothingElse(bench);
    }
  }

  @Test
  @DisplayName("D04 while the provider says nothing")
  void waitingForTheHead() {
    assertCancelled("head", ASKED, new Act.AwaitClose());
  }

  @Test
  @DisplayName("D04 between the head and the first piece")
  void waitingForTheFirstPiece() {
    assertCancelled("first_token", ASKED, Act.text(Wire.STREAM), new Act.AwaitClose());
  }

  /** How a client leaves. */
  enum Leaving {
    FIN {
      @Override
      void by(RawClient client) {
        client.close();
      }
    },
    HALF_CLOSE {
      @Override
      void by(RawClient client) {
        client.finish();
      }
    },
    RESET {
      @Override
      void by(RawClient client) {
        client.reset();
      }
    };

    abstract void by(RawClient client);
  }

  @ParameterizedTest(name = "D01 D02 D05 while the answer is streaming, {0}")
  @EnumSource
  void streaming(Leaving leaving) {
    Act[] acts = {ASKED, Act.text(Wire.STREAM + Wire.piece("hello")), new Act.AwaitClose()};
    assertEnded(leaving, "hello", acts);
  }

  @ParameterizedTest(name = "D03 while it reads nothing of a stream, {0}")
  @EnumSource
  void readingNothing(Leaving leaving) {
    Buffer piece = Buffer.buffer(Wire.piece("flood ".repeat(1_000)));
    assertEnded(leaving, "flood", ASKED, Act.text(Wire.STREAM), new Act.Flood(piece));
  }

  /** Whatever the machine is busy with, one of several must be as fast as it should be. */
  private static void assertEnded(Leaving leaving, String mark, Act... acts) {
    RawUpstream upstream = RawUpstream.of(acts);
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, PATIENT)) {
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < LEAVERS; i++) {
        String id = "leaves-" + i;
        try (RawClient client = new RawClient(bench.gateway().port())) {
          client.send(request(id, Bench.ALONE)).readUntil(mark);
          long left = System.nanoTime();
          leaving.by(client);
          assertThat(upstream.closed(i)).isNotNull();
          millis.add((System.nanoTime() - left) / 1_000_000);

          RequestRecord record = left(bench, id);
          assertThat(record.attempts()).extracting(AttemptRecord::phase).containsExactly("body");
          assertThat(record.attempts().getFirst().bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
        }
      }

      assertThat(millis).allMatch(each -> each < 1_000, "soon").anyMatch(each -> each <= 100);
      assertThat(bench.counted("client_closed")).isEqualTo(LEAVERS);
      assertNothingElse(bench);
    }
  }

  private static void assertCancelled(String phase, Act... acts) {
    RawUpstream upstream = RawUpstream.of(acts);
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, PATIENT)) {
      leave(bench, () -> upstream.connections() == 1);

      assertThat(upstream.closed(0)).isNotNull();
      RequestRecord record = left(bench);
      assertThat(record.attempts())
          .extracting(AttemptRecord::outcome)
          .as("what became of the calls when the client had left")
          .containsExactly("client_closed");
      assertThat(record.attempts().getFirst().phase()).isIn(phase, "head");
      assertNothingElse(bench);
    }
  }

  @Test
  @DisplayName("D04 in the wait before another attempt")
  void backingOff() {
    try (Faulty faulty =
            Faulty.answering(
                Wire.answer(
                    "503 Busy",
                    "content-type: application/json\r\nretry-after: 60\r\n",
                    Wire.error("server_error", "x")));
        Bench bench =
            Bench.retrying(faulty, PATIENT, "backoff_ms = 1\nmax_backoff_ms = 600000\n")) {
      try (RawClient client = new RawClient(bench.gateway().port())) {
        client.send(request("leaves", Bench.ALONE));
        Eventually.holds(() -> bench.counted("upstream_overloaded") == 1, "the first attempt");
      }

      assertThat(left(bench).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_overloaded");
      assertThat(faulty.connections().getAsInt()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("D04 while two calls race")
  void hedging() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.AwaitClose());
        Bench bench = HedgeTest.hedging(faulty, 50, 100)) {
      bench.gateway().script().then(new Step.NoAnswer());
      leave(
          bench,
          () -> faulty.connections().getAsInt() == 1 && bench.gateway().simulator().arrived() == 1);

      assertThat(left(bench).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("client_closed", "client_closed");
      Eventually.holds(() -> inFlight(bench) == 0, "the first call to end");
      Eventually.holds(
          () -> bench.deployment("good/m").path("in_flight").asInt() == 0,
          "the second call to end");
    }
  }

  @Test
  @DisplayName("K08 clients that leave open no circuit")
  void leavingOpensNoCircuit() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.AwaitClose());
        Bench bench = new Bench(faulty, PATIENT + "breaker = { min_calls = 2 }\n")) {
      for (int i = 1; i <= 6; i++) {
        int calls = i;
        leave(bench, () -> faulty.connections().getAsInt() == calls);
      }
      Eventually.holds(() -> inFlight(bench) == 0, "the calls to end");

      assertThat(bench.deployment(Bench.ALONE).path("circuit").asText()).isEqualTo("closed");
      assertThat(bench.counted("client_closed")).isEqualTo(6);
    }
  }

  private static void leave(Bench bench, BooleanSupplier when) {
    try (RawClient client = new RawClient(bench.gateway().port())) {
      client.send(request("leaves"));
      Eventually.holds(when, "the moment to leave");
    }
  }

  private static RequestRecord left(Bench bench) {
    return left(bench, "leaves");
  }

  private static RequestRecord left(Bench bench, String id) {
    RequestRecord record = bench.gateway().record(id);
    assertThat(record.ending().outcome()).isEqualTo("client_closed");
    assertThat(record.ending().status()).isEqualTo(499);
    return record;
  }

  /** Another request is answered, and is the only one that came to the other provider. */
  private static void assertNothingElse(Bench bench) {
    Eventually.holds(() -> inFlight(bench) == 0, "the call to end");
    assertThat(bench.ask("good/m").statusCode()).isEqualTo(200);
    assertThat(bench.gateway().simulator().arrived()).isEqualTo(1);
  }

  private static int inFlight(Bench bench) {
    return bench.deployment(Bench.ALONE).path("in_flight").asInt();
  }

  private static String request(String id) {
    return request(id, Bench.BOTH);
  }

  private static String request(String id, String model) {
    return RawClient.post(ClientApi.CHAT.path(model, true), ClientApi.CHAT.body(model, true))
        .replaceFirst("\r\n", "\r\nx-request-id: " + id + "\r\nx-profile: balanced\r\n");
  }
}
