package dev.signalbox.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * I1 to I8 under random faults. {@code -Dchaos.requests=} and {@code -Dchaos.seeds=} say how many
 * requests of how many seeds, {@code -Dchaos.seed=} runs one seed again.
 */
final class ChaosTest {
  private static final Logger LOG = LoggerFactory.getLogger("chaos");
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final int REQUESTS = Integer.getInteger("chaos.requests", FULL ? 100_000 : 750);
  private static final int SEEDS = Integer.getInteger("chaos.seeds", FULL ? 20 : 1);
  private static final long FIRST_SEED = 1;

  @TempDir private Path folder;

  static LongStream seeds() {
    Long one = Long.getLong("chaos.seed");
    return one == null ? LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS) : LongStream.of(one);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverHappensTheInvariantsHold(long seed) throws InterruptedException {
    Violations violations;
    Tally tally;
    long began = System.nanoTime();
    ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    try (ChaosRun run = new ChaosRun(seed, folder)) {
      violations = run.send(REQUESTS);
      tally = run.tally();
      run.stop();
    } finally {
      ResourceLeakDetector.setLevel(usual);
    }
    LOG.warn("seed {}, {} ms: {}", seed, (System.nanoTime() - began) / 1_000_000, tally);

    assertThat(violations.isEmpty())
        .as(
            "again: -Dtest=ChaosTest -Dchaos.seed=%d -Dchaos.requests=%d\n%s",
            seed, REQUESTS, violations)
        .isTrue();
    assertThat(tally.whole()).as("good answers").isGreaterThan(REQUESTS / 100);
    assertThat(tally.calls()).as("what became of calls").hasSizeGreaterThan(10);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(IntStream.range(0, 200).mapToObj(number -> Draw.errand(7, number)).toList())
        .isEqualTo(IntStream.range(0, 200).mapToObj(number -> Draw.errand(7, number)).toList());
    assertThat(Draw.interlude(7, 3)).isEqualTo(Draw.interlude(7, 3));
  }

  @Test
  void anotherSeedDrawsSomethingElse() {
    assertThat(IntStream.range(0, 200).mapToObj(number -> Draw.errand(8, number)).toList())
        .isNotEqualTo(IntStream.range(0, 200).mapToObj(number -> Draw.errand(7, number)).toList());
  }
}
