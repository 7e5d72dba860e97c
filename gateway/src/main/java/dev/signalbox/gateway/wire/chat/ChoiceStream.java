package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the chunks of one choice. The first has the role; citations and signatures follow the part
 * they belong to, as their places are known then only. Used by one thread at a time.
 */
final class ChoiceStream {
  private final int index;
  private final Losses losses;
  private final ClientCalls calls;
  private final ClientMedia media;
  private final SealedReasoning sealed;
  private final ChoiceEnd end;
  private final Map<Integer, OpenPart> parts = new HashMap<>();
  private Consumer<ObjectNode> out = _ -> {};
  private boolean begun;
  private boolean refused;
  private int contentLength;
  private int nextCall;

  private static final class OpenPart {
    final Part opening;
    final int callIndex;
    final int offset;
    final StringBuilder reasoning = new StringBuilder();
    final List<Citation> citations = new ArrayList<>();
    Optional<Signature> signature = Optional.empty();

    OpenPart(Part opening, int callIndex, int offset) {
      this.opening = opening;
      this.callIndex = callIndex;
      this.offset = offset;
    }
  }

  ChoiceStream(int index, ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.index = index;
    this.losses = losses;
    this.calls = new ClientCalls(frame.requestBody(), seal, losses);
    this.media = new ClientMedia(frame, losses);
    this.sealed = new SealedReasoning(seal);
    this.end = new ChoiceEnd(calls, losses);
  }

  /** Sends the next choices to {@code sink}. */
  void to(Consumer<ObjectNode> sink) {
    out = sink;
  }

  void open(int part, Part opening) {
    begin();
    OpenPart open = new OpenPart(opening, nextCall, contentLength);
    parts.put(part, open);
    switch (opening) {
      case Part.Text text -> {
        open.citations.addAll(text.citations());
        open.signature = text.signature();
        annotate(text.extras());
        text(text.text());
        logProbs(text.logProbs());
      }
      case Part.Reasoning reasoning -> {
        open.signature = reasoning.signature();
        annotate(reasoning.extras());
        reasoning(open, reasoning.text());
      }
      case Part.Refusal(String text) -> refusal(text);
      case Part.ToolCall call -> call(call, path(part));
      case Part.Media medium -> {
        ObjectNode delta = StrictJson.object();
        media.write(medium, delta, path(part));
        send(delta);
      }
      case Part.ToolResult _ -> losses.dropped(path(part), ChoiceEnd.NO_RESULTS);
      case Part.Opaque opaque -> losses.dropped(path(part), ChoiceEnd.opaque(opaque));
    }
  }

  void delta(int part, String more) {
    OpenPart open = parts.get(part);
    if (open == null || more.isEmpty()) {
      return;
    }
    switch (open.opening) {
      case Part.Text _ -> text(more);
      case Part.Reasoning _ -> reasoning(open, more);
      case Part.Refusal _ -> refusal(more);
      case Part.ToolCall call -> arguments(open, call, more);
      case Part.Media _, Part.ToolResult _, Part.Opaque _ -> {}
    }
  }

  void cite(int part, Citation citation) {
    OpenPart open = parts.get(part);
    if (open != null) {
      open.citations.add(citation);
    }
  }

  void sign(int part, Signature signature) {
    OpenPart open = parts.get(part);
    if (open == null) {
      return;
    }
    if (!(open.opening instanceof Part.ToolCall)) {
      open.signature = Optional.of(signature);
    } else if (signature.origin() == Protocol.CHAT && !calls.older()) {
      ObjectNode entry = StrictJson.object().put("index", open.callIndex);
      CallSignature.write(entry, signature.value());
      send(list("tool_calls", entry));
    } else {
      losses.dropped(path(part) + ".signature", "it came after the call's id was sent");
    }
  }

  void logProbs(List<TokenLogProb> tokens) {
    if (!tokens.isEmpty()) {
      ObjectNode choice = choice(StrictJson.object());
      choice.set("logprobs", ChoiceEnd.logProbs(ChatLogProbs.write(tokens)));
      out.accept(choice);
    }
  }

