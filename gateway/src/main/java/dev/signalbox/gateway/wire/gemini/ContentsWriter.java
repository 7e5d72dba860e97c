package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;

/**
 * Writes {@code systemInstruction} and {@code contents}. Neighbouring turns of one speaker become
 * one content, but function responses stand in a content of their own right after the calls. Used
 * for one request.
 */
final class ContentsWriter {
  private final List<Turn> turns;
  private final Losses losses;
  private final RequestPartWriter writer;
  private final ArrayNode contents = StrictJson.object().putArray("contents");

  ContentsWriter(Request request, ModelTraits traits, Losses losses) {
    this.turns = request.turns();
    this.losses = losses;
    this.writer = new RequestPartWriter(turns, traits, losses);
  }

  void write(ObjectNode body) {
    int first = systemInstruction(body);
    int from = first;
    while (from < turns.size()) {
      int to = from + 1;
      while (to < turns.size() && isModel(turns.get(to)) == isModel(turns.get(from))) {
        to++;
      }
      content(from, to);
      from = to;
    }
    if (contents.isEmpty()) {
      // The API wants a content; an empty text is accepted where the instruction says it all.
      contents.addObject().put("role", "user").putArray("parts").addObject().put("text", "");
    }
    body.set("contents", contents);
  }

  /** Writes the instructions that stand first; returns the index of the turn after them. */
  private int systemInstruction(ObjectNode body) {
    ObjectNode instruction = StrictJson.object();
    ContentParts parts = new ContentParts();
    int index = 0;
    while (index < turns.size() && turns.get(index).isInstruction()) {
      about(index, instruction);
      parts(index, parts);
      index++;
    }
    ArrayNode all = parts.inOrder();
    if (!all.isEmpty() || !instruction.isEmpty()) {
      instruction.set("parts", all);
      body.set("systemInstruction", instruction);
    }
    return index;
  }

  private void content(int from, int to) {
    ObjectNode extra = StrictJson.object();
    ContentParts parts = new ContentParts();
    for (int i = from; i < to; i++) {
      about(i, extra);
      if (turns.get(i).isInstruction()) {
        losses.adapted(path(i), "Gemini takes instructions at the start only; sent as user text");
      }
      parts(i, parts);
    }
    String role = isModel(turns.get(from)) ? "model" : "user";
    for (ArrayNode group : parts.groups()) {
      ObjectNode content = contents.addObject().put("role", role);
      content.set("parts", group);
      content.setAll(extra);
      extra.removeAll();
    }
  }

  private void about(int index, ObjectNode target) {
    Turn turn = turns.get(index);
    if (turn.name().isPresent()) {
      losses.dropped(path(index) + ".name", "Gemini has no names of speakers");
    }
    Nested.write(turn.extras(), target, losses, path(index));
  }

  private void parts(int index, ContentParts target) {
    List<Part> parts = turns.get(index).parts();
    boolean called = writer.beginTurn(parts);
    for (int i = 0; i < parts.size(); i++) {
      called =
          writer.write(parts.get(i), path(index) + ".content[%d]".formatted(i), called, target);
    }
  }

  private static String path(int index) {
    return "messages[%d]".formatted(index);
  }

  private static boolean isModel(Turn turn) {
    return turn.role() == Role.ASSISTANT;
  }
}
