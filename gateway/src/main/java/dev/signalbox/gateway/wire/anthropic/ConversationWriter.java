package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the turns of a request as {@code system} and {@code messages}.
 *
 * <ul>
 *   <li>Instructions before the first other turn become blocks of {@code system}, developer ones
 *       too. A request of nothing but instructions sends the last of them as the user's message.
 *   <li>Later instructions stay where they are with the role {@code system} where {@link MidSystem}
 *       allows it; otherwise their text joins the user's message at that place, which is told.
 *   <li>Neighbouring messages of one role stay apart, which the API accepts, unless a tool result
 *       or such an instruction is among the user's: then they become one, so that the results of
 *       one answer's calls stand together.
 *   <li>Tool results come first in their message, as the API demands.
 *   <li>Messages without content are left out, unless there is no other.
 * </ul>
 */
final class ConversationWriter {
  private final MidSystem midSystem;
  private final Losses losses;
  private final ContentWriter content;

  ConversationWriter(MidSystem midSystem, Losses losses) {
    this.midSystem = midSystem;
    this.losses = losses;
    this.content = new ContentWriter(losses);
  }

  /** Both parts of a conversation; either may be empty. */
  record Conversation(ArrayNode system, ArrayNode messages) {}

  /** A part and where it stood. */
  private record Placed(Part part, String path) {}

  /** A message before it is joined with its neighbours. */
  private record Draft(Role role, List<Placed> parts, Extras extras, String path, boolean joins) {
    /** One message of all of {@code run}. */
    static Draft of(List<Draft> run) {
      List<Placed> all = run.stream().flatMap(draft -> draft.parts.stream()).toList();
      Draft first = run.getFirst();
      return new Draft(first.role, all, merged(run), first.path, true);
    }

    private static Extras merged(List<Draft> run) {
      List<Extras> said = run.stream().map(Draft::extras).filter(some -> !some.isEmpty()).toList();
      if (said.size() < 2) {
        return said.isEmpty() ? run.getFirst().extras : said.getFirst();
      }
      ObjectNode fields = said.getFirst().fields().deepCopy();
      said.forEach(more -> fields.setAll(more.fields()));
      return new Extras(said.getFirst().origin(), fields);
    }
  }

  /** The conversation that {@code turns} are. */
  Conversation write(List<Turn> turns) {
    int leading = leading(turns);
    ArrayNode system = StrictJson.object().arrayNode();
    for (int i = 0; i < leading; i++) {
      system.addAll(system(turns.get(i), "messages[%d]".formatted(i)));
    }
    return new Conversation(system, messages(joined(drafts(turns, leading))));
  }

  private static int leading(List<Turn> turns) {
    int leading = 0;
    while (leading < turns.size() && turns.get(leading).isInstruction()) {
      leading++;
    }
    return leading == turns.size() ? Math.max(0, leading - 1) : leading;
  }

  private ArrayNode system(Turn turn, String path) {
    tellName(turn, path);
    Blocks.tell(turn.extras(), losses, path, "instructions have no such field");
    ArrayNode blocks = StrictJson.object().arrayNode();
    for (Placed placed : placed(turn, path)) {
      switch (placed.part()) {
        case Part.Text _, Part.Refusal _, Part.Opaque _ ->
            content.write(placed.part(), placed.path()).ifPresent(blocks::add);
        case Part.Media _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
            losses.dropped(placed.path(), "instructions hold text only");
      }
    }
    return blocks;
  }

  private List<Draft> drafts(List<Turn> turns, int from) {
    List<Draft> drafts = new ArrayList<>();
    boolean staysInPlace = false;
    for (int i = from; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      String path = "messages[%d]".formatted(i);
      tellName(turn, path);
      boolean instruction = turn.isInstruction();
      if (instruction && (i == from || !turns.get(i - 1).isInstruction())) {
        staysInPlace = midSystem.staysInPlace(turns, i); // the same for all of a row
      }
      boolean inPlace = instruction && staysInPlace;
      boolean folded = instruction && !inPlace;
      if (folded) {
        losses.adapted(path + ".role", "later instructions are sent as the user's text");
      }
      Role role = inPlace ? Role.SYSTEM : folded ? Role.USER : turn.role();
      boolean joins = folded || turn.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
      drafts.add(new Draft(role, placed(turn, path), turn.extras(), path, joins));
    }
    return drafts;
  }

  private static List<Placed> placed(Turn turn, String path) {
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < turn.parts().size(); i++) {
      placed.add(new Placed(turn.parts().get(i), "%s.content[%d]".formatted(path, i)));
    }
    return placed;
  }

  /** Joins runs of one role as a whole when any two neighbours in them join. */
  private static List<Draft> joined(List<Draft> drafts) {
    List<Draft> joined = new ArrayList<>();
    int i = 0;
    while (i < drafts.size()) {
      int end = i + 1;
      while (end < drafts.size() && drafts.get(end).role() == drafts.get(i).role()) {
        end++;
      }
      joined.addAll(run(drafts.subList(i, end)));
      i = end;
    }
    return joined;
  }

  private static List<Draft> run(List<Draft> run) {
    boolean joins = run.stream().anyMatch(draft -> draft.joins() || draft.role() == Role.SYSTEM);
    return joins && run.size() > 1 ? List.of(Draft.of(run)) : run;
  }

  private ArrayNode messages(List<Draft> drafts) {
    ArrayNode messages = StrictJson.object().arrayNode();
    for (Draft draft : drafts) {
      ArrayNode blocks = withoutBlank(blocks(draft), draft.path());
      if (!blocks.isEmpty() || drafts.size() == 1) {
        ObjectNode message = messages.addObject().put("role", roleName(draft.role()));
        message.set("content", blocks);
        Blocks.write(draft.extras(), message, losses, draft.path());
      }
    }
    return messages;
  }

  /** The API refuses a message that says nothing but white space. */
  private ArrayNode withoutBlank(ArrayNode blocks, String path) {
    boolean blank =
        blocks
            .valueStream()
            .allMatch(
                block ->
                    block.path("type").asText().equals("text")
                        && block.path("text").asText().isBlank());
    if (!blank || blocks.isEmpty()) {
      return blocks;
    }
    losses.dropped(path, "a message of white space only is refused");
    return StrictJson.object().arrayNode();
  }

  private ArrayNode blocks(Draft draft) {
    ArrayNode results = StrictJson.object().arrayNode();
    ArrayNode others = StrictJson.object().arrayNode();
    for (Placed placed : draft.parts()) {
      if (draft.role() == Role.ASSISTANT && placed.part() instanceof Part.Media) {
        losses.dropped(placed.path(), "the assistant's messages hold no media");
      } else {
        ArrayNode target = placed.part() instanceof Part.ToolResult ? results : others;
        content.write(placed.part(), placed.path()).ifPresent(target::add);
      }
    }
    return results.addAll(others);
  }

  private static String roleName(Role role) {
    return switch (role) {
      case SYSTEM, DEVELOPER -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }

  private void tellName(Turn turn, String path) {
    turn.name().ifPresent(_ -> losses.dropped(path + ".name", "messages have no speaker's name"));
  }
}
