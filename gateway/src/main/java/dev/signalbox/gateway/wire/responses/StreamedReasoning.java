package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A streamed reasoning item: the parts of its content and summary become one text. What is
 * encrypted counts only when the item is done; before, it is not yet valid.
 */
final class StreamedReasoning implements StreamedItem {
  private final ObjectNode added;
  private final StreamParts parts;
  private final Map<String, Integer> received = new HashMap<>();
  private String section = "";
  private int part = -1;
  private boolean closed;

  StreamedReasoning(ObjectNode item, StreamParts parts) {
    this.added = item;
    this.parts = parts;
  }

  @Override
  public void accept(String type, JsonNode event) {
    if (closed) {
      return;
    }
    switch (type) {
      case "response.reasoning_summary_text.delta" ->
          grow(summary(event), Lenient.textOf(event, "delta"));
      case "response.reasoning_summary_text.done" ->
          fill(summary(event), Lenient.textOf(event, "text"));
      case "response.reasoning_summary_part.done" ->
          fill(summary(event), Lenient.textOf(event.path("part"), "text"));
      case "response.reasoning_text.delta", "response.reasoning.delta" ->
          grow(content(event), Lenient.textOf(event, "delta"));
      case "response.reasoning_text.done", "response.reasoning.done" ->
          fill(content(event), Lenient.textOf(event, "text"));
      default -> {}
    }
  }

  private static String summary(JsonNode event) {
    return "summary" + Lenient.index(event, "summary_index").orElse(0);
  }

  private static String content(JsonNode event) {
    return "content" + Lenient.index(event, "content_index").orElse(0);
  }

  private void grow(String of, String more) {
    if (more.isEmpty() || received.size() >= ReplyReader.MAX_PARTS) {
      return;
    }
    if (part < 0 || !parts.isOpen(part)) {
      part = parts.open(new Part.Reasoning("", Optional.empty(), extras(added)));
      section = of;
    }
    if (!section.equals(of)) {
      section = of;
      parts.delta(part, ReasoningJson.SEPARATOR);
    }
    parts.delta(part, more);
    received.merge(of, more.length(), Integer::sum);
  }

  private void fill(String of, String whole) {
    int have = received.getOrDefault(of, 0);
    if (whole.length() > have) {
      grow(of, whole.substring(have));
    }
  }

  private static Extras extras(ObjectNode item) {
    return OutputReader.reasoningExtras(item);
  }

  @Override
  public void done(ObjectNode item) {
    if (closed) {
      return;
    }
    fillAll("content", item.path("content"));
    fillAll("summary", item.path("summary"));
    closed = true;
    Optional<Signature> signature = OutputReader.signature(item);
    if (part < 0 || !parts.isOpen(part)) {
      if (part < 0 || signature.isPresent()) {
        parts.whole(textless(item, signature));
      }
      return;
    }
    signature.ifPresent(value -> parts.emit(new ReplyEvent.Signed(0, part, value)));
    Extras last = extras(item);
    if (!last.isEmpty() && !last.equals(extras(added))) {
      parts.emit(new ReplyEvent.Annotated(0, part, last));
    }
    parts.close(part);
  }

  private static Part textless(ObjectNode item, Optional<Signature> signature) {
    return signature.isPresent()
        ? new Part.Reasoning("", signature, extras(item))
        : new Part.Opaque(Protocol.RESPONSES, "reasoning", item);
  }

  private void fillAll(String kind, JsonNode texts) {
    for (int i = 0; i < texts.size(); i++) {
      fill(kind + i, Lenient.textOf(texts.path(i), "text"));
    }
  }
}
