package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the turns of a request as messages. Instructions are one system message before all others;
 * results are messages of their own, right after the message with their calls, wherever the client
 * put them. A message that would say nothing is left out, as the API refuses it. One instance
 * writes one request.
 */
final class MessagesWriter {
  private final Losses losses;
  private final ContentWriter content;
  private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
  private final List<Part> pendingMedia = new ArrayList<>();

  /** Results that were written before their turn came. */
  private final Set<Part.ToolResult> written = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The results of each call, in order; those before the turn that is written are taken out. */
  private final Map<String, Deque<Placed>> results = new HashMap<>();

  private record Placed(Part.ToolResult result, int turn, String path) {}

  MessagesWriter(Losses losses) {
    this.losses = losses;
    this.content = new ContentWriter(losses);
  }

  ArrayNode write(List<Turn> turns) {
    place(turns);
    instructions(turns);
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      leftOver(turn, i);
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> {}
        case USER -> user(turn, i);
        case ASSISTANT -> i = assistant(turns, i);
      }
    }
    flushMedia();
    return messages;
  }

  private void place(List<Turn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      List<Part> parts = turns.get(i).parts();
      for (int j = 0; j < parts.size(); j++) {
        if (parts.get(j) instanceof Part.ToolResult result) {
          results
              .computeIfAbsent(result.callId(), _ -> new ArrayDeque<>())
              .add(new Placed(result, i, path(i) + ".content[" + j + "]"));
        }
      }
    }
  }

  private void leftOver(Turn turn, int index) {
    turn.name().ifPresent(_ -> losses.dropped(path(index) + ".name", "not part of the cohere API"));
    turn.extras().writeTo(StrictJson.object(), CohereProviderFormat.COHERE, losses, path(index));
  }

  private void instructions(List<Turn> turns) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    boolean begun = false;
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      if (!instructs(turn)) {
        begun = true;
        continue;
      }
      if (begun) {
        losses.adapted(path(i), "instructions stand before the conversation");
      }
      texts.addAll(content.texts(turn.parts(), path(i)));
    }
    add("system", texts);
  }

  private static boolean instructs(Turn turn) {
    return turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER;
  }

  private void user(Turn turn, int index) {
    List<Part> said = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int j = 0; j < turn.parts().size(); j++) {
      String at = path(index) + ".content[" + j + "]";
      if (turn.parts().get(j) instanceof Part.ToolResult result) {
        result(result, at);
      } else {
        said.add(turn.parts().get(j));
        paths.add(at);
      }
    }
    if (!said.isEmpty()) {
      flushMedia();
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (int j = 0; j < said.size(); j++) {
      content.part(said.get(j), paths.get(j)).ifPresent(parts::add);
    }
    add("user", parts);
  }

  /**
   * Writes the assistant turn at {@code from} together with those that belong to the same answer,
   * then the results of its calls; returns the index of the last turn taken. What the model said
   * beside its calls is its plan.
   */
  private int assistant(List<Turn> turns, int from) {
    flushMedia();
    ObjectNode message = StrictJson.object().put("role", "assistant");
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    int last = from;
    said(turns.get(from), from, parts, calls);
    int thinking = 0; // so many parts are known to be that
    while (last + 1 < turns.size() && turns.get(last + 1).role() == Role.ASSISTANT) {
      thinking = ContentWriter.thinking(parts, thinking);
      boolean goesOn = !calls.isEmpty() || (!parts.isEmpty() && thinking == parts.size());
      if (!goesOn) {
        break;
      }
      last++;
      leftOver(turns.get(last), last);
      said(turns.get(last), last, parts, calls);
    }
    if (calls.isEmpty()) {
      add("assistant", parts);
      return last;
    }
    message.set("tool_calls", calls);
    String plan = ContentWriter.takeTexts(parts);
    if (!plan.isEmpty()) {
      message.put("tool_plan", plan);
    }
    if (!parts.isEmpty()) {
      message.set("content", parts);
    }
    messages.add(message);
    int after = last + 1;
    calls.forEach(call -> resultOf(call.path("id").asText(), after));
    return last;
  }

  private void said(Turn turn, int index, ArrayNode parts, ArrayNode calls) {
    for (int j = 0; j < turn.parts().size(); j++) {
      String at = path(index) + ".content[" + j + "]";
      if (turn.parts().get(j) instanceof Part.ToolCall call) {
        calls.add(content.call(call, at));
      } else {
        content.said(turn.parts().get(j), at).ifPresent(parts::add);
      }
    }
  }

  /** Writes the first result of {@code callId} that comes at or after the turn {@code from}. */
  private void resultOf(String callId, int from) {
    Deque<Placed> placed = results.getOrDefault(callId, new ArrayDeque<>());
    while (!placed.isEmpty()) {
      Placed next = placed.remove();
      if (next.turn() >= from && !written.contains(next.result())) {
        result(next.result(), next.path());
        return;
      }
    }
  }

  private void result(Part.ToolResult result, String path) {
    if (!written.add(result)) {
      return;
    }
    ObjectNode message =
        StrictJson.object().put("role", "tool").put("tool_call_id", result.callId());
    List<Part> texts = new ArrayList<>();
    for (Part part : result.content()) {
      if (part instanceof Part.Media medium && ContentWriter.isShown(medium)) {
        pendingMedia.add(medium);
        losses.adapted(path, "images of a tool result follow in a user message");
      } else {
        texts.add(part);
      }
    }
    if (result.error()) {
      losses.dropped(path + ".is_error", "not part of the cohere API");
    }
    result.extras().writeTo(message, CohereProviderFormat.COHERE, losses, path);
    ArrayNode parts = content.texts(texts, path);
    message.put("content", ContentWriter.takeTexts(parts));
    messages.add(message);
  }

  private void flushMedia() {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    pendingMedia.forEach(medium -> content.part(medium, "messages").ifPresent(parts::add));
    pendingMedia.clear();
    add("user", parts);
  }

  /** One text is a string, more or other parts are a list. */
  private void add(String role, ArrayNode parts) {
    if (parts.isEmpty()) {
      return;
    }
    ObjectNode message = StrictJson.object().put("role", role);
    Optional<String> only = ContentWriter.onlyText(parts);
    if (only.isPresent()) {
      message.put("content", only.get());
    } else {
      message.set("content", parts);
    }
    messages.add(message);
  }

  private static String path(int turn) {
    return "messages[" + turn + "]";
  }
}