  void annotate(Extras extras) {
    if (!extras.isEmpty()) {
      ObjectNode delta = StrictJson.object();
      extras.writeTo(delta, Protocol.CHAT, losses, "choices[%d].message".formatted(index));
      send(delta);
    }
  }

  void close(int part) {
    OpenPart open = parts.remove(part);
    if (open == null) {
      return;
    }
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    if (open.opening instanceof Part.Reasoning) {
      sealed.write(
          new Part.Reasoning(open.reasoning.toString(), open.signature, Extras.NONE), details);
    } else if (open.opening instanceof Part.Text) {
      citations(open);
      open.signature.ifPresent(signature -> sealed.writeOfText(signature, details));
    }
    if (!details.isEmpty()) {
      send((ObjectNode) StrictJson.object().set("reasoning_details", details));
    }
  }

  /** Closes what is open and returns the last piece, with the finish reason. */
  ObjectNode stop(ReplyEvent.Stopped stopped) {
    begin();
    List.copyOf(parts.keySet()).forEach(this::close);
    ObjectNode delta = StrictJson.object();
    ObjectNode choice = choice(delta);
    choice.put("finish_reason", end.reason(stopped.stop(), refused));
    end.stopSequence(stopped.stopSequence(), stopped.extras());
    end.extras(stopped.extras(), choice, delta);
    return choice;
  }

  private void begin() {
    if (!begun) {
      begun = true;
      ObjectNode delta = StrictJson.object();
      delta.put("role", "assistant");
      delta.put("content", "");
      delta.putNull("refusal");
      send(delta);
    }
  }

  private void text(String more) {
    if (!more.isEmpty()) {
      contentLength += more.length();
      send(StrictJson.object().put("content", more));
    }
  }

  private void reasoning(OpenPart open, String more) {
    if (!more.isEmpty()) {
      open.reasoning.append(more);
      send(StrictJson.object().put("reasoning_content", more));
    }
  }

  private void refusal(String more) {
    if (!more.isEmpty()) {
      refused = true;
      send(StrictJson.object().put("refusal", more));
    }
  }

  private void call(Part.ToolCall call, String path) {
    int number = nextCall++;
    if (!calls.older()) {
      ObjectNode entry = StrictJson.object().put("index", number);
      entry.setAll(calls.write(call, path));
      send(list("tool_calls", entry));
    } else if (number == 0) {
      send((ObjectNode) StrictJson.object().set("function_call", ClientCalls.function(call)));
    } else {
      losses.dropped(path, ChoiceEnd.ONE_FUNCTION);
    }
  }

  private void arguments(OpenPart open, Part.ToolCall call, String more) {
    if (!calls.older()) {
      send(list("tool_calls", ClientCalls.delta(call, open.callIndex, more)));
    } else if (open.callIndex == 0) {
      ObjectNode function = StrictJson.object().put("arguments", more);
      send((ObjectNode) StrictJson.object().set("function_call", function));
    }
  }

  private void citations(OpenPart open) {
    ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
    for (Citation citation : open.citations) {
      Annotations.write(citation, open.offset, contentLength - open.offset, losses)
          .ifPresent(annotations::add);
    }
    if (!annotations.isEmpty()) {
      send((ObjectNode) StrictJson.object().set("annotations", annotations));
    }
  }

  private static ObjectNode list(String name, JsonNode entry) {
    ObjectNode delta = StrictJson.object();
    delta.putArray(name).add(entry);
    return delta;
  }

  private String path(int part) {
    return "choices[%d].message.content[%d]".formatted(index, part);
  }

  private void send(ObjectNode delta) {
    if (!delta.isEmpty()) {
      out.accept(choice(delta));
    }
  }

  private ObjectNode choice(ObjectNode delta) {
    ObjectNode choice = StrictJson.object();
    choice.put("index", index);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.putNull("finish_reason");
    return choice;
  }
}
