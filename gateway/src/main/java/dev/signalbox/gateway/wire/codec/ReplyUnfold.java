package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells a whole answer as events, for clients that asked for a stream and providers that sent none.
 */
public final class ReplyUnfold {
  private ReplyUnfold() {}

  /**
   * Hands the events of {@code reply} to {@code out}; {@link ReplyFold} gives the same reply back.
   */
  public static void unfold(Reply reply, Consumer<ReplyEvent> out) {
    out.accept(
        new ReplyEvent.Started(reply.id(), reply.model(), reply.createdSeconds(), reply.extras()));
    for (Choice choice : reply.choices()) {
      for (int part = 0; part < choice.parts().size(); part++) {
        unfoldPart(choice.index(), part, choice.parts().get(part), out);
      }
      out.accept(
          new ReplyEvent.Stopped(
              choice.index(), choice.stop(), choice.stopSequence(), choice.extras()));
    }
    reply.usage().ifPresent(usage -> out.accept(new ReplyEvent.UsageReported(usage)));
    out.accept(new ReplyEvent.Ended());
  }

  private static void unfoldPart(int choice, int index, Part part, Consumer<ReplyEvent> out) {
    out.accept(new ReplyEvent.PartOpened(choice, index, opening(part)));
    String text = growing(part);
    if (!text.isEmpty()) {
      out.accept(new ReplyEvent.Delta(choice, index, text));
    }
    if (part instanceof Part.Text t) {
      t.citations().forEach(citation -> out.accept(new ReplyEvent.Cited(choice, index, citation)));
      if (!t.logProbs().isEmpty()) {
        out.accept(new ReplyEvent.LogProbs(choice, index, t.logProbs()));
      }
    }
    out.accept(new ReplyEvent.PartClosed(choice, index));
  }

  private static Part opening(Part part) {
    return switch (part) {
      case Part.Text t -> new Part.Text("", List.of(), List.of(), t.signature(), t.extras());
      case Part.Reasoning r -> new Part.Reasoning("", r.signature(), r.extras());
      case Part.Refusal _ -> new Part.Refusal("");
      case Part.ToolCall c -> new Part.ToolCall(c.id(), c.name(), "", c.signature(), c.extras());
      case Part.Media media -> media;
      case Part.ToolResult result -> result;
      case Part.Opaque opaque -> opaque;
    };
  }

  private static String growing(Part part) {
    return switch (part) {
      case Part.Text t -> t.text();
      case Part.Reasoning r -> r.text();
      case Part.Refusal r -> r.text();
      case Part.ToolCall c -> c.argumentsJson();
      case Part.Media _, Part.ToolResult _, Part.Opaque _ -> "";
    };
  }
}
