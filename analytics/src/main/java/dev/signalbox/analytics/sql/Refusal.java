package dev.signalbox.analytics.sql;

/**
 * Why a statement is not run.
 *
 * @param code one word for programs, such as {@code unknown_relation}
 * @param message a sentence for the person who wrote it: what was wrong and what is allowed
 */
public record Refusal(String code, String message) {
  /** For what the database would do. */
  static Refusal ofPlan(String why) {
    return new Refusal("plan", "the statement is not run: " + why);
  }
}
