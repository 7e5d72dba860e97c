package dev.signalbox.engine.assertion;

import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import java.util.List;
import java.util.Optional;

/**
 * A request that might come, and what must be decided then.
 *
 * @param name unique; results name the assertion by it
 * @param expectations at least one; all must hold
 */
public record Assertion(String name, Request request, List<Expectation> expectations) {
  public Assertion {
    if (expectations.isEmpty()) {
      throw new IllegalArgumentException("an assertion expects something");
    }
    expectations = List.copyOf(expectations);
  }

  /**
   * The request.
   *
   * @param model the model name as a client would write it
   * @param profile the profile it names
   * @param format id of the API format it comes in
   * @param strict whether it refuses a loss in translation
   */
  public record Request(
      String model,
      Optional<String> profile,
      String format,
      boolean strict,
      Needs needs,
      Question.Origin origin) {}
}
