package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;

/** One output item while it is written. */
sealed interface OutputItem permits MessageOutput, ReasoningOutput, CallOutput {
  /** Appends to the open part. */
  void grow(String more);

  /** Ends the open part; the item stays open. */
  void endPart();

  /**
   * Ends the item and returns it whole.
   *
   * @param status {@code completed} or {@code incomplete}
   */
  ObjectNode end(String status);

  /**
   * Where an item stands in its answer.
   *
   * @param index its {@code output_index}
   */
  record Place(EventSink sink, int index, String id) {
    /** Sends that the item begins as {@code item} is now. */
    void added(ObjectNode item) {
      ObjectNode event = StrictJson.object();
      event.put("output_index", index);
      event.set("item", item.deepCopy());
      sink.send("response.output_item.added", event);
    }

    /** Sends that the item is whole. */
    void done(ObjectNode item) {
      ObjectNode event = StrictJson.object();
      event.put("output_index", index);
      event.set("item", item.deepCopy());
      sink.send("response.output_item.done", event);
    }

    /** An event about this item. */
    ObjectNode event() {
      return StrictJson.object().put("item_id", id).put("output_index", index);
    }
  }
}
