package dev.signalbox.signals.prompt;

/** Makes vectors of prompts: near each other where the prompts are about the same. Thread-safe. */
public interface PromptEncoder {
  /** How many numbers a vector has. */
  int dimensions();

  /** Which encoder it is: vectors of two revisions must not be compared. */
  String revision();

  /**
   * The vector of {@code prompt}, of length 1, or all zeros when nothing can be read. The same for
   * the same prompt.
   */
  float[] encode(PromptText prompt);
}
