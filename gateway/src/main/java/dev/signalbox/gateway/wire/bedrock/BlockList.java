package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Content blocks while they are collected. The API refuses a text of white space only, so such a
 * one joins the text before it. Used by one thread at a time.
 */
final class BlockList {
  private final List<ObjectNode> blocks = new ArrayList<>();

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Adds a text; false when it is blank and there is none before that it could join. */
  boolean text(String text) {
    if (!text.isBlank()) {
      blocks.add(StrictJson.object().put("text", text));
      return true;
    }
    if (!blocks.isEmpty() && blocks.getLast().path("text").isTextual()) {
      ObjectNode last = blocks.getLast();
      last.put("text", last.path("text").textValue() + text);
      return true;
    }
    return text.isEmpty();
  }

  /** Adds a block. */
  void add(ObjectNode block) {
    blocks.add(block);
  }

  /** Adds those of {@code more}. */
  void addAll(BlockList more) {
    blocks.addAll(more.blocks);
  }

  /** All of them. */
  ArrayNode toArray() {
    ArrayNode array = StrictJson.object().arrayNode();
    blocks.forEach(array::add);
    return array;
  }
}
