package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;

/**
 * One output item while it streams. Items are told apart by their index, never by their id, which
 * some servers change from event to event. Used by one thread at a time.
 */
sealed interface StreamedItem
    permits StreamedMessage, StreamedCall, StreamedReasoning, StreamedItem.Whole {
  /** Takes an event of this item other than its beginning and end. */
  void accept(String type, JsonNode event);

  /** Takes the whole item: makes good what no event brought, and closes its parts. */
  void done(ObjectNode item);

  /** The item that {@code item} begins. */
  static StreamedItem begin(ObjectNode item, StreamParts parts) {
    return switch (Lenient.textOf(item, "type")) {
      case "message" -> new StreamedMessage(item, parts);
      case "function_call" -> new StreamedCall(item, parts);
      case "reasoning" -> new StreamedReasoning(item, parts);
      default -> new Whole(parts);
    };
  }

  /** An item that only counts once it is whole. */
  record Whole(StreamParts parts) implements StreamedItem {
    @Override
    public void accept(String type, JsonNode event) {}

    @Override
    public void done(ObjectNode item) {
      parts.whole(OutputReader.other(item));
    }
  }
}
