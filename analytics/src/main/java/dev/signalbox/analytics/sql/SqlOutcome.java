package dev.signalbox.analytics.sql;

/** What became of a statement. */
public sealed interface SqlOutcome {
  /** It ran. */
  record Found(ResultTable table) implements SqlOutcome {}

  /** It may not run. */
  record Refused(Refusal refusal) implements SqlOutcome {}

  /**
   * The database could not run it.
   *
   * @param message what the database said, with a hint where there is one
   */
  record Failed(String message) implements SqlOutcome {}

  /** It took longer than {@code deadlineMillis} and was stopped. */
  record TimedOut(long deadlineMillis) implements SqlOutcome {}

  /** Too many statements wait already. */
  record Busy() implements SqlOutcome {}
}
