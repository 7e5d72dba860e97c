package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the parts of one choice, one after another, as candidates of chunks. Texts and thoughts go
 * out as they come, unless Gemini's signature stands on them; everything else when it is whole.
 */
final class ChoiceEncoder {
  private final int index;
  private final ReplyPartWriter writer;
  private final GroundingWriter grounding;
  private final Losses losses;
  private Optional<Part> open = Optional.empty();
  private int partNumber;
  private final StringBuilder text = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<TokenLogProb> logProbs = new ArrayList<>();
  private Optional<Signature> signature = Optional.empty();
  private Optional<ReplyEvent.Stopped> stopped = Optional.empty();

  /** How many parts a whole answer would have so far. */
  private int written;

  ChoiceEncoder(int index, SignatureSeal seal, Losses losses) {
    this.index = index;
    this.losses = losses;
    this.writer = new ReplyPartWriter(seal, losses);
    this.grounding = new GroundingWriter(losses);
  }

  /** Takes the next event; parts never overlap. */
  void accept(ReplyEvent event, Consumer<ObjectNode> out) {
    switch (event) {
      case ReplyEvent.PartOpened(_, int part, Part opening) -> open(part, opening, out);
      case ReplyEvent.Delta(_, _, String more) -> delta(more, out);
      case ReplyEvent.Cited(_, _, Citation citation) -> citations.add(citation);
      case ReplyEvent.Signed(_, _, Signature later) -> signature = Optional.of(later);
      case ReplyEvent.LogProbs(_, _, List<TokenLogProb> tokens) -> logProbs(tokens, out);
      case ReplyEvent.Annotated(_, _, Extras extras) -> {
        if (!extras.belongTo(Protocol.GEMINI)) {
          extras.writeTo(StrictJson.object(), Protocol.GEMINI, losses, path());
        }
      }
      case ReplyEvent.PartClosed _ -> close(out);
      case ReplyEvent.Stopped stop -> stopped = Optional.of(stop);
      case ReplyEvent.Started _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Failed _,
          ReplyEvent.Ended _,
          ReplyEvent.Unmapped _ -> {}
    }
  }

  /** Whether the choice has no parts. */
  boolean isEmpty() {
    return written == 0;
  }

  /** The candidate that ends the choice, once it has stopped. */
  Optional<ObjectNode> last() {
    return stopped.map(
        stop -> {
          ObjectNode candidate = StrictJson.object();
          content(candidate).addObject().put("text", "");
          ReplyWriter.stop(
              new Choice(index, List.of(), stop.stop(), stop.stopSequence(), stop.extras()),
              candidate,
              losses);
          return candidate;
        });
  }

  private String path() {
    return ReplyWriter.path(index, partNumber);
  }

  private void open(int part, Part opening, Consumer<ObjectNode> out) {
    partNumber = part;
    open = Optional.of(opening);
    text.setLength(0);
    citations.clear();
    logProbs.clear();
    signature = signatureOf(opening);
    String begun = begun(opening);
    if (!begun.isEmpty()) {
      delta(begun, out);
    }
    if (opening instanceof Part.Text words) {
      citations.addAll(words.citations());
      if (!words.logProbs().isEmpty()) {
        logProbs(words.logProbs(), out);
      }
    }
  }

  private static String begun(Part opening) {
    return switch (opening) {
      case Part.Text words -> words.text();
      case Part.Reasoning thought -> thought.text();
      case Part.Refusal(String words) -> words;
      case Part.ToolCall call -> call.argumentsJson();
      case Part.Media _, Part.ToolResult _, Part.Opaque _ -> "";
    };
  }

  private static Optional<Signature> signatureOf(Part part) {
    return switch (part) {
      case Part.Text words -> words.signature();
      case Part.Reasoning thought -> thought.signature();
      case Part.ToolCall call -> call.signature();
      case Part.Refusal _, Part.Media _, Part.ToolResult _, Part.Opaque _ -> Optional.empty();
    };
  }

