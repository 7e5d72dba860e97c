package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** What a conversation asks of its next answer. */
final class Wishes {
  private Wishes() {}

  /** The text of the last user turn, its texts joined. */
  static String lastUserText(Request request) {
    StringBuilder text = new StringBuilder();
    for (Part part : lastUserParts(request)) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }

  /** The media of the last user turn. */
  static List<Part.Media> lastUserMedia(Request request) {
    return lastUserParts(request).stream()
        .filter(Part.Media.class::isInstance)
        .map(Part.Media.class::cast)
        .toList();
  }

  /** The tool results since the model last spoke, in order; none if it is not waiting for any. */
  static List<Part.ToolResult> newResults(Request request) {
    List<Part.ToolResult> results = new ArrayList<>();
    for (Turn turn : request.turns()) {
      if (turn.role() == Role.ASSISTANT) {
        results.clear();
      }
      turn.parts().stream()
          .filter(Part.ToolResult.class::isInstance)
          .map(Part.ToolResult.class::cast)
          .forEach(results::add);
    }
    return results;
  }

  /** Whether the model is to think before it answers. */
  static boolean reasoning(ReasoningRequest wish) {
    boolean switchedOff =
        !wish.enabled().orElse(true)
            || wish.effort().filter("none"::equals).isPresent()
            || wish.budgetTokens().filter(budget -> budget == 0).isPresent();
    return !switchedOff && !wish.isEmpty();
  }

  private static List<Part> lastUserParts(Request request) {
    return request.turns().stream()
        .filter(turn -> turn.role() == Role.USER)
        .reduce((_, later) -> later)
        .map(Turn::parts)
        .orElse(List.of());
  }
}
