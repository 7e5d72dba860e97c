package dev.signalbox.gateway.pipeline.judging;

import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;

/** The text of a choice: its texts without a separator. */
final class AnswerText {
  private AnswerText() {}

  static String of(Choice choice) {
    StringBuilder all = new StringBuilder();
    for (Part part : choice.parts()) {
      if (part instanceof Part.Text text) {
        all.append(text.text());
      }
    }
    return all.toString();
  }
}
