package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The content blocks of a streamed answer while they grow. Blocks of this API follow one another;
 * where a server leaves out a start or a stop, or begins a block before the last one ended, the
 * events that come out are still in order. Used by one thread at a time.
 */
final class StreamBlocks {
  private final Map<Integer, StreamBlock> open = new LinkedHashMap<>();
  private String replyId = "";
  private int parts;
  private long held;
  private boolean structured;
  private boolean called;

  /** Tells the answer's id, from which ids for calls without one are made. */
  void named(String id) {
    replyId = id;
  }

  /** Whether a structured answer came in the guise of a tool call. */
  boolean structured() {
    return structured;
  }

  /** Whether tools were called. */
  boolean called() {
    return called;
  }

  /** Whether the answer is larger than is accepted. */
  boolean full() {
    return parts > ReplyReader.MAX_PARTS || held > StreamBlock.MAX_HELD_CHARS;
  }

  /** The block number in {@code event}; 0 when there is none. */
  static int indexOf(JsonNode event) {
    return event.path("index").asInt(0);
  }

  /** Begins the block of {@code event}. */
  void open(ObjectNode event, Consumer<ReplyEvent> out) {
    if (!(event.path("content_block") instanceof ObjectNode start)) {
      out.accept(new ReplyEvent.Unmapped(Protocol.ANTHROPIC, "content_block_start", event));
      return;
    }
    open(indexOf(event), start, out);
  }

  private void open(int index, ObjectNode start, Consumer<ReplyEvent> out) {
    StreamBlock.Kind kind = StreamBlock.kindOf(start);
    close(index, out);
    for (Map.Entry<Integer, StreamBlock> other : List.copyOf(open.entrySet())) {
      if (kind != StreamBlock.Kind.CALL || other.getValue().kind() != StreamBlock.Kind.CALL) {
        close(other.getKey(), out);
      }
    }
    structured = structured || kind == StreamBlock.Kind.STRUCTURED;
    called = called || kind == StreamBlock.Kind.CALL;
    StreamBlock block = new StreamBlock(kind, parts++, start);
    open.put(index, block);
    block.begin(replyId, out);
  }

  /** Adds the delta of {@code event} to its block. */
  void grow(ObjectNode event, Consumer<ReplyEvent> out) {
    JsonNode delta = event.path("delta");
    int index = indexOf(event);
    Optional<StreamBlock> block = Optional.ofNullable(open.get(index));
    if (block.isEmpty() || !block.get().takes(delta)) {
      Optional<ObjectNode> missing = StreamBlock.startFor(delta);
      if (missing.isEmpty()) {
        out.accept(new ReplyEvent.Unmapped(Protocol.ANTHROPIC, "content_block_delta", event));
        return;
      }
      open(index, missing.get(), out);
      block = Optional.ofNullable(open.get(index));
    }
    block.ifPresent(
        growing -> {
          held += growing.grow(delta, out);
        });
  }

  /** Ends the block {@code index}, if it is open. */
  void close(int index, Consumer<ReplyEvent> out) {
    Optional.ofNullable(open.remove(index)).ifPresent(block -> block.end(out));
  }

  /** Ends every open block. */
  void closeAll(Consumer<ReplyEvent> out) {
    List.copyOf(open.keySet()).forEach(index -> close(index, out));
  }
}
