package dev.signalbox.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LoopPulseTest {
  private final Surroundings around = new Surroundings();
  private final Protection protection = around.protection(100);

  private Standing.Loop loop() {
    return protection.standing().loops().getFirst();
  }

  @Test
  @DisplayName("O05 the lag of an event loop is told while it lasts, and its most for a minute")
  void tellsTheLag() {
    protection.gate(around.loop());
    protection.beat();
    around.pass(Duration.ofMillis(40));
    assertThat(loop().lag()).isEqualTo(Duration.ofMillis(40));
    around.runLoop();
    protection.beat();
    around.pass(Duration.ofMillis(2));
    around.runLoop();
    assertThat(loop().lag()).isEqualTo(Duration.ofMillis(2));
    assertThat(loop().longest()).isEqualTo(Duration.ofMillis(40));

    around.pass(Duration.ofSeconds(61));

    assertThat(loop().longest()).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  @DisplayName("O05 a stuck event loop is told of once, counted, and told where it is")
  void tellsOnceOfAStuckLoop() {
    protection.gate(around.loop());
    protection.beat();
    around.pass(Duration.ofMillis(999));
    assertThat(protection.beat()).isEmpty();
    around.pass(Duration.ofMillis(1));

    List<LoopPulse.Stuck> stuck = protection.beat();

    assertThat(stuck)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo(Thread.currentThread().getName());
              assertThat(each.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
              assertThat(each.stack()).anyMatch(at -> at.getClassName().equals(name()));
            });
    assertThat(loop().stuck()).isTrue();
    assertThat(protection.standing().troubles()).containsExactly("loop_stuck");
    around.pass(Duration.ofSeconds(9));
    assertThat(protection.beat()).isEmpty();
    assertThat(around.count("loop_stuck")).isEqualTo(1);

    around.runLoop();
    assertThat(loop().stuck()).isFalse();
    protection.beat();
    around.pass(Duration.ofSeconds(2));
    assertThat(protection.beat()).hasSize(1);
  }

  private static String name() {
    return LoopPulseTest.class.getName();
  }

  @Test
  void aLoopThatHasEndedIsNotStuck() {
    protection.gate(
        _ -> {
          throw new RejectedExecutionException("it has ended");
        });

    protection.beat();
    around.pass(Duration.ofMinutes(1));

    assertThat(protection.beat()).isEmpty();
  }

  @Test
  void oneThatIsClosedIsWatchedNoMore() {
    protection.gate(around.loop()).close();

    assertThat(protection.standing().loops()).isEmpty();
  }
}
