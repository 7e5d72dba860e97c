package dev.signalbox.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.node.Membership;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
  private Membership.Stand stand = Membership.Stand.JOINED;
  private Duration silent = Duration.ZERO;

  private Readiness tolerating(Duration tolerated) {
    return new Readiness(() -> new Membership.Standing(stand, false, silent), tolerated);
  }

  @Test
  void isReadyFromItsStartToItsEnd() {
    Readiness readiness = tolerating(Duration.ZERO);
    assertThat(readiness.state()).isEqualTo(Readiness.State.STARTING);

    readiness.started();
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);

    readiness.leaving();
    assertThat(readiness.state()).isEqualTo(Readiness.State.DRAINING);
  }

  @Test
  void staysReadyWithoutTheDatabaseUnlessToldForHowLong() {
    Readiness always = tolerating(Duration.ZERO);
    Readiness minute = tolerating(Duration.ofMinutes(1));
    always.started();
    minute.started();
    stand = Membership.Stand.CUT_OFF;
    silent = Duration.ofSeconds(59);
    assertThat(minute.state()).isEqualTo(Readiness.State.READY);

    silent = Duration.ofSeconds(60);

    assertThat(always.state()).isEqualTo(Readiness.State.READY);
    assertThat(minute.state()).isEqualTo(Readiness.State.CUT_OFF);
    stand = Membership.Stand.JOINED;
    assertThat(minute.state()).isEqualTo(Readiness.State.READY);
  }

  @Test
  void isNotReadyWhenAnotherHasItsNumber() {
    Readiness readiness = tolerating(Duration.ZERO);
    readiness.started();

    stand = Membership.Stand.REPLACED;

    assertThat(readiness.state()).isEqualTo(Readiness.State.REPLACED);
    assertThat(readiness.state().id()).isEqualTo("replaced");
  }
}
