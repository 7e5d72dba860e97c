package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Answers as Cohere's Chat v2 writes them: thinking and text first, then calls. What stands before
 * calls is a plan when {@code planned} says so.
 */
final class CohereAnswers {
  private final Reply reply;
  private final boolean planned;
  private final StringBuilder out = new StringBuilder();

  CohereAnswers(Reply reply, boolean planned) {
    this.reply = reply;
    this.planned = planned && holdsCalls(reply);
  }

  private static boolean holdsCalls(Reply reply) {
    return reply.choices().getFirst().parts().stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  ObjectNode whole() {
    ObjectNode body = StrictJson.object().put("id", reply.id());
    ObjectNode message = body.putObject("message").put("role", "assistant");
    ArrayNode content = JsonNodeFactory.instance.arrayNode();
    for (Part part : reply.choices().getFirst().parts()) {
      switch (part) {
        case Part.Reasoning thought -> content.add(content("thinking", thought.text()));
        case Part.Text text when planned -> message.put("tool_plan", text.text());
        case Part.Text text -> content.add(content("text", text.text()));
        case Part.ToolCall call ->
            message.withArray("tool_calls").add(call(call, call.argumentsJson()));
        default -> throw new AssertionError("not part of such an answer: " + part);
      }
    }
    message.set("content", content);
    end(body);
    return body;
  }

  /** The stream of it, its texts cut into pieces as {@code seed} has it. */
  byte[] streamed(long seed) {
    Random random = new Random(seed);
    out.setLength(0);
    event("message-start", StrictJson.object().put("id", reply.id()));
    int index = 0;
    int calls = 0;
    for (Part part : reply.choices().getFirst().parts()) {
      switch (part) {
        case Part.Reasoning thought -> content(index++, "thinking", thought.text(), random);
        case Part.Text text when planned -> {
          for (String piece : pieces(text.text(), random)) {
            ObjectNode event = StrictJson.object();
            message(event).put("tool_plan", piece);
            event("tool-plan-delta", event);
          }
        }
        case Part.Text text -> content(index++, "text", text.text(), random);
        case Part.ToolCall call -> call(calls++, call, random);
        default -> throw new AssertionError("not part of such an answer: " + part);
      }
    }
    ObjectNode end = StrictJson.object();
    end(end.putObject("delta"));
    event("message-end", end);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void content(int index, String type, String text, Random random) {
    ObjectNode start = StrictJson.object().put("index", index);
    message(start).set("content", content(type, ""));
    event("content-start", start);
    for (String piece : pieces(text, random)) {
      ObjectNode delta = StrictJson.object().put("index", index);
      message(delta).putObject("content").put(type, piece);
      event("content-delta", delta);
    }
    event("content-end", StrictJson.object().put("index", index));
  }

  private void call(int index, Part.ToolCall call, Random random) {
    ObjectNode start = StrictJson.object().put("index", index);
    message(start).set("tool_calls", call(call, ""));
    event("tool-call-start", start);
    for (String piece : pieces(call.argumentsJson(), random)) {
      ObjectNode delta = StrictJson.object().put("index", index);
      message(delta).putObject("tool_calls").putObject("function").put("arguments", piece);
      event("tool-call-delta", delta);
    }
    event("tool-call-end", StrictJson.object().put("index", index));
  }

  private static ObjectNode message(ObjectNode event) {
    return event.putObject("delta").putObject("message");
  }

  private static ObjectNode content(String type, String text) {
    return StrictJson.object().put("type", type).put(type, text);
  }

  private static ObjectNode call(Part.ToolCall call, String arguments) {
    ObjectNode node = StrictJson.object().put("id", call.id()).put("type", "function");
    node.putObject("function").put("name", call.name()).put("arguments", arguments);
    return node;
  }

  private void end(ObjectNode target) {
    target.put("finish_reason", reason(reply.choices().getFirst().stop()));
    reply.usage().ifPresent(usage -> target.set("usage", usage(usage)));
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode node = StrictJson.object();
    node.putObject("billed_units")
        .put("input_tokens", (double) usage.totalInput())
        .put("output_tokens", (double) usage.output());
    node.putObject("tokens")
        .put("input_tokens", (double) usage.totalInput() + 500)
        .put("output_tokens", (double) usage.output() + 2);
    return node;
  }

  private static String reason(StopReason stop) {
    return switch (stop) {
      case END -> "COMPLETE";
      case MAX_TOKENS -> "MAX_TOKENS";
      case STOP_SEQUENCE -> "STOP_SEQUENCE";
      case TOOL_CALLS -> "TOOL_CALL";
      default -> throw new AssertionError("not an end of such an answer: " + stop);
    };
  }

  private static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(7));
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  private void event(String type, ObjectNode data) {
    data.put("type", type);
    out.append("event: ").append(type).append("\ndata: ").append(StrictJson.toText(data));
    out.append("\n\n");
  }
}
