package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.openai.RefusalMark;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Watches an answer of the Responses API: only the first event and the last ones are parsed. */
final class ResponsesWatch implements ReplyWatch {
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

  private Optional<Usage> usage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private boolean refused;
  private Set<StopReason> stops = Set.of();

  @Override
  public void accept(SseEvent event) {
    started = started || isPiece(event);
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
        complete = true;
        stopped(response);
      }
      case "response.failed" -> {
        fail(OpenAiErrorReader.read(200, response));
        complete = true;
      }
      case "error" -> fail(OpenAiErrorReader.read(200, event));
      case "" -> {
        if (event.path("error").isObject()) {
          fail(OpenAiErrorReader.read(200, event));
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
      fail(OpenAiErrorReader.read(200, body));
    }
    complete = true;
  }

  private void stopped(JsonNode response) {
    stops =
        ReplyWatch.with(
            stops, ResponseFields.stop(response, new ResponseFields.Seen(false, refused)));
  }

  private void take(JsonNode response) {
    usage = UsageJson.read(response).or(() -> usage);
    String named = Lenient.textOf(response, "model");
    model = named.isEmpty() ? model : Optional.of(named);
  }

  /** An error after a whole answer is no failure of that answer. */
  private void fail(Problem found) {
    if (!complete && problem.isEmpty()) {
      problem = Optional.of(found);
    }
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public Optional<Usage> usage() {
    return usage;
  }

  @Override
  public Optional<String> model() {
    return model;
  }

  @Override
  public Optional<Problem> problem() {
    return problem;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public boolean over() {
    return complete;
  }

  @Override
  public Set<StopReason> stops() {
    return stops;
  }

  @Override
  public boolean hasRefusal(byte[] body) {
    return RefusalMark.isIn(body);
  }
}
