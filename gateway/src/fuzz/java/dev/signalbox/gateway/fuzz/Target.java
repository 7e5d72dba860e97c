package dev.signalbox.gateway.fuzz;

import java.util.List;

/** Something that takes foreign input, and what must hold whatever that is. */
public interface Target {
  /**
   * Takes {@code input}.
   *
   * @throws AssertionError when something does not hold that must
   * @throws RuntimeException that the code under test should not have thrown
   */
  void accept(byte[] input);

  /** Inputs to begin with beside the files of the corpus. */
  default List<byte[]> seeds() {
    return List.of();
  }
}
