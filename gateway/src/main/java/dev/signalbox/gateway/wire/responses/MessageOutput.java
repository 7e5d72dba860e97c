package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message while it is written; texts and refusals in a row are its content parts. Used by one
 * thread at a time.
 */
final class MessageOutput implements OutputItem {
  private enum Kind {
    NONE,
    TEXT,
    REFUSAL
  }

  private final Place place;
  private final Losses losses;
  private final boolean logProbsWanted;
  private final ObjectNode item = StrictJson.object();
  private final ArrayNode content;

  private Kind open = Kind.NONE;
  private ObjectNode partFields = StrictJson.object();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<TokenLogProb> logProbs = new ArrayList<>();

  /**
   * Begins a message.
   *
   * @param logProbsWanted whether a delta waits for the log probabilities that may follow it
   */
  MessageOutput(Place place, Extras extras, Losses losses, boolean logProbsWanted) {
    this.place = place;
    this.losses = losses;
    this.logProbsWanted = logProbsWanted;
    item.put("id", place.id());
    item.put("type", "message");
    item.put("status", "in_progress");
    content = item.putArray("content");
    item.put("role", "assistant");
    annotate(extras);
    place.added(item);
  }

  /** Begins a text. */
  void openText(Extras extras) {
    endPart();
    open = Kind.TEXT;
    partFields = StrictJson.object();
    annotate(extras);
    place.sink().send("response.content_part.added", event().set("part", part()));
  }

  /** Begins a refusal. */
  void openRefusal() {
    endPart();
    open = Kind.REFUSAL;
    place.sink().send("response.content_part.added", event().set("part", part()));
  }

  /** Adds further fields of our own: those of the message, and those of the open part. */
  void annotate(Extras extras) {
    ObjectNode own = extras.fields().deepCopy();
    for (Map.Entry<String, JsonNode> field : extras.fields().properties()) {
      if (field.getKey().startsWith(OutputReader.PART)) {
        own.remove(field.getKey());
        String name = field.getKey().substring(OutputReader.PART.length());
        partFields.set(name, field.getValue());
      }
    }
    Notes.writeFields(Notes.extras(own), item);
  }

  @Override
  public void grow(String more) {
    if (more.isEmpty()) {
      return;
    }
    text.append(more);
    switch (open) {
      case TEXT -> {
        release(List.of());
        if (logProbsWanted) {
          held.append(more);
        } else {
          sendText(more, List.of());
        }
      }
      case REFUSAL -> place.sink().send("response.refusal.delta", event().put("delta", more));
      case NONE -> throw new IllegalStateException("no part is open");
    }
  }

  private void release(List<TokenLogProb> tokens) {
    if (!held.isEmpty()) {
      String waiting = held.toString();
      held.setLength(0);
      sendText(waiting, tokens);
    }
  }

  private void sendText(String delta, List<TokenLogProb> tokens) {
    ObjectNode event = event().put("delta", delta);
    event.set("logprobs", Annotations.writeLogProbs(tokens));
    place.sink().send("response.output_text.delta", event);
  }

  /** Adds a source of the open text. */
  void cite(Citation citation) {
    citations.add(citation);
  }

  /** Adds log probabilities of the open text. */
  void logProbs(List<TokenLogProb> tokens) {
    logProbs.addAll(tokens);
    release(tokens);
  }

  @Override
  public void endPart() {
    switch (open) {
      case TEXT -> endText();
      case REFUSAL -> {
        place.sink().send("response.refusal.done", event().put("refusal", text.toString()));
        close(part());
      }
      case NONE -> {}
    }
  }

  private void endText() {
    release(List.of());
    ObjectNode part = part();
    sendAnnotations(part.withArray("annotations"));
    ObjectNode done = event().put("text", text.toString());
    done.set("logprobs", part.path("logprobs"));
    place.sink().send("response.output_text.done", done);
    close(part);
  }

  private void sendAnnotations(ArrayNode annotations) {
    for (Citation citation : citations) {
      Annotations.write(citation, text.length(), losses)
          .ifPresent(
              annotation -> {
                ObjectNode event = event().put("annotation_index", annotations.size());
                event.set("annotation", annotation);
                place.sink().send("response.output_text.annotation.added", event);
                annotations.add(annotation);
              });
    }
  }

  private void close(ObjectNode part) {
    place.sink().send("response.content_part.done", event().set("part", part));
    content.add(part);
    open = Kind.NONE;
    text.setLength(0);
    citations.clear();
    logProbs.clear();
  }

  /** The open part as far as it is known, without its annotations. */
  private ObjectNode part() {
    ObjectNode part = StrictJson.object();
    if (open == Kind.REFUSAL) {
      return part.put("type", "refusal").put("refusal", text.toString());
    }
    part.put("type", "output_text");
    part.putArray("annotations");
    part.set("logprobs", Annotations.writeLogProbs(logProbs));
    part.put("text", text.toString());
    partFields.properties().forEach(field -> part.putIfAbsent(field.getKey(), field.getValue()));
    return part;
  }

  private ObjectNode event() {
    return place.event().put("content_index", content.size());
  }

  @Override
  public ObjectNode end(String status) {
    endPart();
    item.put("status", status);
    place.done(item);
    return item;
  }
}
