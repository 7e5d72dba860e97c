package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replies made comparable where Chat cannot carry a difference. */
final class Replies {
  private Replies() {}

  /**
   * Without the id, which is ours on the client's side, the time, which we fill in, and what
   * clients do not know: Groq's tier and OpenRouter's file annotations.
   */
  static Reply comparable(Reply reply) {
    List<Choice> choices =
        reply.choices().stream().map(choice -> with(choice, choice.parts())).toList();
    return new Reply("", reply.model(), 0, choices, reply.usage(), extras(reply));
  }

  private static Choice with(Choice choice, List<Part> parts) {
    ObjectNode fields = choice.extras().fields().deepCopy();
    if (fields.path("message") instanceof ObjectNode message) {
      message.remove("annotations");
      if (message.isEmpty()) {
        fields.remove("message");
      }
    }
    return new Choice(
        choice.index(),
        parts,
        choice.stop(),
        choice.stopSequence(),
        Extras.of(Protocol.CHAT, fields));
  }

  private static Extras extras(Reply reply) {
    ObjectNode fields = reply.extras().fields().deepCopy();
    if (fields.path("service_tier").asText().equals("on_demand")) {
      fields.remove("service_tier");
    }
    return Extras.of(Protocol.CHAT, fields);
  }

  /**
   * With the parts as one message holds them: all reasoning first, one text, the refusal, media,
   * then the calls.
   */
  static Reply joined(Reply reply) {
    List<Choice> choices = new ArrayList<>();
    for (Choice choice : reply.choices()) {
      choices.add(with(choice, joined(choice.parts())));
    }
    return new Reply("", reply.model(), 0, choices, reply.usage(), extras(reply));
  }

  private static List<Part> joined(List<Part> parts) {
    StringBuilder reasoning = new StringBuilder();
    StringBuilder text = new StringBuilder();
    List<Part> others = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Reasoning r -> reasoning.append(r.text());
        case Part.Text t -> text.append(t.text());
        case Part.Refusal _, Part.Media _, Part.ToolCall _, Part.ToolResult _, Part.Opaque _ ->
            others.add(part);
      }
    }
    List<Part> joined = new ArrayList<>();
    joined.add(new Part.Reasoning(reasoning.toString(), Optional.empty(), Extras.NONE));
    joined.add(Part.Text.of(text.toString()));
    joined.addAll(others);
    return joined;
  }

  /** Texts, calls and ends of all choices, without what is merely beside them. */
  static List<String> said(Reply reply) {
    List<String> said = new ArrayList<>();
    for (Choice choice : joined(reply).choices()) {
      for (Part part : choice.parts()) {
        switch (part) {
          case Part.Reasoning r -> said.add("reasoning " + r.text());
          case Part.Text t -> said.add("text " + t.text());
          case Part.Refusal r -> said.add("refusal " + r.text());
          case Part.ToolCall c ->
              said.add("call %s %s %s".formatted(c.id(), c.name(), c.argumentsJson()));
          case Part.Media m -> said.add("media " + m.kind());
          case Part.ToolResult _, Part.Opaque _ -> said.add("other");
        }
      }
      said.add("end " + choice.stop());
    }
    return said;
  }
}
