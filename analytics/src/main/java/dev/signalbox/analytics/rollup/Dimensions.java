package dev.signalbox.analytics.rollup;

/** What requests are summed by. */
public record Dimensions(
    String project,
    String source,
    String key,
    String provider,
    String model,
    String profile,
    String result) {
  /** Where there are too many different ones to keep apart. */
  public static final String OTHER = "(other)";

  /** The same without what clients make up freely. */
  Dimensions lumped() {
    return new Dimensions(OTHER, OTHER, OTHER, provider, model, OTHER, result);
  }
}
