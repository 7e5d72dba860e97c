package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads a streamed answer. Sequence numbers and item ids are not relied on. */
final class ResponsesStreamDecoder implements StreamDecoder {
  private final StreamParts parts = new StreamParts();
  private final TreeMap<Integer, StreamedItem> items = new TreeMap<>();
  private final TreeMap<Integer, ObjectNode> unfinished = new TreeMap<>();
  private boolean started;
  private boolean finished;

  @Override
  public void accept(SseEvent event, Consumer<ReplyEvent> out) {
    if (finished || event.data().isBlank() || event.data().equals("[DONE]")) {
      return;
    }
    parts.to(out);
    Optional<JsonNode> data = StrictJson.tryParse(event.data());
    if (data.isEmpty() || !data.get().isObject()) {
      fail(Problem.of(ProblemKind.UPSTREAM, "the provider's stream holds an unreadable event"));
      return;
    }
    String type = Lenient.textOf(data.get(), "type");
    take(type.isEmpty() ? event.name() : type, data.get());
    if (!finished && parts.count() > ReplyReader.MAX_PARTS) {
      fail(ReplyReader.tooMany());
    }
  }

  private void take(String type, JsonNode event) {
    switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          start(event.path("response"));
      case "response.output_item.added" -> added(event);
      case "response.output_item.done" -> done(event);
      case "response.completed", "response.incomplete" -> finish(event.path("response"));
      case "response.failed", "response.cancelled" -> failed(event.path("response"));
      case "error" -> fail(OpenAiErrorReader.read(200, event));
      default -> {
        if (event.path("error").isObject() && !type.startsWith("response.")) {
          fail(OpenAiErrorReader.read(200, event));
        } else {
          within(type, event);
        }
      }
    }
  }

  private void start(JsonNode response) {
    if (started) {
      return;
    }
    started = true;
    parts.emit(
        new ReplyEvent.Started(
            Lenient.textOf(response, "id"),
            Lenient.textOf(response, "model"),
            Lenient.count(response, "created_at"),
            ResponseFields.echoOnly(response)));
  }

  private void added(JsonNode event) {
    start(StrictJson.object());
    int index = Lenient.index(event, "output_index").orElse(items.size());
    if (event.path("item") instanceof ObjectNode item && !items.containsKey(index)) {
      begin(index, item);
    }
  }

  private void begin(int index, ObjectNode item) {
    if (items.size() >= ReplyReader.MAX_PARTS) {
      fail(ReplyReader.tooMany());
      return;
    }
    items.put(index, StreamedItem.begin(item, parts));
    unfinished.put(index, item);
  }

  private void done(JsonNode event) {
    start(StrictJson.object());
    if (!(event.path("item") instanceof ObjectNode item)) {
      return;
    }
    int index = Lenient.index(event, "output_index").orElseGet(this::lastIndex);
    if (!items.containsKey(index)) {
      begin(index, item);
    }
    end(index, item);
  }

  private void end(int index, ObjectNode item) {
    StreamedItem streamed = items.get(index);
    if (streamed != null && unfinished.remove(index) != null) {
      streamed.done(item);
    }
  }

  private int lastIndex() {
    return unfinished.isEmpty() ? items.size() : unfinished.lastKey();
  }

  private void within(String type, JsonNode event) {
    int index = Lenient.index(event, "output_index").orElseGet(this::lastIndex);
    if (!items.containsKey(index)) {
      beginUnannounced(type, index);
    }
    StreamedItem item = items.get(index);
    if (item != null) {
      item.accept(type, event);
    }
    if (started && !item(type)) {
      parts.emit(new ReplyEvent.Unmapped(Protocol.RESPONSES, type, event));
    }
  }

  /** Text may come without its item having been announced. */
  private void beginUnannounced(String type, int index) {
    if (type.startsWith("response.output_text.")
        || type.startsWith("response.refusal.")
        || type.startsWith("response.content_part.")) {
      start(StrictJson.object());
      begin(index, StrictJson.object().put("type", "message"));
    }
  }

  private static boolean item(String type) {
    return List.of(
            "response.output_text.",
            "response.refusal.",
            "response.content_part.",
            "response.function_call_arguments.",
            "response.reasoning")
        .stream()
        .anyMatch(type::startsWith);
  }

  private void finish(JsonNode response) {
    start(response);
    endItems(response);
    if (finished) {
      return;
    }
    usage(response);
    Extras extras = ResponseFields.extras(response);
    if (!extras.isEmpty()) {
      parts.emit(new ReplyEvent.ReplyAnnotated(extras));
    }
    finished = true;
    parts.emit(
        new ReplyEvent.Stopped(
            0,
            ResponseFields.stop(response, parts.seen()),
            Optional.empty(),
            ResponseFields.stopExtras(response)));
    parts.emit(new ReplyEvent.Ended());
  }

  /** Takes from the whole response what was not streamed. */
  private void endItems(JsonNode response) {
    List<ObjectNode> output = Lenient.objects(response, "output");
    if (items.isEmpty()) {
      for (int i = 0; i < output.size() && !finished; i++) {
        begin(i, output.get(i));
      }
    }
    for (int index : List.copyOf(unfinished.keySet())) {
      ObjectNode item = unfinished.getOrDefault(index, StrictJson.object());
      boolean known =
          index < output.size()
              && Lenient.textOf(output.get(index), "type").equals(Lenient.textOf(item, "type"));
      end(index, known ? output.get(index) : item);
    }
    parts.closeAll();
  }

  private void usage(JsonNode response) {
    UsageJson.read(response).ifPresent(usage -> parts.emit(new ReplyEvent.UsageReported(usage)));
  }

  private void failed(JsonNode response) {
    start(response);
    usage(response);
    fail(OpenAiErrorReader.read(200, response));
  }

  private void fail(Problem problem) {
    if (!finished) {
      finished = true;
      parts.emit(new ReplyEvent.Failed(problem));
    }
  }

  @Override
  public void end(Consumer<ReplyEvent> out) {
    parts.to(out);
    fail(
        Problem.of(
            ProblemKind.UPSTREAM, "the provider's stream ended before its answer was complete"));
  }
}
