package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the messages of a request in order, each as a turn. Used by one thread at a time. */
final class MessageReader {
  private final SignatureSeal seal;
  private final CallPairing pairing = new CallPairing();

  MessageReader(SignatureSeal seal) {
    this.seal = seal;
  }

  Turn read(Fields message) {
    String role = message.requiredText("role");
    return switch (role) {
      case "system" -> spoken(message, Role.SYSTEM);
      case "developer" -> spoken(message, Role.DEVELOPER);
      case "user" -> spoken(message, Role.USER);
      case "assistant" -> assistant(message);
      case "tool" -> toolResult(message);
      case "function" -> functionResult(message);
      default ->
          throw message.problem(
              "role",
              "is `%s`; `system`, `developer`, `user`, `assistant` or `tool` is allowed"
                  .formatted(role));
    };
  }

  private static Turn spoken(Fields message, Role role) {
    Optional<String> name = message.text("name");
    List<Part> parts = ContentReader.read(message);
    return new Turn(role, name, parts, Leftovers.of(message.rest()));
  }

  private Turn assistant(Fields message) {
    Optional<String> name = message.text("name");
    ReasoningHistory reasoning = new ReasoningHistory(message, seal);
    List<Part> parts = new ArrayList<>(reasoning.parts());
    parts.addAll(reasoning.signTexts(ContentReader.read(message)));
    message
        .text("refusal")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Refusal(text)));
    for (Fields call : message.children("tool_calls")) {
      parts.add(call(call));
    }
    message.fields("function_call").ifPresent(call -> parts.add(olderCall(call)));
    return new Turn(Role.ASSISTANT, name, parts, Leftovers.of(message.rest()));
  }

  private Part call(Fields call) {
    boolean custom = call.text("type").orElse("").equals("custom");
    Fields body =
        call.fields(custom ? "custom" : "function")
            .orElseThrow(() -> call.problem(custom ? "custom" : "function", "is missing"));
    String name = body.requiredText("name");
    String arguments = body.any(custom ? "input" : "arguments").map(Lenient::textOrJson).orElse("");
    Optional<String> raw = call.text("id").filter(id -> !id.isEmpty());
    ToolIds.Opened opened =
        raw.map(id -> ToolIds.fromClient(id, seal))
            .orElseGet(
                () ->
                    new ToolIds.Opened(
                        pairing.calledWithoutId(call.path(), name), Optional.empty()));
    pairing.called(opened.id(), name);
    call.skip("index");
    ObjectNode others = Lenient.others(call.rest(), Set.of());
    Optional<Signature> signature = opened.signature().or(() -> CallSignature.read(others));
    CallSignature.remove(others);
    if (custom) {
      others.put("type", "custom");
    }
    return new Part.ToolCall(opened.id(), name, arguments, signature, Leftovers.of(others));
  }

  private Part olderCall(Fields call) {
    String name = call.requiredText("name");
    return Part.ToolCall.of(
        pairing.olderCall(call.path(), name), name, call.text("arguments").orElse(""));
  }

  private Turn toolResult(Fields message) {
    Optional<String> name = message.text("name");
    String id =
        message
            .text("tool_call_id")
            .filter(raw -> !raw.isEmpty())
            .map(raw -> ToolIds.fromClient(raw, seal).id())
            .or(pairing::nextWithoutId)
            .orElseThrow(() -> message.problem("tool_call_id", "is missing"));
    return result(message, id, name);
  }

  private Turn functionResult(Fields message) {
    String name = message.requiredText("name");
    return result(message, pairing.olderResult(message.path(), name), Optional.of(name));
  }

  private Turn result(Fields message, String id, Optional<String> name) {
    List<Part> content = ContentReader.read(message);
    Part result =
        new Part.ToolResult(
            id,
            name.orElseGet(() -> pairing.nameOf(id)),
            content,
            false,
            Leftovers.of(message.rest()));
    return new Turn(Role.USER, name, List.of(result), Extras.NONE);
  }
}
