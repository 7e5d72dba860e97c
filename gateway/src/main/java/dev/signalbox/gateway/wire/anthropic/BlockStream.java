package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Optional;

/**
 * Writes the content blocks of a streamed answer, one after the other, numbered without gaps. Texts
 * and thinking begin with their first delta, so that empty ones leave no block. Used by one thread
 * at a time.
 */
final class BlockStream {
  private final ReplyBlocks blocks;
  private final Losses losses;
  private int next;
  private boolean begun;
  private boolean refused;
  private String path = "";
  private Optional<Part> open = Optional.empty();
  private Optional<Signature> signature = Optional.empty();

  BlockStream(ReplyBlocks blocks, Losses losses) {
    this.blocks = blocks;
    this.losses = losses;
  }

  /** Whether a refusal was among the parts. */
  boolean refused() {
    return refused;
  }

  /** Begins the part {@code opening}; one that is still open ends. */
  void open(int part, Part opening, StreamBuffer out) {
    close(out);
    open = Optional.of(opening);
    begun = false;
    path = "content[%d]".formatted(part);
    switch (opening) {
      case Part.Text text -> {
        signature = text.signature();
        grow(text.text(), out);
        text.citations().forEach(citation -> cite(citation, out));
        if (!text.logProbs().isEmpty()) {
          blocks.tellLogProbs();
        }
      }
      case Part.Reasoning reasoning -> {
        signature = reasoning.signature();
        grow(reasoning.text(), out);
      }
      case Part.Refusal refusal -> {
        refused = true;
        grow(refusal.text(), out);
      }
      case Part.ToolCall call -> {
        start(blocks.toolUse(call, StrictJson.object(), path), out);
        delta("input_json_delta", "partial_json", "", out);
        grow(call.argumentsJson(), out);
      }
      case Part.Opaque opaque -> blocks.opaque(opaque, path).ifPresent(raw -> whole(raw, out));
      case Part.Media _, Part.ToolResult _ -> blocks.tellNone(path);
    }
  }

  /** A block that only this API knows; arguments come as deltas there too. */
  private void whole(ObjectNode raw, StreamBuffer out) {
    if (raw.path("input") instanceof ObjectNode input) {
      ObjectNode start = raw.deepCopy();
      start.set("input", StrictJson.object());
      start(start, out);
      delta("input_json_delta", "partial_json", "", out);
      if (!input.isEmpty()) {
        delta("input_json_delta", "partial_json", StrictJson.toText(input), out);
      }
    } else {
      start(raw, out);
    }
  }

  /** Adds {@code text} to the open part. */
  void grow(String text, StreamBuffer out) {
    if (text.isEmpty() || open.isEmpty()) {
      return;
    }
    switch (open.get()) {
      case Part.Text _, Part.Refusal _ -> {
        startText(out);
        delta("text_delta", "text", text, out);
      }
      case Part.Reasoning _ -> {
        startThinking(out);
        delta("thinking_delta", "thinking", text, out);
      }
      case Part.ToolCall _ -> delta("input_json_delta", "partial_json", text, out);
      case Part.Media _, Part.ToolResult _, Part.Opaque _ -> {}
    }
  }

  /** Adds a citation to the open text. */
  void cite(Citation citation, StreamBuffer out) {
    Citations.write(citation, losses, path + ".citations")
        .ifPresent(
            written -> {
              startText(out);
              ObjectNode delta = Blocks.block("citations_delta");
              delta.set("citation", written);
              delta(delta, out);
            });
  }

  /** Takes the signature of the open part; a tool call that has begun has no place for it. */
  void sign(Signature made) {
    if (open.orElse(Part.Text.of("")) instanceof Part.ToolCall) {
      losses.dropped(path + ".signature", "came after the call had begun");
    } else {
      signature = Optional.of(made);
    }
  }

  /** Takes further fields of the open part; once it has begun there is no place for them. */
  void annotate(Extras more) {
    Blocks.tell(more, losses, path, "came after the block had begun");
  }

  /** Ends the open part, if there is one. */
  void close(StreamBuffer out) {
    open.ifPresent(part -> end(part, out));
    open = Optional.empty();
    signature = Optional.empty();
    begun = false;
  }

  private void end(Part part, StreamBuffer out) {
    switch (part) {
      case Part.Reasoning reasoning -> endThinking(reasoning, out);
      case Part.Text _ -> {
        boolean empty = !begun;
        stop(out);
        blocks
            .textSignature(signature, empty)
            .ifPresent(
                block -> {
                  String token = Lenient.textOf(block, "signature");
                  start(block.put("signature", ""), out);
                  delta("signature_delta", "signature", token, out);
                  stop(out);
                });
      }
      case Part.Refusal _, Part.ToolCall _, Part.Opaque _ -> stop(out);
      case Part.Media _, Part.ToolResult _ -> {}
    }
  }

  private void endThinking(Part.Reasoning reasoning, StreamBuffer out) {
    Optional<String> hidden = ReplyBlocks.hidden(signature);
    if (hidden.isPresent() && !begun) {
      start(blocks.redacted(hidden.get(), reasoning.extras(), path), out);
    } else if (signature.isPresent()) {
      startThinking(out);
      delta("signature_delta", "signature", blocks.token(signature.get()), out);
    }
    stop(out);
  }

  private void startText(StreamBuffer out) {
    if (!begun) {
      Extras extras =
          open.orElse(Part.Text.of("")) instanceof Part.Text text ? text.extras() : Extras.NONE;
      ObjectNode block = blocks.text("", extras, path);
      // Like the API itself; its Java SDK refuses to gather a text that begins with a null list.
      block.remove("citations");
      start(block, out);
    }
  }

  private void startThinking(StreamBuffer out) {
    if (!begun) {
      Extras extras =
          open.orElse(Part.Text.of("")) instanceof Part.Reasoning reasoning
              ? reasoning.extras()
              : Extras.NONE;
      start(blocks.thinking("", "", extras, path), out);
    }
  }

  private void start(ObjectNode block, StreamBuffer out) {
    begun = true;
    ObjectNode event = Blocks.block("content_block_start").put("index", next);
    event.set("content_block", block);
    out.event("content_block_start", event);
  }

  private void delta(String type, String field, String text, StreamBuffer out) {
    delta(Blocks.block(type).put(field, text), out);
  }

  private void delta(JsonNode delta, StreamBuffer out) {
    ObjectNode event = Blocks.block("content_block_delta").put("index", next);
    event.set("delta", delta);
    out.event("content_block_delta", event);
  }

  /** Ends the block, if it has begun. */
  private void stop(StreamBuffer out) {
    if (begun) {
      out.event("content_block_stop", Blocks.block("content_block_stop").put("index", next));
      begun = false;
      next++;
    }
  }
}
