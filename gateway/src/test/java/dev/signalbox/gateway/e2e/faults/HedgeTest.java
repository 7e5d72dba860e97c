package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second call that starts before the first has answered: the first to come wins. */
final class HedgeTest {
  private static final Act ASKED = new Act.ReadRequest();

  /** The standard profile hedges. */
  static Bench hedging(Faulty faulty, int afterMillis, int percent) {
    return Bench.with(
        faulty,
        "first_byte_timeout_ms = 20000\n",
        """
        [profiles.balanced]
        hedge_after_ms = %d
        hedge_percent = %d
        """
            .formatted(afterMillis, percent));
  }

  @ParameterizedTest(name = "stream: {0}")
  @ValueSource(booleans = {false, true})
  void theSecondCallWinsWhenTheFirstIsSilent(boolean stream) {
    RawUpstream upstream = RawUpstream.of(ASKED, new Act.AwaitClose());
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = hedging(faulty, 100, 100)) {
      HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, stream);
      RequestRecord record = bench.record(response);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-signalbox-model")).contains("good/m");
      assertThat(response.headers().firstValue("x-signalbox-attempts")).contains("2");
      assertThat(upstream.closed(0)).isNotNull();
      assertThat(record.served()).isEqualTo("good/m");
      assertThat(record.attempts())
          .extracting(AttemptRecord::outcome)
          .as("what became of the two calls")
          .containsExactly("hedge_lost", "answered");
      assertThat(record.attempts()).extracting(AttemptRecord::hedge).containsExactly(false, true);
      assertThat(record.attempts().getFirst().bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(record.timing().millis()).isBetween(100L, 5_000L);
      assertThat(bench.counted("hedge_lost")).isEqualTo(1);
      assertThat(bench.deployment(Bench.ALONE).path("in_flight").asInt()).isZero();
      assertThat(bench.deployment(Bench.ALONE).path("circuit").asText()).isEqualTo("closed");
    }
  }

  @Test
  @DisplayName("the first call wins when it is the first to speak, and the second is cancelled")
  void theFirstCallWinsWhenItIsTheFirstToSpeak() {
    try (Faulty faulty =
            Faulty.raw(
                ASKED,
                new Act.Pause(600),
                Act.text(Wire.STREAM + Wire.piece("hello") + Wire.done()),
                new Act.AwaitClose());
        Bench bench = hedging(faulty, 50, 100)) {
      bench.gateway().script().then(new Step.NoAnswer());

      HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, true);
      RequestRecord record = bench.record(response);

      assertThat(response.headers().firstValue("x-signalbox-model")).contains("faulty/m");
      assertThat(record.attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("hedge_lost", "answered");
      assertThat(record.attempts().getFirst().hedge()).isTrue();
      assertThat(bench.gateway().simulator().arrived()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a head or a role is no answer: who says something wins")
  void aHeadAloneDoesNotWin() {
    try (Faulty faulty = Faulty.raw(ASKED, Act.text(Wire.STREAM), new Act.AwaitClose());
        Bench bench = hedging(faulty, 100, 100)) {
      HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, true);

      assertThat(bench.record(response).served()).isEqualTo("good/m");
    }
  }

  @Test
  @DisplayName("a call that answers in time is not hedged")
  void nobodyHedgesWhatAnswersInTime() {
    try (Faulty faulty = Faulty.answering(Wire.json("200 OK", Wire.CHAT));
        Bench bench = hedging(faulty, 5_000, 100)) {
      HttpResponse<byte[]> response = bench.ask(Bench.BOTH);

      assertThat(bench.record(response).attempts()).hasSize(1);
      assertThat(bench.gateway().simulator().arrived()).isZero();
    }
  }

  @Test
  @DisplayName("no more requests are hedged than the profile allows")
  void noMoreAreHedgedThanAllowed() {
    try (Faulty faulty =
            Faulty.raw(
                ASKED,
                new Act.Pause(150),
                Act.text(Wire.json("200 OK", Wire.CHAT)),
                new Act.Close());
        Bench bench = hedging(faulty, 10, 10)) {
      for (int i = 0; i < 20; i++) {
        assertThat(bench.ask(Bench.BOTH).statusCode()).isEqualTo(200);
      }

      assertThat(bench.counted("hedge_started")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("when both fail the client hears of it once")
  void whenBothFailTheClientIsToldOnce() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.Pause(600), new Act.Close());
        Bench bench = hedging(faulty, 50, 100)) {
      bench.gateway().script().then(new Step.Hangup());

      HttpResponse<byte[]> response = bench.ask(Bench.BOTH);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(bench.record(response).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_closed", "upstream_closed");
    }
  }
}
