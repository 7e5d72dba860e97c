package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a streamed answer. It is whole once {@code messageStop} came; the figures come after it in
 * {@code metadata}, with which it ends.
 */
final class EventDecoder implements StreamDecoder {
  private final Assembly assembly = new Assembly();
  private String imageFormat = "";

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    assembly.to(out);
    if (assembly.finished() || event.data().isBlank()) {
      return;
    }
    Optional<JsonNode> json = StrictJson.tryParse(event.data());
    if (json.isPresent() && json.get() instanceof ObjectNode object) {
      read(event.name(), object);
    } else {
      fail("the provider sent an event that is not a JSON object");
    }
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    assembly.to(out);
    if (assembly.finished()) {
      return;
    }
    if (assembly.stopped()) {
      assembly.finish();
    } else {
      fail("the provider's stream ended before its answer was complete");
    }
  }

  private void read(String type, ObjectNode event) {
    int index = Lenient.index(event, "contentBlockIndex").orElse(0);
    if (assembly.stopped() && type.startsWith("contentBlock")) {
      assembly.unmapped(type, event);
      return;
    }
    switch (type) {
      case "messageStart" -> assembly.start();
      case "contentBlockStart" -> open(index, event);
      case "contentBlockDelta" -> delta(index, event);
      case "contentBlockStop" -> assembly.close(index);
      case "messageStop" -> assembly.stop(event);
      case "metadata" -> metadata(event);
      default -> {
        if (Problems.isError(event)) {
          assembly.fail(Problems.read(200, event));
        } else {
          assembly.unmapped(type, event);
        }
      }
    }
  }

  private void open(int index, ObjectNode event) {
    JsonNode start = event.path("start");
    JsonNode call = start.path("toolUse");
    imageFormat = Lenient.textOf(start.path("image"), "format");
    if (call.isObject() && !Media.isRunByProvider(call)) {
      assembly.call(index, call);
    } else if (!start.isEmpty() && imageFormat.isEmpty()) {
      assembly.unmapped("contentBlockStart", event);
    }
  }

  private void delta(int index, ObjectNode event) {
    JsonNode delta = event.path("delta");
    JsonNode reasoning = delta.path("reasoningContent");
    if (delta.path("text").isTextual()) {
      assembly.say(Assembly.Kind.TEXT, index, delta.path("text").textValue());
    } else if (delta.has("toolUse")) {
      assembly.argue(index, Lenient.textOf(delta.path("toolUse"), "input"));
    } else if (reasoning.isObject()) {
      assembly.say(Assembly.Kind.THINKING, index, Lenient.textOf(reasoning, "text"));
      assembly.sign(index, Signature.Kind.SIGNED, Lenient.textOf(reasoning, "signature"));
      assembly.sign(index, Signature.Kind.REDACTED, Lenient.textOf(reasoning, "redactedContent"));
    } else if (delta.path("citation").isObject()) {
      assembly.cite(index, Citations.read(delta.path("citation")));
    } else {
      Media.image(imageFormat, delta.path("image"))
          .ifPresentOrElse(assembly::whole, () -> assembly.unmapped("contentBlockDelta", event));
    }
  }

  /** Figures before the end are those of a stream that goes on. */
  private void metadata(ObjectNode event) {
    assembly.start();
    assembly.figures(event);
    if (assembly.stopped()) {
      assembly.finish();
    }
  }

  private void fail(String message) {
    assembly.fail(Problem.of(ProblemKind.UPSTREAM, message));
  }
}
