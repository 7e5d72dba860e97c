package dev.signalbox.gateway.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.TrialConfig;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A canary for a tenth of the requests that compares from 100 on either side. */
final class CanaryTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TrialConfig.Canary TENTH =
      new TrialConfig.Canary(100_000, 100, 20_000, 150, 150, 50_000);

  private final Canary canary = new Canary(TENTH);
  private int decisions;

  @Test
  void takesTheShareOfAllNumbers() {
    long taken = 0;
    for (long drawn = 0; drawn < 1_000_000; drawn += 10) {
      taken += canary.takes(drawn) ? 1 : 0;
    }

    assertThat(taken).isEqualTo(10_000);
    assertThat(canary.takes(-1)).isFalse();
  }

  @Test
  void goesOnWhileItsRequestsFareLikeTheOthers() {
    fare(500, true, 5, new Each(1_000, 2_000_000));
    fare(500, false, 5, new Each(1_000, 2_000_000));

    assertThat(canary.state().stand()).isEqualTo(Canary.Stand.RUNNING);
    assertThat(canary.state().canary())
        .isEqualTo(new Canary.Figures(500, 5, 1_021, 495, 990_000_000, 0, 0));
  }

  @Test
  void standsDownForGoodWhenCrediblyMoreOfItsRequestsFail() {
    fare(200, false, 2, new Each(1_000, 0));
    fare(200, true, 20, new Each(1_000, 0));

    assertThat(stop().guard()).isEqualTo("errors");
    assertThat(stop().text()).contains("of its requests failed, of the others 1.0 %");
    assertThat(canary.takes(0)).isFalse();
    assertThat(canary.state().stand()).isEqualTo(Canary.Stand.STOPPED);
  }

  @Test
  void doesNotStandDownForADifferenceThatChanceMakes() {
    fare(100, false, 1, new Each(1_000, 0));
    fare(100, true, 4, new Each(1_000, 0)); // 3 points more, within 1.645 deviations of 2.2

    assertThat(canary.state().stop()).isEmpty();
  }

  @Test
  void comparesOnlyWhenThereAreEnoughOnBothSides() {
    fare(99, false, 0, new Each(1_000, 0));
    fare(1_000, true, 1_000, new Each(1_000, 0));
    assertThat(canary.state().stop()).isEmpty();

    fare(1, false, 0, new Each(1_000, 0));
    assertThat(stop().guard()).isEqualTo("errors");
  }

  @Test
  void standsDownWhenItsRequestsTakeMuchLonger() {
    fare(200, false, 0, new Each(1_000, 0));
    fare(200, true, 0, new Each(1_600, 0));

    assertThat(stop().guard()).isEqualTo("latency");
  }

  @Test
  void standsDownWhenItsRequestsCostMuchMore() {
    fare(200, false, 0, new Each(1_000, 2_000_000));
    fare(200, true, 0, new Each(1_400, 3_100_000));

    assertThat(stop().guard()).isEqualTo("cost");
    assertThat(stop().text())
        .isEqualTo("its requests cost $0.003100 on average, the others $0.002000");
  }

  @Test
  void standsDownWhenMoreOfItsSignalsAreNegative() {
    fare(200, false, 0, new Each(1_000, 0));
    fare(200, true, 0, new Each(1_000, 0));
    for (int i = 0; i < 400; i++) {
      canary.judged("d" + i, i >= 200 && i % 5 == 0, NOON); // the canary's are the later ones
    }

    assertThat(stop().guard()).isEqualTo("signals");
  }

  /** A client has its answer a moment before the request is over. */
  @Test
  void signalsThatComeBeforeTheEndOfTheirRequestsCountAtItsEnd() {
    for (int i = 0; i < 400; i++) {
      canary.judged("d" + i, i >= 200 && i % 5 == 0, NOON);
    }
    fare(200, false, 0, new Each(1_000, 0));
    assertThat(canary.state().rest().signals()).isEqualTo(200);
    assertThat(canary.state().rest().negative()).isZero();

    fare(200, true, 0, new Each(1_000, 0));

    assertThat(stop().guard()).isEqualTo("signals");
  }

  @Test
  void signalsAboutDecisionsItDoesNotKnowAreLeftOut() {
    fare(200, false, 0, new Each(1_000, 0));
    fare(200, true, 0, new Each(1_000, 0));
    for (int i = 0; i < 400; i++) {
      canary.judged("other" + i, true, NOON);
    }

    assertThat(canary.state().canary().signals()).isZero();
  }

  @Test
  void aClientThatLeftSaysNothing() {
    canary.ended(new Canary.End("d", true, "client_closed", 1, OptionalLong.empty(), NOON));

    assertThat(canary.state().canary().requests()).isZero();
  }

  @Test
  void countsNothingWhereItServesNobody() {
    Canary off = new Canary(new TrialConfig.Canary(0, 100, 20_000, 150, 150, 50_000));
    off.ended(new Canary.End("d", false, "ok", 1, OptionalLong.empty(), NOON));

    assertThat(off.takes(0)).isFalse();
    assertThat(off.state().stand()).isEqualTo(Canary.Stand.OFF);
    assertThat(off.state().rest().requests()).isZero();
  }

  /** So many requests, the first of which fail. */
  private void fare(int requests, boolean served, int failed, Each each) {
    for (int i = 0; i < requests; i++) {
      canary.ended(
          new Canary.End(
              "d" + decisions++,
              served,
              i < failed ? "upstream" : "ok",
              each.millis(),
              OptionalLong.of(each.nanos()),
              NOON));
    }
  }

  /** What each request takes. */
  private record Each(long millis, long nanos) {}

  private Canary.Stop stop() {
    return canary.state().stop().orElseThrow();
  }
}
