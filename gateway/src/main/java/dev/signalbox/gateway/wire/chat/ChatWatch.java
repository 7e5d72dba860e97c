package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.openai.RefusalMark;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Watches an answer that passes through. Only events that may hold usage, an error, the end of a
 * choice or the first model name are parsed; in the text of an answer these words stand with
 * escaped quotes and do not match.
 */
final class ChatWatch implements ReplyWatch {
  private static final String REFUSAL = "\"refusal\"";

  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean done;
  private Set<StopReason> stops = Set.of();

  @Override
  public void accept(SseEvent event) {
    String data = event.data().strip();
    if (data.equals(ChatStreamDecoder.DONE)) {
      started = true;
      done = true;
      return;
    }
    boolean error = event.name().equals("error");
    if (error || worthParsing(data)) {
      StrictJson.tryParse(data).ifPresent(json -> look(json, error));
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    look(body, false);
    done = body.path("choices").isArray() && problem.isEmpty();
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
    boolean allEnded = !ended.isEmpty() && ended.containsAll(seen);
    return problem.isEmpty() && (done || allEnded);
  }

  @Override
  public boolean over() {
    return done;
  }

  private boolean worthParsing(String data) {
    return !started
        || model.isEmpty()
        || hasValue(data, "\"usage\"")
        || hasValue(data, "\"finish_reason\"")
        || hasValue(data, "\"error\"")
        || hasValue(data, REFUSAL);
  }

  /** Whether {@code key} stands in {@code data} with a value other than null. */
  private static boolean hasValue(String data, String key) {
    int at = data.indexOf(key);
    while (at >= 0) {
      int value = at + key.length();
      while (value < data.length() && " :".indexOf(data.charAt(value)) >= 0) {
        value++;
      }
      if (!data.startsWith("null", value)) {
        return true;
      }
      at = data.indexOf(key, value);
    }
    return false;
  }

  private void look(JsonNode json, boolean error) {
    if (problem.isEmpty() && (error || OpenAiErrorReader.isError(json.path("error")))) {
      problem = Optional.of(OpenAiErrorReader.read(200, json));
    }
    usage = ChatUsage.of(json).or(() -> usage);
    if (model.isEmpty()) {
      model = Lenient.text(json, "model");
    }
    for (ObjectNode choice : Lenient.objects(json, "choices")) {
      look(choice);
    }
  }

  private void look(ObjectNode choice) {
    started = started || isPiece(choice);
    if (seen.size() >= ChatStreamDecoder.MAX_CHOICES) {
      return;
    }
    long index = Lenient.number(choice, "index").orElse(0L);
    seen.add(index);
    Optional<String> finish = Lenient.text(choice, "finish_reason");
    if (finish.isPresent()) {
      ended.add(index);
      FinishReasons.read(finish.get()).ifPresent(this::stopped);
    }
    if (choice.path("delta").path("refusal").isTextual()) {
      stopped(StopReason.REFUSAL);
    }
    if (problem.isEmpty() && OpenAiErrorReader.isError(choice.path("error"))) {
      problem = Optional.of(OpenAiErrorReader.read(200, choice));
    }
  }

  private void stopped(StopReason stop) {
    stops = ReplyWatch.with(stops, stop);
  }

  @Override
  public Set<StopReason> stops() {
    return stops;
  }

  @Override
  public boolean hasRefusal(byte[] body) {
    return RefusalMark.isIn(body);
  }

  /** Whether a choice has an end, or a message with more in it than the name of its role. */
  private static boolean isPiece(ObjectNode choice) {
    JsonNode message = choice.path(choice.path("delta").isObject() ? "delta" : "message");
    return Lenient.text(choice, "finish_reason").isPresent() || ReplyWatch.says(message, "role");
  }
}
