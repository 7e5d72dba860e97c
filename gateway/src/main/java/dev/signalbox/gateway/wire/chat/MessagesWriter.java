package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Writes the turns of a request as messages: one message a turn, but for tool results, which are
 * messages of their own and stand right after the message with their calls, wherever the client put
 * them. Media of tool results follow in a user message, as tool messages hold text only. One
 * instance writes one request.
 */
final class MessagesWriter {
  private final Dialect dialect;
  private final Losses losses;
  private final ContentWriter content;
  private final AssistantWriter assistant;
  private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode pendingMedia = JsonNodeFactory.instance.arrayNode();

  /** Results that were written before their turn came. */
  private final IdentityHashMap<Part.ToolResult, Boolean> written = new IdentityHashMap<>();

  MessagesWriter(Dialect dialect, Losses losses) {
    this.dialect = dialect;
    this.losses = losses;
    this.content = new ContentWriter(dialect, losses);
    this.assistant = new AssistantWriter(dialect, losses, content);
  }

  ArrayNode write(List<Turn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> spoken(turn, systemRole(turn.role()), i);
        case USER -> user(turn, i);
        case ASSISTANT -> i = assistant(turns, i);
      }
    }
    flushMedia();
    return messages;
  }

  private String systemRole(Role role) {
    return role == Role.DEVELOPER && dialect.developerRole() ? "developer" : "system";
  }

  private void spoken(Turn turn, String role, int index) {
    ObjectNode message = message(role, turn, index);
    message.set("content", content.write(turn.parts(), path(index)));
    turn.extras().writeTo(message, Protocol.CHAT, losses, path(index));
    messages.add(message);
  }

  private void user(Turn turn, int index) {
    List<Part> said = new ArrayList<>();
    boolean results = false;
    for (int j = 0; j < turn.parts().size(); j++) {
      Part part = turn.parts().get(j);
      if (part instanceof Part.ToolResult result) {
        results = true;
        if (!written.containsKey(result)) {
          result(turn, result, path(index, j));
        }
      } else {
        said.add(part);
      }
    }
    if (said.isEmpty() && results) {
      turn.extras().writeTo(StrictJson.object(), Protocol.CHAT, losses, path(index));
      return;
    }
    flushMedia();
    spoken(new Turn(Role.USER, turn.name(), said, turn.extras()), "user", index);
  }

  /**
   * Writes the assistant turn at {@code from} together with those that belong to the same answer,
   * then the results of its calls; returns the index of the last turn taken.
   */
  private int assistant(List<Turn> turns, int from) {
    flushMedia();
    int last = from;
    List<Part> parts = new ArrayList<>(turns.get(from).parts());
    boolean calls = calls(parts);
    boolean thinks = onlyThinks(parts);
    while (last + 1 < turns.size()
        && turns.get(last + 1).role() == Role.ASSISTANT
        && (calls || (thinks && !parts.isEmpty()))) {
      last++;
      List<Part> more = turns.get(last).parts();
      calls = calls || calls(more);
      thinks = thinks && onlyThinks(more);
      parts.addAll(more);
    }
    Turn turn = turns.get(from);
    ObjectNode message = message("assistant", turn, from);
    assistant.write(parts, message, path(from));
    for (int i = from; i <= last; i++) {
      turns.get(i).extras().writeTo(message, Protocol.CHAT, losses, path(i));
    }
    messages.add(message);
    resultsOf(parts, turns, last + 1);
    return last;
  }

  /** Whether the next assistant turn belongs to the same message: calls must not be split. */
  private static boolean continues(List<Part> parts) {
    return calls(parts) || (!parts.isEmpty() && onlyThinks(parts));
  }

  private static boolean calls(List<Part> parts) {
    return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  private static boolean onlyThinks(List<Part> parts) {
    return parts.stream().allMatch(Part.Reasoning.class::isInstance);
  }

  private void resultsOf(List<Part> parts, List<Turn> turns, int from) {
    Set<String> open = new HashSet<>();
    for (Part part : parts) {
      if (part instanceof Part.ToolCall call) {
        open.add(call.id());
      }
    }
    for (int i = from; i < turns.size() && !open.isEmpty(); i++) {
      Turn turn = turns.get(i);
      if (turn.role() == Role.ASSISTANT && continues(turn.parts())) {
        return;
      }
      for (int j = 0; j < turn.parts().size(); j++) {
        if (turn.parts().get(j) instanceof Part.ToolResult result && open.remove(result.callId())) {
          written.put(result, true);
          result(turn, result, path(i, j));
        }
      }
    }
  }

  private void result(Turn turn, Part.ToolResult result, String path) {
    ObjectNode message = StrictJson.object();
    message.put("role", "tool");
    message.put("tool_call_id", DialectRules.callId(result.callId(), dialect));
    turn.name().ifPresent(name -> name(message, name, path));
    List<Part> texts = new ArrayList<>();
    int media = 0;
    for (Part part : result.content()) {
      if (part instanceof Part.Media medium) {
        media++;
        content.media(medium, path).ifPresent(pendingMedia::add);
      } else {
        texts.add(part);
      }
    }
    if (media > 0) {
      losses.adapted(path, "media of a tool result follow in a user message");
      if (texts.isEmpty()) {
        texts.add(Part.Text.of("The result is attached to the next message."));
      }
    }
    message.set("content", content.write(texts, path));
    if (result.error()) {
      losses.dropped(path + ".is_error", "the Chat API does not mark failed tools");
    }
    new Leftovers(dialect, losses).write(result.extras(), message, path);
    messages.add(message);
  }

  private void flushMedia() {
    if (!pendingMedia.isEmpty()) {
      ObjectNode message = StrictJson.object();
      message.put("role", "user");
      message.set("content", pendingMedia.deepCopy());
      pendingMedia.removeAll();
      messages.add(message);
    }
  }

  private ObjectNode message(String role, Turn turn, int index) {
    ObjectNode message = StrictJson.object();
    message.put("role", role);
    turn.name().ifPresent(name -> name(message, name, path(index)));
    return message;
  }

  private void name(ObjectNode message, String name, String path) {
    if (DialectRules.speakerNames(dialect)) {
      message.put("name", name);
    } else {
      losses.dropped(path + ".name", "not accepted by " + dialect.id());
    }
  }

  private static String path(int turn) {
    return "messages[" + turn + "]";
  }

  private static String path(int turn, int part) {
    return path(turn) + ".content[" + part + "]";
  }
}
