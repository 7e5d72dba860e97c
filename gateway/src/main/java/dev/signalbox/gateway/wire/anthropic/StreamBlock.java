package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One content block of a streamed answer. Texts, thinking and tool arguments are handed on as they
 * come; a block that only this API knows is handed on whole at its end.
 */
final class StreamBlock {
  /** Most characters held back in one answer, for signatures and opaque blocks. */
  static final long MAX_HELD_CHARS = 16L * 1024 * 1024;

  /** What a block becomes. */
  enum Kind {
    TEXT,
    THINKING,
    REDACTED,
    CALL,
    /** A structured answer in the guise of a tool call. */
    STRUCTURED,
    OPAQUE
  }

  private final Kind kind;
  private final int part;
  private final ObjectNode start;
  private final StringBuilder held = new StringBuilder();
  private boolean grown;

  StreamBlock(Kind kind, int part, ObjectNode start) {
    this.kind = kind;
    this.part = part;
    this.start = kind == Kind.OPAQUE ? start.deepCopy() : start;
  }

  Kind kind() {
    return kind;
  }

  /** What the block that begins with {@code start} becomes. */
  static Kind kindOf(ObjectNode start) {
    return switch (Lenient.textOf(start, "type")) {
      case "text" -> Kind.TEXT;
      case "thinking" -> Kind.THINKING;
      case "redacted_thinking" -> Kind.REDACTED;
      case "tool_use" -> ReplyReader.isStructuredAnswer(start) ? Kind.STRUCTURED : Kind.CALL;
      default -> Kind.OPAQUE;
    };
  }

  /** The start that a server left out before {@code delta}; empty when it cannot be known. */
  static Optional<ObjectNode> startFor(JsonNode delta) {
    return switch (Lenient.textOf(delta, "type")) {
      case "text_delta", "citations_delta" -> Optional.of(Blocks.block("text"));
      case "thinking_delta", "signature_delta" -> Optional.of(Blocks.block("thinking"));
      default -> Optional.empty();
    };
  }

  /** Whether {@code delta} can belong to this block. */
  boolean takes(JsonNode delta) {
    return switch (Lenient.textOf(delta, "type")) {
      case "text_delta", "citations_delta" -> kind == Kind.TEXT || kind == Kind.OPAQUE;
      case "thinking_delta", "signature_delta" -> kind == Kind.THINKING || kind == Kind.OPAQUE;
      case "input_json_delta" ->
          kind == Kind.CALL || kind == Kind.STRUCTURED || kind == Kind.OPAQUE;
      default -> kind == Kind.OPAQUE;
    };
  }

  /** Hands on the beginning. */
  void begin(String replyId, Consumer<ReplyEvent> out) {
    switch (kind) {
      case TEXT -> {
        Part.Text empty =
            new Part.Text(
                "", List.of(), List.of(), Optional.empty(), ReplyReader.textExtras(start));
        out.accept(new ReplyEvent.PartOpened(0, part, empty));
        more(Lenient.textOf(start, "text"), out);
        Citations.readAll(start.path("citations"))
            .forEach(citation -> out.accept(new ReplyEvent.Cited(0, part, citation)));
      }
      case THINKING -> {
        Part.Reasoning empty =
            new Part.Reasoning("", Optional.empty(), ReplyReader.thinkingExtras(start));
        out.accept(new ReplyEvent.PartOpened(0, part, empty));
        more(Lenient.textOf(start, "thinking"), out);
        held.append(Lenient.textOf(start, "signature"));
      }
      case REDACTED -> out.accept(new ReplyEvent.PartOpened(0, part, ReplyReader.redacted(start)));
      case CALL ->
          out.accept(
              new ReplyEvent.PartOpened(0, part, ReplyReader.toolCall(start, replyId, part, "")));
      case STRUCTURED -> out.accept(new ReplyEvent.PartOpened(0, part, Part.Text.of("")));
      case OPAQUE -> {}
    }
  }

  private void more(String text, Consumer<ReplyEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ReplyEvent.Delta(0, part, text));
    }
  }

  /** Takes a delta; gives back how many characters it holds back for it. */
  int grow(JsonNode delta, Consumer<ReplyEvent> out) {
    return switch (kind) {
      case TEXT -> {
        more(Lenient.textOf(delta, "text"), out);
        if (delta.path("citation").isObject()) {
          out.accept(new ReplyEvent.Cited(0, part, Citations.read(delta.path("citation"))));
        }
        yield 0;
      }
      case THINKING -> {
        more(Lenient.textOf(delta, "thinking"), out);
        yield sign(Lenient.textOf(delta, "signature"));
      }
      case CALL, STRUCTURED -> {
        String json = Lenient.textOf(delta, "partial_json");
        grown = grown || !json.isEmpty();
        more(json, out);
        yield 0;
      }
      case OPAQUE -> {
        hold(delta);
        yield delta.toString().length();
      }
      case REDACTED -> 0;
    };
  }

  /** A signature that came with the start gives way to one that comes later. */
  private int sign(String signature) {
    if (!signature.isEmpty() && !grown) {
      held.setLength(0);
      grown = true;
    }
    held.append(signature);
    return signature.length();
  }

  private void hold(JsonNode delta) {
    if (delta.path("partial_json").isTextual()) {
      held.append(delta.path("partial_json").textValue());
      return;
    }
    if (delta.path("citation").isObject()) {
      start.withArray("citations").add(delta.path("citation"));
      return;
    }
    delta
        .properties()
        .forEach(
            field -> {
              JsonNode before = start.path(field.getKey());
              if (before.isTextual() && field.getValue().isTextual()) {
                if (!field.getKey().equals("type")) {
                  start.put(field.getKey(), before.textValue() + field.getValue().textValue());
                }
              } else if (!field.getValue().isNull()) {
                start.set(field.getKey(), field.getValue());
              }
            });
  }

  /** Hands on the end. */
  void end(Consumer<ReplyEvent> out) {
    switch (kind) {
      case TEXT, REDACTED -> {}
      case THINKING ->
          ReplyReader.signature(held.toString())
              .ifPresent(signature -> out.accept(new ReplyEvent.Signed(0, part, signature)));
      case CALL, STRUCTURED -> {
        if (!grown) {
          more(ToolArguments.fromInput(start.path("input")), out);
        }
      }
      case OPAQUE -> out.accept(new ReplyEvent.PartOpened(0, part, opaque()));
    }
    out.accept(new ReplyEvent.PartClosed(0, part));
  }

  private Part opaque() {
    if (!held.isEmpty()) {
      String json = held.toString();
      start.set("input", ToolArguments.toInput(json));
    }
    return ReplyReader.opaque(start);
  }
}
