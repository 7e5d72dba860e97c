package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;

/**
 * Watches an answer that passes untouched; only three kinds of event are parsed, and deltas until
 * the first that says something.
 */
final class MessageWatch implements ReplyWatch {
  private ObjectNode counts = StrictJson.object();
  private boolean counted;
  private Optional<String> model = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private Set<StopReason> stops = Set.of();

  @Override
  public void accept(SseEvent event) {
    if (complete || problem.isPresent()) {
      return;
    }
    switch (event.name()) {
      case "message_start", "message_delta", "message_stop", "error" -> parsed(event.data());
      case "content_block_delta", "content_block_stop" -> {
        if (!started) {
          parsed(event.data());
        }
      }
      case "ping", "content_block_start" -> {}
      default -> {
        if (!started || event.data().contains("\"message_") || event.data().contains("\"error\"")) {
          parsed(event.data());
        }
      }
    }
  }

  private void parsed(String data) {
    StrictJson.tryParse(data).ifPresent(this::take);
  }

  private void take(JsonNode event) {
    switch (Lenient.textOf(event, "type")) {
      case "message_start" -> {
        model = Lenient.text(event.path("message"), "model");
        count(event.path("message").path("usage"));
      }
      case "content_block_delta" ->
          started = started || ReplyWatch.says(event.path("delta"), "type");
      case "content_block_stop" -> started = true;
      case "message_delta" -> {
        started = started || event.path("delta").path("stop_reason").isTextual();
        stopped(event.path("delta"));
        count(event.path("usage"));
      }
      case "message_stop" -> {
        started = true;
        complete = true;
      }
      default -> {
        if (Problems.isError(event)) {
          problem = Optional.of(Problems.read(200, event));
        }
      }
    }
  }

  private void stopped(JsonNode at) {
    Lenient.text(at, "stop_reason")
        .flatMap(StopReasons::read)
        .ifPresent(stop -> stops = ReplyWatch.with(stops, stop));
  }

  private void count(JsonNode usage) {
    if (usage.isObject()) {
      counts = UsageJson.merge(counts, usage);
      counted = true;
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (Problems.isError(body)) {
      problem = Optional.of(Problems.read(200, body));
      return;
    }
    model = Lenient.text(body, "model");
    stopped(body);
    count(body.path("usage"));
    complete = body.path("content").isArray();
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public Optional<Usage> usage() {
    return counted ? UsageJson.sound(counts) : Optional.empty();
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
}
