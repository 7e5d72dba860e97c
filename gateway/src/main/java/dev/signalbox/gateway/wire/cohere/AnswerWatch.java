package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.MarkedWatch;
import dev.signalbox.gateway.wire.codec.ReplyMarks;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Set;

/** Watches an answer that passes untouched; its beginning and its end are parsed. */
final class AnswerWatch implements MarkedWatch {
  private static final Set<String> PIECES =
      Set.of("content-delta", "tool-plan-delta", "tool-call-start", "tool-call-delta");

  private final ReplyMarks marks = new ReplyMarks();

  @Override
  public ReplyMarks marks() {
    return marks;
  }

  @Override
  public void accept(SseEvent event) {
    if (complete() || problem().isPresent()) {
      return;
    }
    if (!started() || !PIECES.contains(event.name())) {
      StrictJson.tryParse(event.data())
          .ifPresent(data -> take(EventDecoder.typeOf(event, data), data));
    }
  }

  private void take(String type, JsonNode data) {
    if (PIECES.contains(type)) {
      marks.start();
    } else if (type.equals("message-end")) {
      marks.start();
      end(data.path("delta"));
    } else if (Problems.isError(data)) {
      marks.fail(Problems.read(200, data));
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (Problems.isError(body)) {
      marks.fail(Problems.read(200, body));
    } else {
      end(body);
    }
  }

  private void end(JsonNode end) {
    marks.used(UsageJson.read(end.path("usage")));
    switch (Lenient.textOf(end, "finish_reason")) {
      case "ERROR", "TIMEOUT" ->
          marks.fail(Problems.ofEnd(ProblemKind.UPSTREAM, Lenient.textOf(end, "error")));
      case String reason -> {
        marks.end();
        marks.stopped(reason.equals("MAX_TOKENS") ? StopReason.MAX_TOKENS : StopReason.END);
      }
    }
  }
}
