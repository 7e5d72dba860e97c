package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Reporter;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What somebody says of an answer, as it came in.
 *
 * @param name what was looked at, such as {@code thumbs}; empty text where that is not said
 * @param source who says it
 * @param stated how good the answer was, from 0 to 1; empty where only {@code facets} say it
 * @param facets what it says in particular
 * @param confidence how sure the source is, above 0, at most 1
 * @param samples answers that it is about, put together; 1 for one
 * @param observedAtMillis when it was seen, in milliseconds since 1970; empty: when it came in
 * @param idempotencyKey what a repetition is known by; empty text for none
 * @param supersedes the signal that it takes the place of
 * @param labels what the reporter wants to find again
 */
public record Signal(
    Subject subject,
    String name,
    Reporter source,
    OptionalDouble stated,
    Facets facets,
    double confidence,
    long samples,
    OptionalLong observedAtMillis,
    String idempotencyKey,
    OptionalLong supersedes,
    Map<String, String> labels) {
  /** Longest id of a decision, in characters. */
  public static final int LONGEST_DECISION = 64;

  /** Longest id of a request, in characters. */
  public static final int LONGEST_REQUEST = 128;

  /** Longest id of a session, in characters. */
  public static final int LONGEST_SESSION = 256;

  /** Longest name, in characters. */
  public static final int LONGEST_NAME = 64;

  /** Longest name of a task or project, in characters. */
  public static final int LONGEST_TASK = 128;

  /** Longest idempotency key, in characters. */
  public static final int LONGEST_KEY = 128;

  /** Most labels. */
  public static final int MOST_LABELS = 16;

  /** Longest name of a label, in characters. */
  public static final int LONGEST_LABEL = 64;

  /** Longest value of a label, in characters. */
  public static final int LONGEST_LABEL_VALUE = 128;

  /** Most answers that one signal is about. */
  public static final long MOST_SAMPLES = 1_000_000;

  public Signal {
    labels = Map.copyOf(labels);
    if (stated.isPresent() && !(stated.getAsDouble() >= 0 && stated.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("a value is 0 to 1");
    }
    if (!(confidence > 0 && confidence <= 1) || samples < 1 || samples > MOST_SAMPLES) {
      throw new IllegalArgumentException("a signal counts for something, and not for all");
    }
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException("a signal has " + MOST_LABELS + " labels at most");
    }
  }

  /**
   * How good it says that the answer was, from 0 to 1; empty where it says nothing of that.
   *
   * @param part 0, or 1 for the worse of two
   */
  public OptionalDouble value(int part) {
    if (subject instanceof Subject.OfPair) {
      return OptionalDouble.of(part == 0 ? 1 : 0);
    }
    return stated.isPresent() ? stated : facets.value();
  }

  /** How much it counts: 1 for one answer that the source is sure of. */
  public double weight() {
    return confidence * samples;
  }
}
