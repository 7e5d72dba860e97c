package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes turns as the items of {@code input}. Used for one request. */
final class InputWriter {
  private static final int MAX_ITEM_ID = 64;
  private static final int MAX_CALL_ID = 64;

  private final Losses losses;
  private final ArrayNode items = StrictJson.mapper().createArrayNode();
  private final List<Waiting> waiting = new ArrayList<>();

  /** Reasoning that may only be sent once the model's item after it is. */
  private record Waiting(ObjectNode item, String path) {}

  InputWriter(Losses losses) {
    this.losses = losses;
  }

  /**
   * The text for {@code instructions}: a leading system turn that is one text and did not come as
   * an item.
   */
  static Optional<String> instructions(List<Turn> turns) {
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    Turn first = turns.getFirst();
    return first.role() == Role.SYSTEM
            && !Notes.has(first.extras(), Notes.ITEM)
            && first.parts().size() == 1
            && first.parts().getFirst() instanceof Part.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  /** Tells what of the turn that became {@code instructions} is lost. */
  void tellInstructions(Turn turn) {
    turn.name().ifPresent(_ -> unnamed(0));
    ObjectNode nowhere = StrictJson.object();
    turn.extras().writeTo(nowhere, Protocol.RESPONSES, losses, "messages[0]");
    if (turn.parts().getFirst() instanceof Part.Text text) {
      text.extras().writeTo(nowhere, Protocol.RESPONSES, losses, "messages[0].content[0]");
    }
  }

  /** Adds the items of the turn at {@code index}. */
  void add(Turn turn, int index) {
    turn.name().ifPresent(_ -> unnamed(index));
    Message message = new Message(turn, index);
    boolean wrote = false;
    for (int i = 0; i < turn.parts().size(); i++) {
      Part part = turn.parts().get(i);
      String path = "messages[%d].content[%d]".formatted(index, i);
      if (ContentWriter.belongsToMessage(part)) {
        message.add(part, path);
      } else {
        message.end();
        standalone(part, path).ifPresent(item -> put(item, path));
      }
      wrote = true;
    }
    message.end();
    if (!wrote && (turn.role() == Role.USER || !turn.extras().isEmpty())) {
      message.endEmpty();
    }
  }

  private void unnamed(int index) {
    losses.dropped("messages[%d].name".formatted(index), "messages have no name here");
  }

  /** All items; call once, after the last turn. */
  ArrayNode finish() {
    dropWaiting();
    return items;
  }

  /** The API refuses reasoning without the item that the model made next. */
  private void put(ObjectNode item, String path) {
    String type = item.path("type").asText();
    if (type.equals("reasoning")) {
      waiting.add(new Waiting(item, path));
      return;
    }
    boolean ofModel =
        type.equals("message")
            ? item.path("role").asText().equals("assistant")
            : !InputReader.isOfClient(type);
    if (ofModel) {
      waiting.forEach(reasoning -> items.add(reasoning.item()));
      waiting.clear();
    }
    dropWaiting();
    items.add(item);
  }

  private void dropWaiting() {
    waiting.forEach(
        reasoning ->
            losses.dropped(reasoning.path(), "reasoning is refused without what followed it"));
    waiting.clear();
  }

  private Optional<ObjectNode> standalone(Part part, String path) {
    return switch (part) {
      case Part.Reasoning reasoning -> reasoning(reasoning, path);
      case Part.ToolCall call -> Optional.of(call(call, path));
      case Part.ToolResult result -> Optional.of(result(result, path));
      case Part.Opaque opaque -> opaque(opaque, path);
      case Part.Text _, Part.Refusal _, Part.Media _ -> Optional.empty();
    };
  }

  /** Only reasoning that this API made can be given back to it. */
  private Optional<ObjectNode> reasoning(Part.Reasoning reasoning, String path) {
    Optional<Signature> signature = reasoning.signature();
    boolean known =
        signature.isPresent()
            ? signature.get().origin() == Protocol.RESPONSES
            : reasoning.extras().belongTo(Protocol.RESPONSES)
                && !ItemIds.isMade(Notes.text(reasoning.extras(), Notes.ID));
    if (!known) {
      losses.dropped(path, "reasoning of another provider cannot be given back to this one");
      return Optional.empty();
    }
    ObjectNode item = item("reasoning", reasoning.extras(), path);
    ReasoningJson.write(reasoning, item);
    signature.ifPresent(own -> item.put("encrypted_content", own.value()));
    return Optional.of(item);
  }

  private ObjectNode call(Part.ToolCall call, String path) {
    ObjectNode item = item("function_call", call.extras(), path);
    item.put("call_id", ToolIds.shortened(call.id(), "call_", MAX_CALL_ID));
    item.put("name", call.name());
    boolean none = call.argumentsJson().isEmpty() && !call.extras().belongTo(Protocol.RESPONSES);
    item.put("arguments", none ? "{}" : call.argumentsJson());
    call.signature().ifPresent(_ -> foreignSignature(path));
    return item;
  }

  private ObjectNode result(Part.ToolResult result, String path) {
    ObjectNode item = item("function_call_output", result.extras(), path);
    item.put("call_id", ToolIds.shortened(result.callId(), "call_", MAX_CALL_ID));
    if (result.error()) {
      losses.dropped(path + ".is_error", "a tool's output cannot be marked as an error here");
    }
    item.set("output", new ContentWriter(losses, false).write(result.content(), path + ".content"));
    return item;
  }

  private Optional<ObjectNode> opaque(Part.Opaque opaque, String path) {
    if (opaque.origin() == Protocol.RESPONSES && opaque.raw() instanceof ObjectNode raw) {
      return Optional.of(raw.deepCopy());
    }
    losses.dropped(path, "`%s` is known to another API only".formatted(opaque.type()));
    return Optional.empty();
  }

  private ObjectNode item(String type, Extras extras, String path) {
    ObjectNode item = StrictJson.object();
    item.put("type", type);
    writeIdentity(extras, item);
    extras.writeTo(item, Protocol.RESPONSES, losses, path);
    return item;
  }

  private static void writeIdentity(Extras extras, ObjectNode item) {
    String id = Notes.text(extras, Notes.ID);
    if (!id.isEmpty() && id.length() <= MAX_ITEM_ID && !ItemIds.isMade(id)) {
      item.put("id", id);
    }
    Notes.get(extras, Notes.STATUS).ifPresent(status -> item.set("status", status));
  }

  private void foreignSignature(String path) {
    losses.dropped(path + ".signature", "only the provider that made it can use it");
  }

  /** The message item that the texts and media in a row of one turn become. */
  private final class Message {
    private final Turn turn;
    private final int index;
    private final ContentWriter content;
    private boolean identityWritten;

    Message(Turn turn, int index) {
      this.turn = turn;
      this.index = index;
      this.content = new ContentWriter(losses, turn.role() == Role.ASSISTANT);
    }

    void add(Part part, String path) {
      content.add(part, path);
      if (part instanceof Part.Text text) {
        text.signature().ifPresent(_ -> foreignSignature(path));
      }
    }

    void end() {
      if (!content.isEmpty()) {
        write(content.take());
      }
    }

    void endEmpty() {
      write(StrictJson.mapper().getNodeFactory().textNode(""));
    }

    private void write(JsonNode value) {
      ObjectNode item = StrictJson.object();
      item.put("type", "message");
      item.put("role", roleName(turn.role()));
      item.set("content", value);
      if (!identityWritten) {
        identityWritten = true;
        writeIdentity(turn.extras(), item);
        turn.extras().writeTo(item, Protocol.RESPONSES, losses, "messages[%d]".formatted(index));
      }
      put(item, "messages[%d]".formatted(index));
    }

    private static String roleName(Role role) {
      return switch (role) {
        case SYSTEM -> "system";
        case DEVELOPER -> "developer";
        case USER -> "user";
        case ASSISTANT -> "assistant";
      };
    }
  }
}
