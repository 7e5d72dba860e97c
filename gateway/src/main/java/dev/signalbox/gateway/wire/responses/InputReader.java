package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code input} of a request as turns. What the model made (reasoning, one message,
 * calls) folds into one assistant turn, tool outputs in a row into one user turn; every other
 * message is a turn of its own. A second message of the model begins a new turn and takes the
 * reasoning before it along, so that each turn holds at most one message and its extras are those
 * of that message.
 */
final class InputReader {
  private final SignatureSeal seal;
  private final TurnList turns = new TurnList();
  private final Map<String, String> toolNames = new HashMap<>();

  InputReader(SignatureSeal seal) {
    this.seal = seal;
  }

  /** Adds a turn that stands before the input. */
  void instructions(String text) {
    turns.add(Turn.of(Role.SYSTEM, List.of(Part.Text.of(text))));
  }

  /** Reads the field {@code input} of {@code body}. */
  void read(Fields body) {
    Optional<JsonNode> input = body.any("input");
    if (input.isEmpty()) {
      return;
    }
    if (input.get().isTextual()) {
      turns.add(Turn.of(Role.USER, List.of(Part.Text.of(input.get().textValue()))));
      return;
    }
    if (!input.get().isArray()) {
      throw body.problem("input", "must be a string or an array of items");
    }
    body.children("input").forEach(this::item);
  }

  /** The turns read so far. */
  List<Turn> turns() {
    return turns.toList();
  }

  private void item(Fields item) {
    Optional<String> type = item.text("type");
    if (type.isEmpty() && !item.node().has("role")) {
      throw item.problem("type", "is missing: an item needs a `type` or a `role`");
    }
    switch (type.orElse("message")) {
      case "message" -> message(item);
      case "function_call" -> turns.assistant(call(item));
      case "function_call_output" -> turns.output(output(item));
      case "reasoning" -> reasoning(item);
      default -> other(item, type.orElseThrow());
    }
  }

  private void message(Fields item) {
    String role = item.requiredText("role");
    List<Part> parts = ContentReader.read(item, "content");
    switch (role) {
      case "user" -> turns.add(turn(Role.USER, parts, itemExtras(item)));
      case "developer" -> turns.add(turn(Role.DEVELOPER, parts, itemExtras(item)));
      case "system" -> turns.add(turn(Role.SYSTEM, parts, systemExtras(item)));
      case "assistant" -> turns.assistantMessage(parts, itemExtras(item));
      default ->
          throw item.problem(
              "role", "must be one of `user`, `assistant`, `system` and `developer`");
    }
  }

  private static Turn turn(Role role, List<Part> parts, Extras extras) {
    return new Turn(role, Optional.empty(), parts, extras);
  }

  private Part call(Fields item) {
    ToolIds.Opened opened = ToolIds.fromClient(item.requiredText("call_id"), seal);
    String name = item.requiredText("name");
    toolNames.put(opened.id(), name);
    String arguments = item.text("arguments").orElse("");
    return new Part.ToolCall(opened.id(), name, arguments, opened.signature(), itemExtras(item));
  }

  private Part output(Fields item) {
    String id = ToolIds.fromClient(item.requiredText("call_id"), seal).id();
    List<Part> content = ContentReader.read(item, "output");
    return new Part.ToolResult(
        id, toolNames.getOrDefault(id, ""), content, false, itemExtras(item));
  }

  private void reasoning(Fields item) {
    item.skip("summary", "content");
    Optional<String> encrypted = item.text("encrypted_content");
    Optional<SignatureSeal.Sealed> sealed = encrypted.flatMap(seal::open);
    if (sealed.isPresent() && sealed.get().id().equals(ReasoningJson.SIGNED_TEXT)) {
      turns.signText(sealed.get().signature());
      return;
    }
    Optional<Signature> signature =
        sealed
            .map(SignatureSeal.Sealed::signature)
            .or(() -> encrypted.map(InputReader::encryptedHere));
    ObjectNode extras = extrasOf(item);
    ReasoningJson.note(item.node()).ifPresent(note -> extras.set(Notes.REASONING, note));
    turns.assistant(
        new Part.Reasoning(ReasoningJson.text(item.node()), signature, Notes.extras(extras)));
  }

  private static Signature encryptedHere(String content) {
    return new Signature(Protocol.RESPONSES, Signature.Kind.ENCRYPTED, content);
  }

  private void other(Fields item, String type) {
    Part part = new Part.Opaque(Protocol.RESPONSES, type, item.node());
    if (item.node().path("role").asText().equals("developer")) {
      turns.add(Turn.of(Role.DEVELOPER, List.of(part)));
    } else if (isOfClient(type)) {
      turns.output(part);
    } else {
      turns.assistant(part);
    }
  }

  /** Outputs and approvals are the client's; calls, and what servers made of them, the model's. */
  static boolean isOfClient(String type) {
    return !type.equals("tool_search_output")
        && (type.endsWith("_output") || type.endsWith("_response"));
  }

  private static Extras systemExtras(Fields item) {
    ObjectNode extras = extrasOf(item);
    extras.put(Notes.ITEM, true);
    return Notes.extras(extras);
  }

  private static Extras itemExtras(Fields item) {
    return Notes.extras(extrasOf(item));
  }

  private static ObjectNode extrasOf(Fields item) {
    Optional<String> id = item.text("id");
    Optional<String> status = item.text("status");
    ObjectNode extras = item.rest();
    id.ifPresent(value -> extras.put(Notes.ID, value));
    status.ifPresent(value -> extras.put(Notes.STATUS, value));
    return extras;
  }
}
