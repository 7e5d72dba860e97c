package dev.signalbox.gateway.pipeline.judging;

import java.util.Locale;

/** What can be wrong with an answer, or with the call for it, that the gateway sees by itself. */
public enum Flaw {
  /** The text is not JSON, or not of the schema, although that was asked for. */
  SCHEMA_VIOLATION(1),
  /** A tool had to be called, and was not. */
  TOOL_NOT_CALLED(1),
  /** A tool was called with arguments that break its schema. */
  TOOL_ARGUMENTS(1),
  /** The model or its provider declined to answer. */
  REFUSAL(0.5),
  /** The answer ended because it became too long, though the client left it room. */
  CUT_BY_LENGTH(0.3),
  /** The call failed before another deployment answered. */
  FAILOVER(0.3),
  /** The client left while the answer streamed. */
  ABORT(0.1);

  private final double weight;

  Flaw(double weight) {
    this.weight = weight;
  }

  /** How much it says against the quality of answers, above 0 and at most 1. */
  public double weight() {
    return weight;
  }

  /** Whether the answer cannot be used as it was asked for. */
  public boolean breaksShape() {
    return this == SCHEMA_VIOLATION || this == TOOL_NOT_CALLED || this == TOOL_ARGUMENTS;
  }

  /** Its name in signals and records. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
