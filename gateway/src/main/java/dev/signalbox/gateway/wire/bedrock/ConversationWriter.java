package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the turns of a request as {@code system} and {@code messages}.
 *
 * <ul>
 *   <li>Instructions before the first other turn become {@code system}; a request of nothing but
 *       instructions sends the last of them as the user's message. Later ones join the user's text
 *       at their place, which is told.
 *   <li>User and assistant alternate, the user first, as the API demands: neighbouring messages of
 *       one role become one, those that say nothing are left out.
 *   <li>Tool results come first in their message.
 * </ul>
 */
final class ConversationWriter {
  private static final String BEGIN = "(The assistant begins.)";
  private static final String SEE_DOCUMENTS = "(See the documents.)";

  private final BlockWriter blocks;
  private final Losses losses;
  private final Set<String> called = new LinkedHashSet<>();
  private final List<Message> messages = new ArrayList<>();

  ConversationWriter(BlockWriter blocks, Losses losses) {
    this.blocks = blocks;
    this.losses = losses;
  }

  /**
   * A conversation.
   *
   * @param called the names of the tools that were called in it
   */
  record Conversation(ArrayNode system, ArrayNode messages, Set<String> called) {
    /** Adds an instruction. */
    void instruct(String text) {
      system.addObject().put("text", text);
    }
  }

  /** A message while it is written. */
  private record Message(Role role, BlockList results, BlockList others) {
    Message(Role role) {
      this(role, new BlockList(), new BlockList());
    }

    boolean isEmpty() {
      return results.isEmpty() && others.isEmpty();
    }
  }

  /** The conversation that {@code turns} are. */
  Conversation write(List<Turn> turns) {
    int leading = leading(turns);
    BlockList system = new BlockList();
    for (int i = 0; i < leading; i++) {
      instructions(turns.get(i), path(i), system);
    }
    for (int i = leading; i < turns.size(); i++) {
      turn(turns.get(i), path(i));
    }
    messages.removeIf(Message::isEmpty);
    ArrayNode written = StrictJson.object().arrayNode();
    for (Message message : merged()) {
      ObjectNode node =
          written.addObject().put("role", message.role() == Role.USER ? "user" : "assistant");
      node.set("content", content(message));
    }
    if (written.isEmpty()) {
      throw Problem.invalid("messages", "`messages` holds nothing that the model could be told")
          .toException();
    }
    return new Conversation(system.toArray(), written, called);
  }

  private static int leading(List<Turn> turns) {
    int leading = 0;
    while (leading < turns.size() && turns.get(leading).isInstruction()) {
      leading++;
    }
    return leading == turns.size() ? Math.max(0, leading - 1) : leading;
  }

  private void instructions(Turn turn, String path, BlockList system) {
    leftOver(turn, path);
    for (int i = 0; i < turn.parts().size(); i++) {
      String at = "%s.content[%d]".formatted(path, i);
      switch (turn.parts().get(i)) {
        case Part.Text text -> blocks.text(text, at, system);
        case Part.Refusal refusal -> blocks.refusal(refusal, at, system);
        case Part.Media _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _, Part.Opaque _ ->
            losses.dropped(at, "instructions hold text only");
      }
    }
  }

  private void turn(Turn turn, String path) {
    leftOver(turn, path);
    if (turn.isInstruction()) {
      losses.adapted(path + ".role", "later instructions are sent as the user's text");
    }
    Message message = new Message(turn.role() == Role.ASSISTANT ? Role.ASSISTANT : Role.USER);
    messages.add(message);
    for (int i = 0; i < turn.parts().size(); i++) {
      String at = "%s.content[%d]".formatted(path, i);
      Part part = turn.parts().get(i);
      if (part instanceof Part.ToolCall call) {
        called.add(call.name());
      }
      if (message.role() == Role.ASSISTANT && part instanceof Part.Media) {
        losses.dropped(at, "the assistant's messages hold no media");
      } else {
        blocks.write(
            part, at, part instanceof Part.ToolResult ? message.results() : message.others());
      }
    }
  }

  private void leftOver(Turn turn, String path) {
    turn.name().ifPresent(_ -> losses.dropped(path + ".name", "messages have no speaker's name"));
    turn.extras().writeTo(StrictJson.object(), ConverseProviderFormat.CONVERSE, losses, path);
  }

  /** One message for each run of one role; the user's comes first. */
  private List<Message> merged() {
    List<Message> all = new ArrayList<>();
    if (!messages.isEmpty() && messages.getFirst().role() == Role.ASSISTANT) {
      losses.adapted("messages[0]", "a conversation begins with the user");
      Message first = new Message(Role.USER);
      first.others().text(BEGIN);
      all.add(first);
    }
    for (Message next : messages) {
      if (!all.isEmpty() && all.getLast().role() == next.role()) {
        all.getLast().results().addAll(next.results());
        all.getLast().others().addAll(next.others());
      } else {
        all.add(next);
      }
    }
    return all;
  }

  /** Documents are refused in a message without a text. */
  private ArrayNode content(Message message) {
    ArrayNode content = message.results().toArray();
    content.addAll(message.others().toArray());
    if (has(content, "document") && !has(content, "text")) {
      losses.adapted("messages", "a text stands beside documents, as the API demands");
      content.addObject().put("text", SEE_DOCUMENTS);
    }
    return content;
  }

  private static boolean has(ArrayNode content, String kind) {
    for (JsonNode block : content) {
      if (block.has(kind)) {
        return true;
      }
    }
    return false;
  }

  private static String path(int turn) {
    return "messages[%d]".formatted(turn);
  }
}
