package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Answers as Bedrock's Converse writes them, whole and as server-sent events. */
final class ConverseAnswers {
  private final Reply reply;
  private final StringBuilder out = new StringBuilder();

  ConverseAnswers(Reply reply) {
    this.reply = reply;
  }

  ObjectNode whole() {
    ObjectNode body = StrictJson.object();
    ObjectNode message = body.putObject("output").putObject("message").put("role", "assistant");
    ArrayNode content = message.putArray("content");
    parts().forEach(part -> content.add(block(part)));
    end(body);
    figures(body);
    return body;
  }

  private List<Part> parts() {
    return reply.choices().getFirst().parts();
  }

  private static ObjectNode block(Part part) {
    ObjectNode block = StrictJson.object();
    switch (part) {
      case Part.Text text -> block.put("text", text.text());
      case Part.Reasoning thought -> {
        ObjectNode inner = block.putObject("reasoningContent").putObject("reasoningText");
        inner.put("text", thought.text());
        thought.signature().map(Signature::value).ifPresent(v -> inner.put("signature", v));
      }
      case Part.ToolCall call ->
          block
              .putObject("toolUse")
              .put("toolUseId", call.id())
              .put("name", call.name())
              .set("input", StrictJson.tryParse(call.argumentsJson()).orElseThrow());
      default -> throw new AssertionError("not part of such an answer: " + part);
    }
    return block;
  }

  /** The stream of it, its texts cut into pieces as {@code seed} has it. */
  String streamed(long seed) {
    Random random = new Random(seed);
    out.setLength(0);
    event("messageStart", StrictJson.object().put("role", "assistant"));
    for (int i = 0; i < parts().size(); i++) {
      part(i, parts().get(i), random);
      event("contentBlockStop", StrictJson.object().put("contentBlockIndex", i));
    }
    ObjectNode end = StrictJson.object();
    end(end);
    event("messageStop", end);
    ObjectNode figures = StrictJson.object();
    figures(figures);
    event("metadata", figures);
    return out.toString();
  }

  private void part(int index, Part part, Random random) {
    switch (part) {
      case Part.Text text ->
          pieces(text.text(), random)
              .forEach(piece -> delta(index, StrictJson.object().put("text", piece)));
      case Part.Reasoning thought -> {
        pieces(thought.text(), random).forEach(piece -> thinks(index, "text", piece));
        thought.signature().ifPresent(signature -> thinks(index, "signature", signature.value()));
      }
      case Part.ToolCall call -> {
        ObjectNode start = StrictJson.object().put("contentBlockIndex", index);
        start
            .putObject("start")
            .putObject("toolUse")
            .put("toolUseId", call.id())
            .put("name", call.name());
        event("contentBlockStart", start);
        pieces(call.argumentsJson(), random)
            .forEach(
                piece -> {
                  ObjectNode delta = StrictJson.object();
                  delta.putObject("toolUse").put("input", piece);
                  delta(index, delta);
                });
      }
      default -> throw new AssertionError("not part of such an answer: " + part);
    }
  }

  private void thinks(int index, String field, String value) {
    ObjectNode delta = StrictJson.object();
    delta.putObject("reasoningContent").put(field, value);
    delta(index, delta);
  }

  private void delta(int index, ObjectNode delta) {
    ObjectNode event = StrictJson.object().put("contentBlockIndex", index);
    event.set("delta", delta);
    event("contentBlockDelta", event);
  }

  private void end(ObjectNode body) {
    StopReason stop = reply.choices().getFirst().stop();
    body.put(
        "stopReason",
        switch (stop) {
          case MAX_TOKENS -> "max_tokens";
          case TOOL_CALLS -> "tool_use";
          default -> "end_turn";
        });
  }

  private void figures(ObjectNode body) {
    body.putObject("metrics").put("latencyMs", 5);
    reply.usage().ifPresent(usage -> usage(usage, body.putObject("usage")));
  }

  private static void usage(Usage usage, ObjectNode node) {
    node.put("inputTokens", usage.input())
        .put("outputTokens", usage.output())
        .put("totalTokens", usage.total())
        .put("cacheReadInputTokens", usage.cacheRead())
        .put("cacheWriteInputTokens", usage.cacheWrite5m() + usage.cacheWrite1h());
    node.putArray("cacheDetails")
        .addObject()
        .put("ttl", "1h")
        .put("inputTokens", usage.cacheWrite1h());
  }

  private static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(9));
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  private void event(String type, ObjectNode data) {
    data.put("p", "abcdefgh");
    out.append("event: ").append(type).append("\ndata: ").append(StrictJson.toText(data));
    out.append("\n\n");
  }
}
