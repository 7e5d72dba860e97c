package dev.signalbox.gateway.wire.gemini;

import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import java.util.List;

/** Takes made-up ids out of answers, as they depend on the id of the answer. */
final class Ids {
  private Ids() {}

  static List<Choice> withoutMadeUp(List<Choice> choices) {
    return choices.stream()
        .map(
            choice ->
                new Choice(
                    choice.index(),
                    choice.parts().stream().map(Ids::withoutMadeUp).toList(),
                    choice.stop(),
                    choice.stopSequence(),
                    choice.extras()))
        .toList();
  }

  private static Part withoutMadeUp(Part part) {
    return part instanceof Part.ToolCall call && ToolIds.isMadeUp(call.id())
        ? new Part.ToolCall(
            "made-up", call.name(), call.argumentsJson(), call.signature(), call.extras())
        : part;
  }
}
