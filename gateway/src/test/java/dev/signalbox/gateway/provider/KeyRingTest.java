package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.KeyRing.Pick;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyRingTest {
  private static final Credential FIRST = new Credential("p#1", "a");
  private static final Credential SECOND = new Credential("p#2", "b");
  private static final Fault REFUSED =
      Faults.ofRefusal(401, Problem.of(ProblemKind.AUTHENTICATION, "no"));
  private static final Fault SPENT = Faults.ofRefusal(429, Problem.of(ProblemKind.QUOTA, "no"));
  private static final Fault LIMITED =
      Faults.ofRefusal(429, Problem.of(ProblemKind.RATE_LIMIT, "no").withRetryAfter(7));
  private static final long MINUTE = KeyRing.FIRST_BENCH.toMillis();

  private final KeyRing ring = new KeyRing(List.of(FIRST, SECOND));

  @Test
  void keysTakeTurns() {
    assertThat(ring.take("m", 0)).isEqualTo(use(FIRST));
    assertThat(ring.take("m", 0)).isEqualTo(use(SECOND));
    assertThat(ring.take("m", 0)).isEqualTo(use(FIRST));
  }

  @Test
  void aRefusedKeySitsOutForEveryModel() {
    ring.bench(Optional.of(FIRST), "m", REFUSED, 0);

    assertThat(ring.take("other", MINUTE - 1)).isEqualTo(use(SECOND));
    assertThat(ring.take("other", MINUTE - 1)).isEqualTo(use(SECOND));
    assertThat(ring.take("other", MINUTE)).isEqualTo(use(FIRST));
  }

  @Test
  void aKeySitsOutTwiceAsLongEachTimeUntilItWorks() {
    ring.bench(Optional.of(FIRST), "m", REFUSED, 0);
    ring.bench(Optional.of(FIRST), "m", SPENT, MINUTE);
    assertThat(ring.benched(MINUTE))
        .containsExactly(new KeyRing.Benched("p#1", "", FaultClass.QUOTA_EXHAUSTED, 3 * MINUTE));

    ring.worked(Optional.of(FIRST));
    ring.bench(Optional.of(FIRST), "m", REFUSED, 0);
    assertThat(ring.benched(0).getFirst().untilMillis()).isEqualTo(MINUTE);
  }

  @Test
  void releasedKeysAreBackAtOnceAsIfTheyHadNeverFailed() {
    ring.bench(Optional.of(FIRST), "m", REFUSED, 0);
    ring.bench(Optional.of(FIRST), "m", REFUSED, MINUTE);
    ring.bench(Optional.of(SECOND), "m", LIMITED, MINUTE);

    assertThat(ring.release(MINUTE))
        .containsExactly(
            new KeyRing.Benched("p#1", "", FaultClass.CREDENTIAL, 3 * MINUTE),
            new KeyRing.Benched("p#2", "m", FaultClass.RATE_LIMITED, MINUTE + 7_000));
    assertThat(ring.benched(MINUTE)).isEmpty();
    assertThat(ring.take("m", MINUTE)).isEqualTo(use(FIRST));
    ring.bench(Optional.of(FIRST), "m", REFUSED, MINUTE);
    assertThat(ring.benched(MINUTE).getFirst().untilMillis()).isEqualTo(2 * MINUTE);
  }

  @Test
  void noKeySitsOutLongerThanAnHour() {
    for (int i = 0; i < 100; i++) {
      ring.bench(Optional.of(FIRST), "m", REFUSED, 0);
    }

    assertThat(ring.benched(0).getFirst().untilMillis())
        .isEqualTo(KeyRing.LONGEST_BENCH.toMillis());
  }

  @Test
  void aKeyOverItsRateSitsOutForThatModelOnly() {
    ring.bench(Optional.of(FIRST), "m", LIMITED, 0);

    assertThat(ring.take("m", 6_999)).isEqualTo(use(SECOND));
    assertThat(ring.take("other", 6_999)).isEqualTo(use(FIRST));
    assertThat(ring.allBenched("m", 0)).isEmpty();
  }

  @Test
  void whenAllSitOutItSaysWhenTheFirstIsBack() {
    ring.bench(Optional.of(FIRST), "m", REFUSED, 0);
    ring.bench(Optional.of(SECOND), "m", LIMITED, 0);

    KeyRing.Benched back = new KeyRing.Benched("p#2", "m", FaultClass.RATE_LIMITED, 7_000);
    assertThat(ring.take("m", 10)).isEqualTo(new Pick.AllBenched(back));
    assertThat(ring.allBenched("m", 10)).contains(back);
    assertThat(ring.take("m", 7_000)).isEqualTo(use(SECOND));
  }

  @Test
  void aModelOfAServerWithoutKeysSitsOutItself() {
    KeyRing none = new KeyRing(List.of());
    none.bench(Optional.empty(), "m", LIMITED, 0);

    assertThat(none.take("m", 10))
        .isEqualTo(
            new Pick.AllBenched(new KeyRing.Benched("", "m", FaultClass.RATE_LIMITED, 7_000)));
    assertThat(none.take("other", 10)).isEqualTo(new Pick.Use(Optional.empty()));
  }

  @Test
  void aRefusalWithoutAKeyConcernsTheModelOnly() {
    KeyRing none = new KeyRing(List.of());
    none.bench(Optional.empty(), "m", REFUSED, 0);

    assertThat(none.allBenched("m", MINUTE - 1)).isPresent();
    assertThat(none.allBenched("m", MINUTE)).isEmpty();
    assertThat(none.take("other", 10)).isEqualTo(new Pick.Use(Optional.empty()));
  }

  @Test
  void aKeyThatACallerBroughtNeverSitsOut() {
    Credential own = new Credential("caller@p", "c");

    assertThat(ring.bench(Optional.of(own), "m", REFUSED, 0)).isFalse();
    assertThat(ring.benched(0)).isEmpty();
  }

  @Test
  void faultsOfTheDeploymentBenchNoKey() {
    Fault down = Faults.ofRefusal(500, Problem.of(ProblemKind.INTERNAL, "no"));

    assertThat(ring.bench(Optional.of(FIRST), "m", down, 0)).isFalse();
  }

  @Test
  void modelsWithoutEndAreForgotten() {
    for (int i = 0; i < 10_000; i++) {
      ring.bench(Optional.of(FIRST), "m" + i, LIMITED, 0);
    }

    assertThat(ring.benched(0)).hasSize(2_000);
  }

  private static Pick use(Credential key) {
    return new Pick.Use(Optional.of(key));
  }
}
