package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a streamed answer (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming messages</a>,
 * read 2026-11). The answer is whole once {@code message_stop} came.
 */
final class MessageStreamDecoder implements StreamDecoder {
  private static final Set<String> STOP_FIELDS =
      Set.of("stop_reason", "stop_sequence", "stop_details");

  private final StreamBlocks blocks = new StreamBlocks();
  private ObjectNode usage = StrictJson.object();
  private ObjectNode stop = StrictJson.object();
  private boolean started;
  private boolean finished;

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    if (finished || event.data().isBlank() || event.data().equals("[DONE]")) {
      return;
    }
    Optional<JsonNode> data = StrictJson.tryParse(event.data());
    if (data.isPresent() && data.get() instanceof ObjectNode object) {
      accept(object, typeOf(event, object), out);
    } else {
      fail("the provider sent an event that is not a JSON object", out);
    }
    if (!finished && blocks.full()) {
      fail("the provider's answer has more blocks, or larger ones, than are accepted", out);
    }
  }

  private static String typeOf(SseEvent event, ObjectNode data) {
    if (data.path("type").isTextual()) {
      return data.path("type").textValue();
    }
    return Problems.isError(data) ? "error" : event.name();
  }

  private void accept(ObjectNode data, String type, Consumer<ReplyEvent> out) {
    switch (type) {
      case "message_start" -> start(data, out);
      case "content_block_start" -> {
        startUnlessStarted(out);
        blocks.open(data, out);
      }
      case "content_block_delta" -> {
        startUnlessStarted(out);
        blocks.grow(data, out);
      }
      case "content_block_stop" -> blocks.close(StreamBlocks.indexOf(data), out);
      case "message_delta" -> delta(data, out);
      case "message_stop" -> stop(out);
      case "ping" -> {}
      case "error" -> {
        finished = true;
        out.accept(new ReplyEvent.Failed(Problems.read(200, data)));
      }
      default -> out.accept(new ReplyEvent.Unmapped(Protocol.ANTHROPIC, type, data));
    }
  }

  private void start(ObjectNode data, Consumer<ReplyEvent> out) {
    if (started) {
      out.accept(new ReplyEvent.Unmapped(Protocol.ANTHROPIC, "message_start", data));
      return;
    }
    started = true;
    JsonNode message = data.path("message");
    String id = Lenient.textOf(message, "id");
    blocks.named(id);
    out.accept(
        new ReplyEvent.Started(
            id, Lenient.textOf(message, "model"), 0, ReplyReader.replyExtras(message)));
    report(message.path("usage"), out);
  }

  private void startUnlessStarted(Consumer<ReplyEvent> out) {
    if (!started) {
      started = true;
      out.accept(new ReplyEvent.Started("", "", 0, Extras.NONE));
    }
  }

  private void report(JsonNode counts, Consumer<ReplyEvent> out) {
    if (counts.isObject()) {
      usage = UsageJson.merge(usage, counts);
      UsageJson.sound(usage).ifPresent(told -> out.accept(new ReplyEvent.UsageReported(told)));
    }
  }

  private void delta(ObjectNode data, Consumer<ReplyEvent> out) {
    startUnlessStarted(out);
    if (data.path("delta") instanceof ObjectNode changed) {
      stop.setAll(Blocks.withoutNulls(changed));
    }
    ObjectNode extras = UsageJson.extras(data.path("usage"));
    extras.setAll(Blocks.extras(data.path("delta"), STOP_FIELDS).fields());
    extras.setAll(Blocks.extras(data, Set.of("type", "delta", "usage")).fields());
    if (!extras.isEmpty()) {
      out.accept(new ReplyEvent.ReplyAnnotated(Extras.of(Protocol.ANTHROPIC, extras)));
    }
    report(data.path("usage"), out);
  }

  private void stop(Consumer<ReplyEvent> out) {
    if (!started) {
      fail("the provider's stream ended before it began", out);
      return;
    }
    blocks.closeAll(out);
    StopReason reason =
        ReplyReader.stop(stop.path("stop_reason"), blocks.structured(), blocks.called());
    out.accept(
        new ReplyEvent.Stopped(
            0, reason, Lenient.text(stop, "stop_sequence"), ReplyReader.stopExtras(stop)));
    out.accept(new ReplyEvent.Ended());
    finished = true;
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    if (!finished) {
      fail("the provider's stream ended before its answer was complete", out);
    }
  }

  private void fail(String message, Consumer<ReplyEvent> out) {
    finished = true;
    out.accept(new ReplyEvent.Failed(Problem.of(ProblemKind.UPSTREAM, message)));
  }
}
