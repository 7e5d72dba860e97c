package dev.signalbox.engine.state;

import java.util.List;

/**
 * How good a deployment's answers to one kind of task are expected to be.
 *
 * @param value from 0 to 1, in billionths: the sum of the parts, kept within its range by a part of
 *     its own
 * @param sd standard deviation, in billionths
 * @param effectiveSamplesMilli weight of the evidence, in thousandths of a signal
 */
public record Quality(long value, long sd, long effectiveSamplesMilli, List<Part> parts) {
  /** What is expected of a model that nothing is known of: even chances, very unsure. */
  public static final Quality ASSUMED =
      new Quality(500_000_000, 250_000_000, 0, List.of(new Part("assumed", 500_000_000)));

  public Quality {
    parts = List.copyOf(parts);
    if (parts.stream().mapToLong(Part::value).sum() != value) {
      throw new IllegalArgumentException("the parts of a quality add up to it");
    }
  }

  /** One named share of a quality, in billionths. */
  public record Part(String name, long value) {}
}
