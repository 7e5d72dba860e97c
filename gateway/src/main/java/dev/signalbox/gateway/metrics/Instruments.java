package dev.signalbox.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * Makes what requests are counted and measured with. The bounds of times and sizes are those of the
 * <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics">GenAI semantic
 * conventions</a>, read 2026-11.
 */
final class Instruments {
  /**
   * Lines of a histogram beside its bounds: the last bucket, the sum, the count and the largest.
   */
  private static final int BESIDE_BOUNDS = 4;

  private static final double[] OPERATION = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };
  private static final double[] FIRST_TOKEN = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };
  private static final double[] TOKEN = {
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5
  };
  private static final double[] TOKENS = {
    1,
    4,
    16,
    64,
    256,
    1024,
    4096,
    16_384,
    65_536,
    262_144,
    1_048_576,
    4_194_304,
    16_777_216,
    67_108_864
  };
  private static final double[] OVERHEAD = {
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5
  };

  /** Lines of the histogram of a whole operation. */
  static final int OPERATION_LINES = OPERATION.length + BESIDE_BOUNDS;

  /** Lines of the histogram of the time to the first token. */
  static final int FIRST_TOKEN_LINES = FIRST_TOKEN.length + BESIDE_BOUNDS;

  /** Lines of the histogram of the time for a token. */
  static final int TOKEN_LINES = TOKEN.length + BESIDE_BOUNDS;

  /** Lines of a histogram of numbers of tokens. */
  static final int TOKENS_LINES = TOKENS.length + BESIDE_BOUNDS;

  private final MeterRegistry registry;

  Instruments(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A counter.
   *
   * @param labels names and values in turn
   */
  Counter counter(String name, String about, String... labels) {
    return Counter.builder(name).description(about).tags(labels).register(registry);
  }

  /** The times of whole operations. */
  Timer operation(String name, String about, String... labels) {
    return timer(name, about, OPERATION, labels);
  }

  /** The times to first tokens. */
  Timer firstToken(String name, String about, String... labels) {
    return timer(name, about, FIRST_TOKEN, labels);
  }

  /** The times for one token. */
  Timer token(String name, String about, String... labels) {
    return timer(name, about, TOKEN, labels);
  }

  /** The times that the gateway itself takes. */
  Timer overhead(String name, String about, String... labels) {
    return timer(name, about, OVERHEAD, labels);
  }

  /** Numbers of tokens. */
  DistributionSummary tokens(String name, String about, String... labels) {
    return DistributionSummary.builder(name)
        .description(about)
        .tags(labels)
        .serviceLevelObjectives(TOKENS)
        .register(registry);
  }

  private Timer timer(String name, String about, double[] seconds, String... labels) {
    return Timer.builder(name)
        .description(about)
        .tags(labels)
        .serviceLevelObjectives(
            DoubleStream.of(seconds)
                .mapToObj(each -> Duration.ofNanos(Math.round(each * 1e9)))
                .toArray(Duration[]::new))
        .register(registry);
  }
}
