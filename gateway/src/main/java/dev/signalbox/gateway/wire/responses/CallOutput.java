package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;

/** A {@code function_call} while it is written. Used by one thread at a time. */
final class CallOutput implements OutputItem {
  private final Place place;
  private final ObjectNode item = StrictJson.object();
  private final StringBuilder arguments = new StringBuilder();
  private final boolean keepEmpty;
  private boolean ended;

  /**
   * Begins a call.
   *
   * @param keepEmpty whether no arguments stay an empty text instead of an empty object
   */
  CallOutput(Place place, Call call, boolean keepEmpty) {
    this.place = place;
    this.keepEmpty = keepEmpty;
    item.put("id", place.id());
    item.put("type", "function_call");
    item.put("status", "in_progress");
    item.put("arguments", "");
    item.put("call_id", call.callId());
    item.put("name", call.name());
    call.fields().properties().forEach(field -> item.putIfAbsent(field.getKey(), field.getValue()));
    place.added(item);
  }

  /**
   * What a call says of itself.
   *
   * @param fields further fields of the item
   */
  record Call(String callId, String name, ObjectNode fields) {}

  @Override
  public void grow(String more) {
    if (!more.isEmpty()) {
      arguments.append(more);
      place.sink().send("response.function_call_arguments.delta", place.event().put("delta", more));
    }
  }

  /** Adds further fields of our own. */
  void annotate(Extras extras) {
    Notes.writeFields(extras, item);
  }

  @Override
  public void endPart() {
    if (ended) {
      return;
    }
    ended = true;
    if (arguments.isEmpty() && !keepEmpty) {
      grow("{}");
    }
    place
        .sink()
        .send(
            "response.function_call_arguments.done",
            place
                .event()
                .put("arguments", arguments.toString())
                .put("name", item.path("name").asText()));
  }

  @Override
  public ObjectNode end(String status) {
    endPart();
    item.put("arguments", arguments.toString());
    item.put("status", status);
    place.done(item);
    return item;
  }
}
