package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A streamed message: its texts and refusals by their {@code content_index}. */
final class StreamedMessage implements StreamedItem {
  private final ObjectNode added;
  private final StreamParts parts;
  private final Map<Integer, Growing> contents = new HashMap<>();
  private boolean closed;

  /** A content part while it grows. */
  private static final class Growing {
    int part = -1;
    int received;
    int citations;
    int logProbs;
    boolean whole;
    Extras extras = Extras.NONE;
  }

  StreamedMessage(ObjectNode item, StreamParts parts) {
    this.added = item;
    this.parts = parts;
  }

  @Override
  public void accept(String type, JsonNode event) {
    int index = Lenient.index(event, "content_index").orElse(0);
    if (closed || (!contents.containsKey(index) && contents.size() >= ReplyReader.MAX_PARTS)) {
      return;
    }
    JsonNode content = event.path("part");
    switch (type) {
      case "response.content_part.added" -> begin(index, content);
      case "response.content_part.done" -> fill(index, content, added);
      case "response.output_text.delta" -> textDelta(index, event);
      case "response.output_text.done" -> fill(index, asContent(event, "output_text"), added);
      case "response.output_text.annotation.added" -> annotation(index, event);
      case "response.refusal.delta" -> grow(refusal(index), Lenient.textOf(event, "delta"));
      case "response.refusal.done" -> fill(index, asContent(event, "refusal"), added);
      default -> {}
    }
  }

  /** An event that ends a text holds the fields of its part but for the type. */
  private static ObjectNode asContent(JsonNode event, String type) {
    ObjectNode content = StrictJson.object().put("type", type);
    for (String name : List.of("text", "logprobs", "refusal")) {
      if (event.has(name)) {
        content.set(name, event.path(name));
      }
    }
    return content;
  }

  private void begin(int index, JsonNode content) {
    if (content instanceof ObjectNode object && grows(object)) {
      fill(index, object, added);
    }
  }

  private static boolean grows(ObjectNode content) {
    return switch (Lenient.textOf(content, "type")) {
      case "output_text", "text", "refusal" -> true;
      default -> false;
    };
  }

  private void textDelta(int index, JsonNode event) {
    Growing text = text(index, StrictJson.object());
    grow(text, Lenient.textOf(event, "delta"));
    logProbs(text, Annotations.readLogProbs(event.path("logprobs")));
  }

  private void annotation(int index, JsonNode event) {
    if (event.path("annotation").isObject()) {
      Growing text = text(index, StrictJson.object());
      cite(text, Annotations.readOne(event.path("annotation")));
    }
  }

  private Growing text(int index, ObjectNode content) {
    Growing text = contents.computeIfAbsent(index, _ -> new Growing());
    if (!parts.isOpen(text.part)) {
      text.extras = OutputReader.textExtras(content, added, isFirst());
      text.part =
          parts.open(new Part.Text("", List.of(), List.of(), Optional.empty(), text.extras));
    }
    return text;
  }

  private Growing refusal(int index) {
    Growing refusal = contents.computeIfAbsent(index, _ -> new Growing());
    if (!parts.isOpen(refusal.part)) {
      refusal.part = parts.open(new Part.Refusal(""));
    }
    return refusal;
  }

  private boolean isFirst() {
    return contents.values().stream().allMatch(content -> content.part < 0);
  }

  private void grow(Growing content, String more) {
    parts.delta(content.part, more);
    content.received += more.length();
  }

  private void cite(Growing text, Citation citation) {
    text.citations++;
    parts.emit(new ReplyEvent.Cited(0, text.part, citation));
  }

  private void logProbs(Growing text, List<TokenLogProb> tokens) {
    if (!tokens.isEmpty()) {
      text.logProbs += tokens.size();
      parts.emit(new ReplyEvent.LogProbs(0, text.part, tokens));
    }
  }

  /** Makes good what of {@code node} was not told before. */
  private void fill(int index, JsonNode node, ObjectNode item) {
    if (!(node instanceof ObjectNode content)) {
      return;
    }
    if (!grows(content)) {
      fillWhole(index, content, item);
      return;
    }
    boolean refused = Lenient.textOf(content, "type").equals("refusal");
    Growing known = contents.get(index);
    String whole = Lenient.textOf(content, refused ? "refusal" : "text");
    if (known != null
        && known.part >= 0
        && !parts.isOpen(known.part)
        && known.received >= whole.length()) {
      return;
    }
    Growing growing = refused ? refusal(index) : text(index, content);
    if (whole.length() > growing.received) {
      grow(growing, whole.substring(growing.received));
    }
    if (!refused) {
      List<Citation> citations = Annotations.read(content.path("annotations"));
      citations.stream().skip(growing.citations).forEach(citation -> cite(growing, citation));
      List<TokenLogProb> tokens = Annotations.readLogProbs(content.path("logprobs"));
      logProbs(growing, tokens.stream().skip(growing.logProbs).toList());
    }
  }

  private void fillWhole(int index, ObjectNode content, ObjectNode item) {
    boolean first = isFirst();
    Growing whole = contents.computeIfAbsent(index, _ -> new Growing());
    if (!whole.whole && whole.part < 0) {
      whole.whole = true;
      whole.part = parts.count();
      parts.whole(OutputReader.content(content, item, first));
    }
  }

  @Override
  public void done(ObjectNode item) {
    if (closed) {
      return;
    }
    List<ObjectNode> whole = Lenient.objects(item, "content");
    for (int i = 0; i < Math.min(whole.size(), ReplyReader.MAX_PARTS); i++) {
      ObjectNode content = whole.get(i);
      fill(i, content, item);
      Optional.ofNullable(contents.get(i)).ifPresent(known -> annotate(known, content, item));
    }
    closed = true;
    contents.values().forEach(content -> parts.close(content.part));
  }

  /** What the message says of itself may be known only in the end. */
  private void annotate(Growing text, ObjectNode content, ObjectNode item) {
    boolean grew = grows(content) && !Lenient.textOf(content, "type").equals("refusal");
    if (!grew || !parts.isOpen(text.part)) {
      return;
    }
    boolean first = Notes.has(text.extras, Notes.ID);
    Extras last = OutputReader.textExtras(content, item, first);
    if (!last.isEmpty() && !last.equals(text.extras)) {
      parts.emit(new ReplyEvent.Annotated(0, text.part, last));
    }
  }
}
