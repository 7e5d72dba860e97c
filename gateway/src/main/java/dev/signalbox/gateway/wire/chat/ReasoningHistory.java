package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reasoning of an assistant's message as a client sends it back: {@code reasoning_content} or
 * {@code reasoning}, and {@code reasoning_details}, whose entries hold the signatures we sealed
 * ({@link SealedReasoning}) or those of the server that made them.
 */
final class ReasoningHistory {
  private final String plain;
  private final List<Part.Reasoning> sealed = new ArrayList<>();
  private final ReasoningDetails foreign = new ReasoningDetails();
  private final StringBuilder foreignText = new StringBuilder();
  private Optional<Signature> textSignature = Optional.empty();

  ReasoningHistory(Fields message, SignatureSeal seal) {
    String content = text(message, "reasoning_content");
    String reasoning = text(message, "reasoning");
    this.plain = content.isEmpty() ? reasoning : content;
    for (JsonNode entry : message.items("reasoning_details")) {
      if (entry instanceof ObjectNode detail) {
        take(detail, seal);
      }
    }
  }

  /** The reasoning parts in order. */
  List<Part> parts() {
    if (!sealed.isEmpty()) {
      return withUnsigned();
    }
    String text = plain.isEmpty() ? foreignText.toString() : plain;
    Optional<Signature> signature = foreign.signature();
    return text.isEmpty() && signature.isEmpty()
        ? List.of()
        : List.of(new Part.Reasoning(text, signature, Extras.NONE));
  }

  /** {@code parts} with the signature that belongs to their last text. */
  List<Part> signTexts(List<Part> parts) {
    if (textSignature.isEmpty()) {
      return parts;
    }
    List<Part> signed = new ArrayList<>(parts);
    for (int i = signed.size() - 1; i >= 0; i--) {
      if (signed.get(i) instanceof Part.Text text) {
        signed.set(
            i,
            new Part.Text(
                text.text(), text.citations(), text.logProbs(), textSignature, text.extras()));
        return signed;
      }
    }
    return signed;
  }

  private void take(ObjectNode detail, SignatureSeal seal) {
    Optional<SignatureSeal.Sealed> ours = SealedReasoning.open(detail, seal);
    if (ours.isEmpty()) {
      foreign.add(detail);
      foreignText.append(ReasoningDetails.textOf(detail));
    } else if (ours.get().id().equals(SealedReasoning.OF_TEXT)) {
      textSignature = Optional.of(ours.get().signature());
    } else {
      sealed.add(
          new Part.Reasoning(
              ReasoningDetails.textOf(detail), Optional.of(ours.get().signature()), Extras.NONE));
    }
  }

  /** The plain text holds all reasoning; what no signed part covers comes before or after. */
  private List<Part> withUnsigned() {
    StringBuilder covered = new StringBuilder();
    sealed.forEach(part -> covered.append(part.text()));
    int more = plain.length() - covered.length();
    List<Part> parts = new ArrayList<>(sealed);
    if (more > 0 && plain.endsWith(covered.toString())) {
      parts.addFirst(Part.Reasoning.of(plain.substring(0, more)));
    } else if (more > 0 && plain.startsWith(covered.toString())) {
      parts.addLast(Part.Reasoning.of(plain.substring(covered.length())));
    }
    return parts;
  }

  private static String text(Fields message, String name) {
    return message.any(name).filter(JsonNode::isTextual).map(JsonNode::textValue).orElse("");
  }
}
