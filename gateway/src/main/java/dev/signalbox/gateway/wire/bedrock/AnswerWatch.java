package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.MarkedWatch;
import dev.signalbox.gateway.wire.codec.ReplyMarks;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Set;

/** Watches an answer that passes untouched; what its blocks say is not parsed. */
final class AnswerWatch implements MarkedWatch {
  private static final Set<String> PIECES = Set.of("contentBlockStart", "contentBlockDelta");
  private static final Set<String> SILENT = Set.of("messageStart", "contentBlockStop");

  private final ReplyMarks marks = new ReplyMarks();
  private boolean over;

  @Override
  public ReplyMarks marks() {
    return marks;
  }

  @Override
  public void accept(SseEvent event) {
    if (over || marks.problem().isPresent() || SILENT.contains(event.name())) {
      return;
    }
    if (PIECES.contains(event.name())) {
      marks.start();
    } else {
      StrictJson.tryParse(event.data()).ifPresent(data -> take(event.name(), data));
    }
  }

  private void take(String type, JsonNode data) {
    switch (type) {
      case "messageStop" -> stop(data);
      case "metadata" -> {
        marks.used(UsageJson.read(data));
        over = marks.complete();
      }
      default -> {
        if (Problems.isError(data)) {
          marks.fail(Problems.read(200, data));
        }
      }
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (Problems.isError(body)) {
      marks.fail(Problems.read(200, body));
    } else {
      marks.used(UsageJson.read(body));
      stop(body);
    }
  }

  private void stop(JsonNode end) {
    marks.start();
    marks.end();
    marks.stopped(
        StopReasons.known(Lenient.textOf(end, "stopReason"), false).orElse(StopReason.END));
  }

  @Override
  public boolean over() {
    return over;
  }
}
