package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.function.Consumer;

/** Numbers the events of one streamed answer. Used by one thread at a time. */
final class EventSink {
  private Consumer<ObjectNode> out = _ -> {};
  private long next;

  /** Where events go until the next call of this method; nowhere at first. */
  void to(Consumer<ObjectNode> newOut) {
    out = newOut;
  }

  /** Sends {@code fields} as the next event of {@code type}. */
  void send(String type, ObjectNode fields) {
    ObjectNode event = StrictJson.object();
    event.put("type", type);
    event.put("sequence_number", next++);
    event.setAll(fields);
    out.accept(event);
  }
}
