package dev.signalbox.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.policy.Hedge;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BudgetsTest {
  private static final RetrySettings SETTINGS =
      new RetrySettings(20, 10, Duration.ofMillis(100), Duration.ofMillis(1_000));

  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final RetryBudget budget = new RetryBudget(SETTINGS, clock::get);

  @Test
  void aProviderThatIsSeldomAskedMayBeAskedAgainTenTimesASecond() {
    assertThat(retries(1_000)).isEqualTo(100);
    clock.addAndGet(10_000);
    assertThat(retries(1_000)).isEqualTo(100);
  }

  @Test
  void aProviderThatIsOftenAskedGetsAFifthMore() {
    for (int i = 0; i < 10_000; i++) {
      budget.request();
    }

    assertThat(retries(10_000)).isEqualTo(2_000);
  }

  @Test
  @DisplayName("K06 a storm is at most a fifth more than what was offered")
  void aStormIsAtMostAFifthMoreThanWhatWasOffered() {
    Random random = new Random(11);
    long offered = 0;
    long made = 0;
    for (int i = 0; i < 60_000; i++) {
      clock.addAndGet(random.nextInt(3));
      budget.request();
      offered++;
      made += 1 + (budget.tryRetry() ? 1 : 0);
    }

    assertThat((double) made / offered).isLessThanOrEqualTo(1.2);
  }

  @Test
  void whatIsTenSecondsOldIsForgotten() {
    for (int i = 0; i < 10_000; i++) {
      budget.request();
    }
    clock.addAndGet(10_000);

    assertThat(retries(10_000)).isEqualTo(100);
  }

  private int retries(int wanted) {
    int allowed = 0;
    for (int i = 0; i < wanted; i++) {
      allowed += budget.tryRetry() ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void theWaitDoublesUpToItsBoundAndAnyShorterOneMayComeOut() {
    BackOff longest = new BackOff(SETTINGS, highest());
    BackOff random = new BackOff(SETTINGS, new Random(3));

    assertThat(longest.millis(0)).isEqualTo(100);
    assertThat(longest.millis(1)).isEqualTo(200);
    assertThat(longest.millis(2)).isEqualTo(400);
    assertThat(longest.millis(4)).isEqualTo(1_000);
    assertThat(longest.millis(1_000)).isEqualTo(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(random.millis(3)).isBetween(0L, 800L);
    }
  }

  private static RandomGenerator highest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return -1;
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }

  @Test
  void aProfileHedgesNoMoreThanItsShare() {
    HedgeBudgets hedges = new HedgeBudgets();
    Hedge hedge = new Hedge(100, 5);
    int hedged = 0;
    for (int i = 0; i < 1_000; i++) {
      hedges.request("fast", hedge);
      hedged += hedges.tryHedge("fast") ? 1 : 0;
    }

    assertThat(hedged).isEqualTo(50);
    assertThat(hedges.tryHedge("cheap")).isFalse();
  }

  @Test
  void whatAProfileDidNotUseIsSavedOnlyForTen() {
    HedgeBudgets hedges = new HedgeBudgets();
    for (int i = 0; i < 10_000; i++) {
      hedges.request("fast", new Hedge(100, 100));
    }

    int hedged = 0;
    while (hedges.tryHedge("fast")) {
      hedged++;
    }
    assertThat(hedged).isEqualTo(10);
  }

  @Test
  @DisplayName("O10 names without end are counted together")
  void namesWithoutEndAreCountedTogether() {
    FaultCounters counters = new FaultCounters();
    for (int i = 0; i < 1_000; i++) {
      counters.count("fault_" + i);
    }
    counters.count("fault_0");

    assertThat(counters.of("fault_0")).isEqualTo(2);
    assertThat(counters.of("other")).isEqualTo(800);
    assertThat(counters.all()).hasSize(201);
  }
}
