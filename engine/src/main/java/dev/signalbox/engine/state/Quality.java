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
    parts = parts instanceof QualityParts ? parts : List.copyOf(parts);
    if (sum(parts) != value) {
      throw new IllegalArgumentException("the parts of a quality add up to it");
    }
  }

  /** What {@code parts} add up to. */
  static long sum(List<Part> parts) {
    if (parts instanceof QualityParts made) {
      return made.total();
    }
    long sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      sum += parts.get(i).value();
    }
    return sum;
  }

  /**
   * One named share of a quality.
   *
   * @param value in billionths
   * @param sd its standard deviation, in billionths; 0 where it has none of its own
   * @param nMilli weight of the evidence behind it, in thousandths of a signal
   * @param newestAtMillis when the newest of that evidence was observed; 0 where there is none
   */
  public record Part(String name, long value, long sd, long nMilli, long newestAtMillis) {
    /** Billionths that a part is within: a thousand times the range of a quality. */
    static final long WIDEST = 1_000_000_000_000L;

    public Part {
      if (Math.abs(value) > WIDEST || sd < 0 || nMilli < 0 || newestAtMillis < 0) {
        throw new IllegalArgumentException(
            "the part %s is out of range, or its evidence is negative".formatted(name));
      }
    }

    /** A part without evidence of its own. */
    public Part(String name, long value) {
      this(name, value, 0, 0, 0);
    }
  }
}
