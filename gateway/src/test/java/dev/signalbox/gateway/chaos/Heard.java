package dev.signalbox.gateway.chaos;

import java.util.Optional;

/**
 * What the client of one request got of its answer.
 *
 * @param asked whether all of the request went out
 * @param left whether it left of its own accord before the answer was whole
 * @param answer what came
 * @param overNanos when it had left, or had its answer, on the machine's clock
 */
record Heard(Errand errand, boolean asked, boolean left, AnswerReader answer, long overNanos) {
  /** The body as text. */
  String text() {
    return answer.text();
  }

  /** Whether the head said 200. */
  boolean isGood() {
    return answer.status() == 200;
  }

  /** Who answered, as {@code provider/model}; empty when the head does not say. */
  Optional<String> served() {
    return answer.header("x-signalbox-model");
  }

  /** Whether the gateway must have seen that somebody asked. */
  boolean mustBeRecorded() {
    return answer.bytes() > 0 || !errand.way().resets();
  }

  @Override
  public String toString() {
    return "%s %s: %s%s, %d%s"
        .formatted(
            errand,
            asked ? "asked" : "asked in part",
            left ? "left, " : "",
            answer.isWhole() ? "whole" : "in part",
            answer.status(),
            answer.bytes() == 0 ? "" : "\n" + answer.head() + text());
  }
}