  /** Whether the open part goes out piece by piece. */
  private boolean flows() {
    return open.map(
            part ->
                switch (part) {
                  case Part.Text words -> flows(words.signature(), words.extras());
                  case Part.Reasoning thought -> flows(thought.signature(), thought.extras());
                  case Part.Refusal _ -> true;
                  case Part.ToolCall _, Part.Media _, Part.ToolResult _, Part.Opaque _ -> false;
                })
        .orElse(false);
  }

  private static boolean flows(Optional<Signature> opening, Extras extras) {
    return opening.filter(Signatures::isOwn).isEmpty()
        && (extras.isEmpty() || !extras.belongTo(Protocol.GEMINI));
  }

  private boolean isThought() {
    return open.filter(part -> part instanceof Part.Reasoning).isPresent();
  }

  private void delta(String more, Consumer<ObjectNode> out) {
    text.append(more);
    if (flows() && !more.isEmpty()) {
      out.accept(
          candidate(
              isThought() ? ReplyPartWriter.thought(more) : StrictJson.object().put("text", more)));
    }
  }

  private void logProbs(List<TokenLogProb> tokens, Consumer<ObjectNode> out) {
    if (flows()) {
      ObjectNode candidate = candidate(StrictJson.object().put("text", ""));
      candidate.set("logprobsResult", LogProbs.write(tokens));
      out.accept(candidate);
    } else {
      logProbs.addAll(tokens);
    }
  }

  private void close(Consumer<ObjectNode> out) {
    if (open.isEmpty()) {
      return;
    }
    List<ObjectNode> parts = flows() ? rest(open.get()) : writer.write(whole(open.get()), path());
    boolean cited =
        grounding.add(new GroundingWriter.Place(written, text.toString(), path()), citations);
    written += parts.size() + (flows() && !text.isEmpty() ? 1 : 0);
    open = Optional.empty();
    if (parts.isEmpty() && !cited) {
      return;
    }
    ObjectNode candidate = StrictJson.object();
    ArrayNode content = content(candidate);
    parts.forEach(content::add);
    if (parts.isEmpty()) {
      content.addObject().put("text", "");
    }
    if (!logProbs.isEmpty()) {
      candidate.set("logprobsResult", LogProbs.write(logProbs));
    }
    if (cited) {
      grounding.metadata().ifPresent(all -> candidate.set("groundingMetadata", all));
    }
    out.accept(candidate);
  }

  /** What is left to say of a part that flowed: its signature, and what cannot be carried. */
  private List<ObjectNode> rest(Part opening) {
    switch (opening) {
      case Part.Text words -> Nested.write(words.extras(), StrictJson.object(), losses, path());
      case Part.Reasoning thought ->
          Nested.write(thought.extras(), StrictJson.object(), losses, path());
      case Part.Refusal _ -> losses.adapted(path(), "Gemini has no refusals; sent as text");
      case Part.ToolCall _, Part.Media _, Part.ToolResult _, Part.Opaque _ -> {}
    }
    return signature.map(each -> List.of(writer.after(isThought(), each))).orElse(List.of());
  }

  private Part whole(Part opening) {
    return switch (opening) {
      case Part.Text words ->
          new Part.Text(text.toString(), List.of(), List.of(), signature, words.extras());
      case Part.Reasoning thought ->
          new Part.Reasoning(text.toString(), signature, thought.extras());
      case Part.ToolCall call ->
          new Part.ToolCall(call.id(), call.name(), text.toString(), signature, call.extras());
      case Part.Refusal _ -> new Part.Refusal(text.toString());
      case Part.Media media -> media;
      case Part.ToolResult result -> result;
      case Part.Opaque opaque -> opaque;
    };
  }

  private ObjectNode candidate(ObjectNode part) {
    ObjectNode candidate = StrictJson.object();
    content(candidate).add(part);
    return candidate;
  }

  private ArrayNode content(ObjectNode candidate) {
    ObjectNode content = candidate.putObject("content").put("role", "model");
    candidate.put("index", index);
    return content.putArray("parts");
  }
}
