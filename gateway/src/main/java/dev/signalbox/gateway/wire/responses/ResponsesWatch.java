package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.MarkedWatch;
import dev.signalbox.gateway.wire.codec.ReplyMarks;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.openai.RefusalMark;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.List;
import java.util.Set;

/** Watches an answer of the Responses API: only the first event and the last ones are parsed. */
final class ResponsesWatch implements MarkedWatch {
  private static final Set<String> TELLING =
      Set.of(
          "response.created",
          "response.completed",
          "response.incomplete",
          "response.failed",
          "error");

  /** How the types of events end that bring something of an answer, or its end. */
  private static final List<String> PIECES =
      List.of(".delta", ".done", ".completed", ".incomplete", ".partial_image", "annotation.added");

  private final ReplyMarks marks = new ReplyMarks();
  private boolean refused;

  @Override
  public ReplyMarks marks() {
    return marks;
  }

  @Override
  public void accept(SseEvent event) {
    if (!started() && isPiece(event)) {
      marks.start();
    }
    refused = refused || event.name().startsWith("response.refusal");
    if (mayTell(event)) {
      StrictJson.tryParse(event.data()).ifPresent(this::look);
    }
  }

  private static boolean isPiece(SseEvent event) {
    String type =
        hasType(event)
            ? event.name()
            : StrictJson.tryParse(event.data())
                .flatMap(data -> Lenient.text(data, "type"))
                .orElse("");
    return PIECES.stream().anyMatch(type::endsWith);
  }

  /** Whether the name of an event is its type, as OpenAI has it; some servers name none. */
  private static boolean hasType(SseEvent event) {
    return !event.name().isEmpty() && !event.name().equals("message");
  }

  private static boolean mayTell(SseEvent event) {
    if (hasType(event)) {
      return TELLING.contains(event.name());
    }
    String data = event.data();
    return data.contains("\"response\"") || data.contains("\"error\"");
  }

  private void look(JsonNode event) {
    String type = Lenient.textOf(event, "type");
    JsonNode response = event.path("response");
    take(response);
    switch (type) {
      case "response.completed", "response.incomplete" -> {
        marks.end();
        stopped(response);
      }
      case "response.failed" -> {
        marks.fail(OpenAiErrorReader.read(200, response));
        marks.end();
      }
      case "error" -> marks.fail(OpenAiErrorReader.read(200, event));
      case "" -> {
        if (event.path("error").isObject()) {
          marks.fail(OpenAiErrorReader.read(200, event));
        }
      }
      default -> {}
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    take(body);
    stopped(body);
    if (Errors.isError(body)) {
      marks.fail(OpenAiErrorReader.read(200, body));
    }
    marks.end();
  }

  private void stopped(JsonNode response) {
    marks.stopped(ResponseFields.stop(response, new ResponseFields.Seen(false, refused)));
  }

  private void take(JsonNode response) {
    marks.used(UsageJson.read(response));
    marks.named(Lenient.textOf(response, "model"));
  }

  @Override
  public boolean over() {
    return complete();
  }

  @Override
  public boolean hasRefusal(byte[] body) {
    return RefusalMark.isIn(body);
  }
}
