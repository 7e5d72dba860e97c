package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads whole answers. Calls of the tool that stands for a structured answer ({@link
 * JsonOutput#TOOL}) become text.
 */
final class ReplyReader {
  /** Most content blocks of one answer. */
  static final int MAX_PARTS = 10_000;

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "type",
          "role",
          "model",
          "content",
          "stop_reason",
          "stop_sequence",
          "stop_details",
          "usage");

  private ReplyReader() {}

  /** The answer in {@code body}. */
  static Reply read(ObjectNode body) {
    if (Problems.isError(body)) {
      Problem problem = Problems.read(200, body);
      throw Problem.of(ProblemKind.UPSTREAM, problem.message())
          .withDetails(body.path("error"))
          .toException();
    }
    JsonNode content = body.path("content");
    if (!content.isArray()) {
      throw Problems.notAnAnswer().toException();
    }
    if (content.size() > MAX_PARTS) {
      throw Problem.of(
              ProblemKind.UPSTREAM,
              "the provider's answer has more than %d blocks".formatted(MAX_PARTS))
          .toException();
    }
    String id = Lenient.textOf(body, "id");
    List<Part> parts = new ArrayList<>();
    boolean structured = false;
    for (JsonNode block : content) {
      if (block instanceof ObjectNode object) {
        structured = structured || isStructuredAnswer(object);
        parts.add(part(object, id, parts.size()));
      }
    }
    StopReason stop = stop(body.path("stop_reason"), structured, calls(parts));
    Choice choice =
        new Choice(0, parts, stop, Lenient.text(body, "stop_sequence"), stopExtras(body));
    JsonNode usage = body.path("usage");
    Optional<Usage> tokens = usage.isObject() ? UsageJson.sound(usage) : Optional.empty();
    return new Reply(
        id, Lenient.textOf(body, "model"), 0, List.of(choice), tokens, replyExtras(body));
  }

  private static Part part(ObjectNode block, String replyId, int index) {
    return switch (Lenient.textOf(block, "type")) {
      case "text" ->
          new Part.Text(
              Lenient.textOf(block, "text"),
              Citations.readAll(block.path("citations")),
              List.of(),
              Optional.empty(),
              textExtras(block));
      case "thinking" ->
          new Part.Reasoning(
              Lenient.textOf(block, "thinking"),
              signature(Lenient.textOf(block, "signature")),
              thinkingExtras(block));
      case "redacted_thinking" -> redacted(block);
      case "tool_use" -> {
        String arguments = ToolArguments.fromInput(block.path("input"));
        yield isStructuredAnswer(block)
            ? Part.Text.of(arguments)
            : toolCall(block, replyId, index, arguments);
      }
      case String _ -> opaque(block);
    };
  }

  /** A block that only this API knows; a direct caller is left out, as it is for tool calls. */
  static Part opaque(ObjectNode block) {
    ObjectNode raw = block;
    if (ContentReader.isDirect(block.path("caller"))) {
      raw = block.deepCopy();
      raw.remove("caller");
    }
    return new Part.Opaque(Protocol.ANTHROPIC, Lenient.textOf(block, "type"), raw);
  }

  static Part redacted(ObjectNode block) {
    return new Part.Reasoning(
        "",
        Optional.of(
            new Signature(
                Protocol.ANTHROPIC, Signature.Kind.REDACTED, Lenient.textOf(block, "data"))),
        Blocks.extras(block, Set.of("type", "data")));
  }

  static Part.ToolCall toolCall(ObjectNode block, String replyId, int index, String arguments) {
    String id = Lenient.textOf(block, "id");
    return new Part.ToolCall(
        id.isEmpty() ? ToolIds.madeUp(replyId + "/" + index) : id,
        Lenient.textOf(block, "name"),
        arguments,
        Optional.empty(),
        toolExtras(block));
  }

  static Extras textExtras(ObjectNode block) {
    return Blocks.extras(block, Set.of("type", "text", "citations"));
  }

  static Extras thinkingExtras(ObjectNode block) {
    return Blocks.extras(block, Set.of("type", "thinking", "signature"));
  }

  /** A direct call is what a call without a caller is. */
  private static Extras toolExtras(ObjectNode block) {
    return Blocks.extras(
        block,
        ContentReader.isDirect(block.path("caller"))
            ? Set.of("type", "id", "name", "input", "caller")
            : Set.of("type", "id", "name", "input"));
  }

  static Optional<Signature> signature(String token) {
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, token));
  }

  /** Whether {@code block} is the structured answer in the guise of a tool call. */
  static boolean isStructuredAnswer(ObjectNode block) {
    return "tool_use".equals(Lenient.textOf(block, "type"))
        && JsonOutput.TOOL.equals(Lenient.textOf(block, "name"));
  }

  private static boolean calls(List<Part> parts) {
    return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  /**
   * Why the answer ended.
   *
   * @param structured whether a structured answer came in the guise of a tool call
   * @param calls whether there are other tool calls
   */
  static StopReason stop(JsonNode value, boolean structured, boolean calls) {
    StopReason stop = StopReasons.readOrEnd(value);
    return stop == StopReason.TOOL_CALLS && structured && !calls ? StopReason.END : stop;
  }

  /** What else {@code node}, which holds {@code stop_reason}, says about the end. */
  static Extras stopExtras(JsonNode node) {
    ObjectNode extras = StrictJson.object();
    if (node.path("stop_details").isObject()) {
      extras.set("stop_details", node.path("stop_details"));
    }
    if (StopReasons.unknown(node.path("stop_reason"))) {
      extras.set("stop_reason", node.path("stop_reason"));
    }
    return Extras.of(Protocol.ANTHROPIC, extras);
  }

  /** The fields of a whole message that have no canonical place. */
  static Extras replyExtras(JsonNode message) {
    ObjectNode extras = UsageJson.extras(message.path("usage"));
    extras.setAll(Blocks.extras(message, KNOWN).fields());
    return Extras.of(Protocol.ANTHROPIC, extras);
  }
}
