package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;

/** Watches an answer that passes untouched; what its blocks say is not parsed. */
final class AnswerWatch implements ReplyWatch {
  private static final Set<String> PIECES = Set.of("contentBlockStart", "contentBlockDelta");
  private static final Set<String> SILENT = Set.of("messageStart", "contentBlockStop");

  private Optional<Usage> usage = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private boolean over;
  private Set<StopReason> stops = Set.of();

  @Override
  public void accept(SseEvent event) {
    if (over || problem.isPresent() || SILENT.contains(event.name())) {
      return;
    }
    if (PIECES.contains(event.name())) {
      started = true;
    } else {
      StrictJson.tryParse(event.data()).ifPresent(data -> take(event.name(), data));
    }
  }

  private void take(String type, JsonNode data) {
    switch (type) {
      case "messageStop" -> stop(data);
      case "metadata" -> {
        usage = UsageJson.read(data).or(() -> usage);
        over = complete;
      }
      default -> {
        if (Problems.isError(data)) {
          problem = Optional.of(Problems.read(200, data));
        }
      }
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (Problems.isError(body)) {
      problem = Optional.of(Problems.read(200, body));
    } else {
      usage = UsageJson.read(body);
      stop(body);
    }
  }

  private void stop(JsonNode end) {
    started = true;
    complete = true;
    stops =
        Set.of(StopReasons.known(Lenient.textOf(end, "stopReason"), false).orElse(StopReason.END));
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
    return Optional.empty();
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
    return over;
  }

  @Override
  public Set<StopReason> stops() {
    return stops;
  }
}
