package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One part of a streamed answer while it grows. */
final class PartFold {
  private final Part opening;
  private final StringBuilder text = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<TokenLogProb> logProbs = new ArrayList<>();
  private Optional<Signature> signature = Optional.empty();
  private Extras extras = Extras.NONE;

  PartFold(Part opening) {
    this.opening = opening;
  }

  void append(String more) {
    text.append(more);
  }

  void cite(Citation citation) {
    citations.add(citation);
  }

  void sign(Signature newSignature) {
    signature = Optional.of(newSignature);
  }

  void logProbs(List<TokenLogProb> tokens) {
    logProbs.addAll(tokens);
  }

  void annotate(Extras more) {
    extras = ReplyFold.merge(extras, more);
  }

  Part toPart() {
    return switch (opening) {
      case Part.Text t ->
          new Part.Text(
              t.text() + text,
              concat(t.citations(), citations),
              concat(t.logProbs(), logProbs),
              signature.or(t::signature),
              ReplyFold.merge(t.extras(), extras));
      case Part.Reasoning r ->
          new Part.Reasoning(
              r.text() + text, signature.or(r::signature), ReplyFold.merge(r.extras(), extras));
      case Part.Refusal r -> new Part.Refusal(r.text() + text);
      case Part.ToolCall c ->
          new Part.ToolCall(
              c.id(),
              c.name(),
              c.argumentsJson() + text,
              signature.or(c::signature),
              ReplyFold.merge(c.extras(), extras));
      case Part.Media media -> media;
      case Part.ToolResult result -> result;
      case Part.Opaque opaque -> opaque;
    };
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
