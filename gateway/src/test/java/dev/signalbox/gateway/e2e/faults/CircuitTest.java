package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Circuits: what opens them, what an open one means, and how they close. */
final class CircuitTest {
  private static final String BREAKER =
      "breaker = { min_calls = 2, open_seconds = 1, half_open_calls = 2 }\n";
  private static final Act ASKED = new Act.ReadRequest();
  private static final List<Act> FAILS = List.of(ASKED, new Act.Close());
  private static final List<Act> WORKS =
      List.of(ASKED, Act.text(Wire.json("200 OK", Wire.CHAT)), new Act.Close());

  @Test
  @DisplayName("K09 an open circuit is not called: others answer, else 503 with a wait")
  void anOpenCircuitIsNotCalled() {
    try (Faulty faulty = Faulty.raw(FAILS.toArray(Act[]::new));
        Bench bench = new Bench(faulty, Row.LIMITS + BREAKER.replace("= 1,", "= 60,"))) {
      open(bench);

      HttpResponse<byte[]> both = bench.ask(Bench.BOTH);
      HttpResponse<byte[]> alone = bench.ask(Bench.ALONE);

      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(both.headers().firstValue("x-signalbox-attempts")).contains("1");
      assertThat(alone.statusCode()).isEqualTo(503);
      assertThat(alone.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 61L);
      assertThat(alone.headers().firstValue("x-signalbox-error")).contains("circuit_open");
      assertThat(ClientApi.CHAT.errorMessage(alone.body())).isNotEmpty();
      assertThat(faulty.connections().getAsInt()).isEqualTo(2);
      assertThat(bench.deployment(Bench.ALONE).has("until")).isTrue();
      assertThat(bench.counted("circuit_opened")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("K09 nobody queues before an open circuit")
  void nobodyQueuesBeforeAnOpenCircuit() {
    try (Faulty faulty = Faulty.raw(FAILS.toArray(Act[]::new));
        Bench bench = new Bench(faulty, Row.LIMITS + BREAKER.replace("= 1,", "= 60,"))) {
      open(bench);
      for (int i = 0; i < 20; i++) { // it is quick when its code is compiled
        bench.askAtOnce(Bench.ALONE, 50);
      }

      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        millis.add(bench.record(bench.ask(Bench.ALONE)).timing().millis());
      }
      millis.sort(Long::compare);

      assertThat(millis.get(50)).as("median of %s", millis).isLessThanOrEqualTo(1);
      assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
    }
  }

  @Test
  @DisplayName("K07 exactly as many probes as configured, and one that works closes the circuit")
  void exactlySoManyProbes() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(
                FAILS,
                FAILS,
                List.of(ASKED, new Act.Pause(700), WORKS.get(1), new Act.Close()),
                List.of(ASKED, new Act.Pause(700), WORKS.get(1), new Act.Close()),
                WORKS));
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, "first_byte_timeout_ms = 5000\n" + BREAKER)) {
      open(bench);
      Eventually.holds(() -> circuit(bench).equals("half_open"), "the open time to pass");

      List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        asked.add(bench.asking(Bench.ALONE));
      }
      List<HttpResponse<byte[]>> answers = asked.stream().map(CompletableFuture::join).toList();
      List<Integer> statuses = answers.stream().map(HttpResponse::statusCode).sorted().toList();

      assertThat(upstream.connections()).as("two failures and two probes").isEqualTo(4);
      assertThat(statuses.subList(0, 2)).as("statuses of probes").containsExactly(200, 200);
      assertThat(statuses.subList(2, 20)).as("statuses of others").containsOnly(503);
      assertThat(bench.counted("circuit_open")).isEqualTo(18);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 503)
          .extracting(answer -> bench.record(answer).timing().millis())
          .as("none waits for the probes, which take 700 ms")
          .allMatch(millis -> millis < 500);
      assertThat(circuit(bench)).isEqualTo("closed");
      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("K07 a probe whose client leaves makes room for another")
  void aProbeWhoseClientLeavesMakesRoom() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(FAILS, FAILS, List.of(ASKED, new Act.AwaitClose()), WORKS, WORKS, WORKS));
    String one = BREAKER.replace("half_open_calls = 2", "half_open_calls = 1");
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, "first_byte_timeout_ms = 20000\n" + one)) {
      open(bench);
      Eventually.holds(() -> circuit(bench).equals("half_open"), "the open time to pass");
      try (RawClient leaving = new RawClient(bench.gateway().port())) {
        leaving.send(
            RawClient.post(
                ClientApi.CHAT.path(Bench.ALONE, false), ClientApi.CHAT.body(Bench.ALONE, false)));
        Eventually.holds(() -> upstream.connections() == 3, "the probe");
        assertThat(bench.ask(Bench.ALONE).statusCode())
            .as("status of a second probe beside the first")
            .isEqualTo(503);
      }
      Eventually.holds(
          () -> bench.deployment(Bench.ALONE).path("in_flight").asInt() == 0, "the probe to end");

      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(200);
      assertThat(circuit(bench)).isEqualTo("closed");
    }
  }

  @Test
  @DisplayName("K08 errors of clients open no circuit")
  void errorsOfClientsOpenNoCircuit() {
    try (Faulty faulty =
            Faulty.answering(
                Wire.answer(
                    "400 Bad Request",
                    "content-type: application/json\r\n",
                    Wire.error("invalid_request_error", "x")));
        Bench bench = new Bench(faulty, Row.LIMITS + BREAKER)) {
      for (int i = 0; i < 20; i++) {
        assertThat(bench.ask(Bench.BOTH).statusCode()).isEqualTo(400);
      }

      assertThat(circuit(bench)).isEqualTo("closed");
      assertThat(faulty.connections().getAsInt()).isEqualTo(20);
      assertThat(bench.counted("request_refused")).isEqualTo(20);
      assertThat(bench.counted("circuit_opened")).isZero();
    }
  }

  @Test
  @DisplayName("K10 the attempts say from whom a request came to whom")
  void theAttemptsSayHowARequestWentOn() {
    try (Faulty faulty = Faulty.raw(FAILS.toArray(Act[]::new));
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      List<AttemptRecord> attempts = bench.record(bench.ask(Bench.BOTH)).attempts();

      assertThat(attempts).extracting(AttemptRecord::provider).containsExactly("faulty", "good");
      AttemptRecord first = attempts.getFirst();
      assertThat(first.fault()).isEqualTo("transient");
      assertThat(first.phase()).isEqualTo("head");
      assertThat(first.key()).isEqualTo("faulty#1");
      assertThat(first.bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(first.firstTokenMillis()).isEqualTo(-1);
      AttemptRecord second = attempts.getLast();
      assertThat(second.fault()).isEmpty();
      assertThat(second.phase()).isEqualTo("body");
      assertThat(second.bill().charge()).isEqualTo(Bill.Charge.REPORTED);
      assertThat(second.firstTokenMillis()).isNotNegative();
    }
  }

  private static void open(Bench bench) {
    assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(502);
    assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(502);
    assertThat(circuit(bench)).isEqualTo("open");
  }

  private static String circuit(Bench bench) {
    return bench.deployment(Bench.ALONE).path("circuit").asText();
  }
}
