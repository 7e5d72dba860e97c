package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.SqlOutcome;
import java.util.List;

/** What became of a question in words. */
public sealed interface AskAnswer {
  /** Who wrote the statement. */
  enum Engine {
    /** The vocabulary; it understood every word. */
    TEMPLATES,
    /** The language model. */
    MODEL
  }

  /** It was answered. */
  record Answered(Engine engine, Query query, ResultTable table) implements AskAnswer {}

  /**
   * There is a statement, but it did not run.
   *
   * @param outcome why; never {@code Found}
   */
  record NotRun(Engine engine, Query query, SqlOutcome outcome) implements AskAnswer {}

  /**
   * There is no statement.
   *
   * @param problems what was not understood or cannot be answered, a clause each
   * @param suggestions questions that can be answered
   */
  record NotAnswered(List<String> problems, List<String> suggestions) implements AskAnswer {
    public NotAnswered {
      problems = List.copyOf(problems);
      suggestions = List.copyOf(suggestions);
    }
  }
}
