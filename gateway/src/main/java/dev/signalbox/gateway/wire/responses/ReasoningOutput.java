package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;

/** A reasoning item while it is written; its text becomes one summary. One thread at a time. */
final class ReasoningOutput implements OutputItem {
  private final Place place;
  private final ObjectNode item = StrictJson.object();
  private final StringBuilder text = new StringBuilder();
  private boolean summaryOpen;

  ReasoningOutput(Place place, Extras extras) {
    this.place = place;
    item.put("id", place.id());
    item.put("type", "reasoning");
    item.putArray("summary");
    annotate(extras);
    place.added(item);
  }

  /** Adds further fields of our own. */
  void annotate(Extras extras) {
    Notes.writeFields(extras, item);
  }

  /** Sets what the item carries encrypted. */
  void encrypted(String content) {
    item.put("encrypted_content", content);
  }

  @Override
  public void grow(String more) {
    if (more.isEmpty()) {
      return;
    }
    if (!summaryOpen) {
      summaryOpen = true;
      place.sink().send("response.reasoning_summary_part.added", event().set("part", part("")));
    }
    text.append(more);
    place.sink().send("response.reasoning_summary_text.delta", event().put("delta", more));
  }

  @Override
  public void endPart() {
    if (summaryOpen) {
      summaryOpen = false;
      String whole = text.toString();
      place.sink().send("response.reasoning_summary_text.done", event().put("text", whole));
      place.sink().send("response.reasoning_summary_part.done", event().set("part", part(whole)));
    }
  }

  private ObjectNode event() {
    return place.event().put("summary_index", 0);
  }

  private static ObjectNode part(String text) {
    return StrictJson.object().put("type", "summary_text").put("text", text);
  }

  @Override
  public ObjectNode end(String status) {
    endPart();
    ReasoningJson.writeSummary(text.toString(), item);
    place.done(item);
    return item;
  }
}
