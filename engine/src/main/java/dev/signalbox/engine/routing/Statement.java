package dev.signalbox.engine.routing;

import java.util.List;

/**
 * What a reason says. Its sentence is lower case, without a full stop, and has {@code {name}} where
 * the figure of that name goes with its unit.
 */
public record Statement(ReasonCode code, String sentence, List<Figure> figures) {
  public Statement {
    figures = List.copyOf(figures);
  }

  static Statement of(ReasonCode code, String sentence, Figure... figures) {
    return new Statement(code, sentence, List.of(figures));
  }
}
