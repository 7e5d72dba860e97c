package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replies made comparable where Chat cannot carry a difference. */
final class Replies {
  private Replies() {}

  /** Without the id, which is ours on the client's side, and the time, which we fill in. */
  static Reply comparable(Reply reply) {
    return new Reply("", reply.model(), 0, reply.choices(), reply.usage(), reply.extras());
  }

  /**
   * With the parts as one message holds them: all reasoning first, one text, the refusal, media,
   * then the calls.
   */
  static Reply joined(Reply reply) {
    List<Choice> choices = new ArrayList<>();
    for (Choice choice : reply.choices()) {
      choices.add(
          new Choice(
              choice.index(),
              joined(choice.parts()),
              choice.stop(),
              choice.stopSequence(),
              choice.extras()));
    }
    return new Reply("", reply.model(), 0, choices, reply.usage(), reply.extras());
  }

  private static List<Part> joined(List<Part> parts) {
    StringBuilder reasoning = new StringBuilder();
    StringBuilder text = new StringBuilder();
    List<Part> others = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Reasoning r -> reasoning.append(r.text());
        case Part.Text t -> text.append(t.text());
        case Part.Refusal _,
            Part.Media _,
            Part.ToolCall _,
            Part.ToolResult _,
            Part.Opaque _ ->
            others.add(part);
      }
    }
    List<Part> joined = new ArrayList<>();
    joined.add(new Part.Reasoning(reasoning.toString(), Optional.empty(), Extras.NONE));
    joined.add(Part.Text.of(text.toString()));
    joined.addAll(others);
    return joined;
  }
}
