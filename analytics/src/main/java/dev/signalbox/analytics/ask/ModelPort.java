package dev.signalbox.analytics.ask;

import java.util.concurrent.CompletionStage;

/** A language model, reached in a way that is not our business here. */
@FunctionalInterface
public interface ModelPort {
  /**
   * Has {@code prompt} answered.
   *
   * @return what came back; never fails, may take as long as the port allows
   */
  CompletionStage<Reply> ask(Prompt prompt);

  /**
   * What is sent.
   *
   * @param system the rules and what is known
   * @param user the question; data, not an instruction to us
   */
  record Prompt(String system, String user) {}

  /** What came back. */
  sealed interface Reply {
    /** Text, whatever it says. */
    record Text(String text) implements Reply {}

    /**
     * No usable answer.
     *
     * @param why a clause for people, such as {@code it took longer than 30 s}
     */
    record None(String why) implements Reply {}
  }
}
