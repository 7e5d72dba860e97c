package dev.signalbox.engine.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.latency.LatencySketch.Figures;
import dev.signalbox.engine.latency.LatencySketch.Sample;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LatencySketchTest {
  private static final long HALF_LIFE = LatencySketch.HALF_LIFE.toMillis();
  private static final Latency PRIOR = new Latency(1_000, 4_000, 50, 0, "catalog");

  private final LatencySketch sketch = new LatencySketch();

  @Test
  void saysNothingBeforeTheFirstAnswer() {
    assertThat(sketch.figuresAt(5)).isEqualTo(Figures.NONE);
    assertThat(LatencyBlend.latency(PRIOR, Figures.NONE)).isEqualTo(PRIOR);
    assertThat(LatencyBlend.output(Figures.NONE)).isEqualTo(Output.UNKNOWN);
  }

  @Property
  void percentilesAreWithinATwentiethOfTheExactOnes(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 1, max = 1_000_000) Long> millis) {
    LatencySketch each = new LatencySketch();
    for (long first : millis) {
      each.record(0, new Sample(first, first, 0));
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();

    Figures figures = each.figuresAt(0);

    assertThat(figures.samples()).isEqualTo(millis.size());
    assertNear(figures.p50Millis(), rank(sorted, 50));
    assertNear(figures.p95Millis(), rank(sorted, 95));
  }

  private static long rank(long[] sorted, int percent) {
    return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
  }

  private static void assertNear(int actual, long exact) {
    assertThat((double) actual).isCloseTo((double) exact, within(exact * 0.05 + 1));
  }

  @Test
  void anAnswerCountsHalfAfterAHalfLife() {
    sketch.record(0, new Sample(100, 1_100, 50));

    assertThat(sketch.figuresAt(0).samples()).isEqualTo(1);
    assertThat(sketch.figuresAt(HALF_LIFE).samples()).isEqualTo(0.5);
    assertThat(sketch.figuresAt(3 * HALF_LIFE).answers()).isEqualTo(0.125);
  }

  @Test
  void followsADeploymentThatHasBecomeSlow() {
    for (int i = 0; i < 100; i++) {
      sketch.record(i, new Sample(100, 600, 50));
    }
    for (int i = 0; i < 30; i++) {
      sketch.record(2 * HALF_LIFE + i, new Sample(2_000, 4_000, 50));
    }

    Figures figures = sketch.figuresAt(2 * HALF_LIFE + 30);

    assertThat(figures.p50Millis()).isBetween(1_900, 2_100);
    assertThat(figures.tokensPerSecond()).isBetween(30, 60);
  }

  @Test
  void keepsItsFiguresOverYears() {
    long year = 365L * 24 * 3_600 * 1_000;
    for (long at = 0; at < 3 * year; at += year / 50) {
      sketch.record(at, new Sample(200, 1_200, 80));
    }

    Figures figures = sketch.figuresAt(3 * year);

    assertThat(figures.p50Millis()).isBetween(190, 210);
    assertThat(figures.tokensPerSecond()).isEqualTo(80);
    assertThat(figures.samples()).isBetween(0.0, 1.0);
  }

  @Test
  void aWholeAnswerTellsLengthAndSpeedButNoFirstToken() {
    sketch.record(0, new Sample(500, 2_500, 100));
    sketch.record(0, new Sample(-1, 2_500, 100));

    Figures figures = sketch.figuresAt(0);

    assertThat(figures.samples()).isEqualTo(1);
    assertThat(figures.answers()).isEqualTo(2);
    assertThat(figures.meanOutputTokens()).isEqualTo(100);
    assertThat(figures.tokensPerSecond()).isBetween(49, 51);
  }

  @Test
  void aFirstTokenAtOnceIsMeasuredLikeAnyOther() {
    sketch.record(0, new Sample(9_000, 9_000, 0));
    sketch.record(0, new Sample(0, 1_000, 100));

    assertThat(sketch.figuresAt(0)).isEqualTo(new Figures(2, 1, 8_974, 100, 1, 100, Map.of()));
  }

  @Test
  void withoutAFirstTokenNothingIsSaidOfIt() {
    sketch.record(0, new Sample(-1, 1_000, 100));

    assertThat(sketch.figuresAt(0)).isEqualTo(new Figures(0, 0, 0, 100, 1, 100, Map.of()));
  }

  @Test
  void anAnswerThatTookNoTimeToWriteTellsNoSpeed() {
    sketch.record(0, new Sample(500, 500, 70));
    sketch.record(0, new Sample(500, 1_500, 20));

    assertThat(sketch.figuresAt(0).tokensPerSecond()).isEqualTo(20);
    assertThat(sketch.figuresAt(0).meanOutputTokens()).isEqualTo(45);
  }

  @Test
  void whatLiesManyHalfLivesBackHasFadedFromEveryFigure() {
    for (int i = 0; i < 1_000; i++) {
      sketch.record(0, new Sample(100, 1_100, 500));
    }
    long later = 33 * HALF_LIFE;
    sketch.record(later, new Sample(2_000, 4_000, 10));

    Figures figures = sketch.figuresAt(later);

    assertThat(figures.samples()).isCloseTo(1, within(1e-6));
    assertThat(figures.answers()).isCloseTo(1, within(1e-6));
    assertThat(figures.p50Millis()).isBetween(1_900, 2_100);
    assertThat(figures.tokensPerSecond()).isEqualTo(5);
    assertThat(figures.meanOutputTokens()).isEqualTo(10);
  }

  @Test
  void tellsLengthsTaskByTaskAndKeepsThemLongerThanTimes() {
    sketch.record(0, new Sample(100, 1_100, 600, "code"));
    sketch.record(0, new Sample(100, 1_100, 200, "code"));
    sketch.record(0, new Sample(100, 1_100, 10, "chat"));
    sketch.record(0, new Sample(100, 1_100, 0, "silence"));
    sketch.record(0, new Sample(100, 1_100, 70));
    long day = TaskLengths.HALF_LIFE.toMillis();

    assertThat(sketch.figuresAt(0).tasks())
        .isEqualTo(Map.of("code", new Output.Length(400, 2), "chat", new Output.Length(10, 1)));
    assertThat(sketch.figuresAt(HALF_LIFE).tasks()).isEqualTo(sketch.figuresAt(0).tasks());
    assertThat(sketch.figuresAt(day + 1).tasks())
        .isEqualTo(Map.of("code", new Output.Length(400, 1)));
  }

  @Test
  void lengthsOfManyHalfLivesAgoHaveFadedFromTheMean() {
    for (int i = 0; i < 100; i++) {
      sketch.record(0, new Sample(100, 1_100, 600, "code"));
    }
    long later = 40 * TaskLengths.HALF_LIFE.toMillis();
    sketch.record(later, new Sample(100, 1_100, 20, "code"));

    assertThat(sketch.figuresAt(later).tasks()).isEqualTo(Map.of("code", new Output.Length(20, 1)));
  }

  @Test
  void ofTooManyTasksTheOneWithTheLeastAnswersIsForgotten() {
    for (int task = 0; task < TaskLengths.MOST_TASKS; task++) {
      for (int i = 0; i <= (task == 3 ? 0 : 1); i++) {
        sketch.record(0, new Sample(100, 1_100, 5, "task-" + task));
      }
    }
    sketch.record(0, new Sample(100, 1_100, 5, "new"));

    assertThat(sketch.figuresAt(0).tasks())
        .hasSize(TaskLengths.MOST_TASKS)
        .containsKey("new")
        .doesNotContainKey("task-3");
  }

  @Test
  void takesAnyTimeAndLength() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      sketch.record(
          random.nextInt(),
          new Sample(random.nextLong() >> 1, random.nextLong(), random.nextInt()));
    }

    Figures figures = sketch.figuresAt(0);

    assertThat(figures.samples()).isFinite().isNotNegative();
    assertThat(LatencyBlend.latency(PRIOR, figures).tokensPerSecond()).isPositive();
    assertThat(LatencyBlend.output(figures).all().meanTokens()).isNotNegative();
  }

  @Test
  void theCatalogWeighsAsMuchAsTenAnswers() {
    for (int i = 0; i < 10; i++) {
      sketch.record(0, new Sample(200, 1_200, 100));
    }

    Latency latency = LatencyBlend.latency(PRIOR, sketch.figuresAt(0));

    assertThat(latency.firstTokenMillis()).isBetween(595, 605);
    assertThat(latency.firstTokenP95Millis()).isBetween(2_095, 2_105);
    assertThat(latency.tokensPerSecond()).isEqualTo(75);
    assertThat(latency.samples()).isEqualTo(10);
    assertThat(latency.source()).isEqualTo("measured");
  }

  @Test
  void fewAnswersAreNotYetAMeasurement() {
    sketch.record(0, new Sample(200, 1_200, 100));

    assertThat(LatencyBlend.latency(PRIOR, sketch.figuresAt(0)).source()).isEqualTo("catalog");
  }

  @Test
  void returnsToTheCatalogWhenNobodyAsksForLong() {
    for (int i = 0; i < 50; i++) {
      sketch.record(0, new Sample(9_000, 12_000, 100));
    }

    Latency latency = LatencyBlend.latency(PRIOR, sketch.figuresAt(20 * HALF_LIFE));

    assertThat(latency.firstTokenMillis()).isBetween(1_000, 1_005);
    assertThat(latency.source()).isEqualTo("catalog");
  }
}
