package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a streamed answer. It is whole once {@code message-end} came. */
final class EventDecoder implements StreamDecoder {
  private final Assembly assembly = new Assembly();

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    assembly.to(out);
    String data = event.data().strip();
    if (assembly.finished() || data.isEmpty() || data.equals("[DONE]")) {
      return;
    }
    Optional<JsonNode> json = StrictJson.tryParse(data);
    if (json.isPresent() && json.get() instanceof ObjectNode object) {
      read(typeOf(event, object), object);
    } else {
      fail("the provider sent an event that is not a JSON object");
    }
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    assembly.to(out);
    if (!assembly.finished()) {
      fail("the provider's stream ended before its answer was complete");
    }
  }

  static String typeOf(SseEvent event, JsonNode data) {
    return Lenient.text(data, "type").orElse(event.name());
  }

  private void read(String type, ObjectNode event) {
    JsonNode message = event.path("delta").path("message");
    int index = Lenient.index(event, "index").orElse(0);
    switch (type) {
      case "message-start" -> assembly.start(Lenient.textOf(event, "id"));
      case "content-start" -> {
        assembly.open(kindOf(message.path("content")), index);
        content(index, message.path("content"));
      }
      case "content-delta" -> {
        content(index, message.path("content"));
        assembly.logProbs(event.path("logprobs"));
      }
      case "content-end" -> assembly.close(index);
      case "tool-plan-delta" ->
          assembly.say(Assembly.Kind.PLAN, 0, Lenient.textOf(message, "tool_plan"));
      case "tool-call-start" -> assembly.call(index, message.path("tool_calls"));
      case "tool-call-delta" ->
          assembly.argue(
              index, Lenient.textOf(message.path("tool_calls").path("function"), "arguments"));
      case "tool-call-end" -> assembly.endCall(index);
      case "citation-start" -> assembly.cite(message.path("citations"));
      case "citation-end" -> {}
      case "message-end" -> assembly.finish(event.path("delta"));
      default -> {
        if (Problems.isError(event)) {
          assembly.fail(Problems.read(200, event));
        } else {
          assembly.unmapped(type, event);
        }
      }
    }
  }

  private static Assembly.Kind kindOf(JsonNode content) {
    return content.path("type").asText().equals("thinking") || content.has("thinking")
        ? Assembly.Kind.THINKING
        : Assembly.Kind.TEXT;
  }

  private void content(int index, JsonNode content) {
    assembly.say(Assembly.Kind.THINKING, index, Lenient.textOf(content, "thinking"));
    assembly.say(Assembly.Kind.TEXT, index, Lenient.textOf(content, "text"));
  }

  private void fail(String message) {
    assembly.fail(Problem.of(ProblemKind.UPSTREAM, message));
  }
}
