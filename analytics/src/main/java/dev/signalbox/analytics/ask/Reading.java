package dev.signalbox.analytics.ask;

import java.util.List;

/** What the vocabulary makes of a question. */
public sealed interface Reading {
  /** Every word was understood. */
  record Certain(Query query) implements Reading {}

  /**
   * Something was not understood, or cannot be answered.
   *
   * @param problems what, a clause each
   * @param suggestions questions near to it that can be answered
   */
  record Unclear(List<String> problems, List<String> suggestions) implements Reading {
    public Unclear {
      problems = List.copyOf(problems);
      suggestions = List.copyOf(suggestions);
    }
  }
}
