package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;
import java.util.Set;

/** Watches an answer that passes untouched; its beginning and its end are parsed. */
final class AnswerWatch implements ReplyWatch {
  private static final Set<String> PIECES =
      Set.of("content-delta", "tool-plan-delta", "tool-call-start", "tool-call-delta");

  private Optional<Usage> usage = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean started;
  private boolean complete;
  private Set<StopReason> stops = Set.of();

  @Override
  public void accept(SseEvent event) {
    if (complete || problem.isPresent()) {
      return;
    }
    if (!started || !PIECES.contains(event.name())) {
      StrictJson.tryParse(event.data())
          .ifPresent(data -> take(EventDecoder.typeOf(event, data), data));
    }
  }

  private void take(String type, JsonNode data) {
    if (PIECES.contains(type)) {
      started = true;
    } else if (type.equals("message-end")) {
      started = true;
      end(data.path("delta"));
    } else if (Problems.isError(data)) {
      problem = Optional.of(Problems.read(200, data));
    }
  }

  @Override
  public void acceptBody(JsonNode body) {
    if (Problems.isError(body)) {
      problem = Optional.of(Problems.read(200, body));
    } else {
      end(body);
    }
  }

  private void end(JsonNode end) {
    usage = UsageJson.read(end.path("usage"));
    switch (Lenient.textOf(end, "finish_reason")) {
      case "ERROR", "TIMEOUT" ->
          problem = Optional.of(Problems.ofEnd(ProblemKind.UPSTREAM, Lenient.textOf(end, "error")));
      case String reason -> {
        complete = true;
        stops = Set.of(reason.equals("MAX_TOKENS") ? StopReason.MAX_TOKENS : StopReason.END);
      }
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
  public Set<StopReason> stops() {
    return stops;
  }
}
